"""Every page at a desk, on a phone and on paper: nothing axe objects to, no error, nothing to scroll to sideways."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from tasks_app.management.demonstration import load_all
from tests.browser.conftest import SCREENSHOTS, WIDTHS, Window, objections
from tests.browser.pages import PAGES, Page, add_morning
from tests.conftest import TODAY

PHONE = min(WIDTHS)
# A4 within its margins (static/css/print.css), in pixels of CSS: upright, and where a page lies across.
PAPER = {"upright": 687, "across": 1020}
LIES_ACROSS = "getComputedStyle(document.body).page == 'wide' || document.documentElement.classList.contains('paper')"
TO_PRESS = """
() => [...document.querySelectorAll(".btn, nav:not(.pages), .pages a, input:not([type=hidden]), .dock, summary + form")]
  .filter((one) => !one.closest(".panel, .filters, .find-page") && one.checkVisibility()).map((one) => one.outerHTML)
"""
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def db(server, django_db_blocker) -> Iterator[None]:
    """The demonstration stands in the database for the whole module, committed: these tests only look.

    The name tells pytest-django that a database is needed, and replaces its own fixture, which would undo it each time.
    """
    with django_db_blocker.unblock():
        load_all(day=TODAY)
        add_morning(TODAY)
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page(page: Page, width: int, window, server):
    here = window(server.url, who=page.who, width=width)

    assert here.open(page.path()) == page.status
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    here.page.screenshot(path=SCREENSHOTS / f"{page.name}-{width}.png", full_page=True)
    assert here.sideways <= 0
    assert objections(here) == ""
    if width == PHONE:
        here.page.emulate_media(color_scheme="dark")
        assert objections(here, options=CONTRAST) == ""
    else:
        look_at_it_on_paper(here)
    assert here.breaches == []
    assert here.errors == []


def look_at_it_on_paper(here: Window) -> None:
    """It fits the width of A4, and what is only there to be pressed is not on it; forms print as forms."""
    here.page.emulate_media(media="print")
    width = PAPER["across" if here.page.evaluate(LIES_ACROSS) else "upright"]
    here.page.set_viewport_size({"width": width, "height": 1000})

    assert here.sideways <= 0
    if here.page.locator("main form[method=post] :is(.form-control, .form-select)").count() == 0:
        assert here.page.evaluate(TO_PRESS) == []
