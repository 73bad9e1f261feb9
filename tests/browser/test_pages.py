"""Every page at a desk and on a phone: nothing that axe objects to, no error, nothing to scroll to sideways."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from tasks_app.management.demonstration import load_all
from tests.browser.conftest import SCREENSHOTS, WIDTHS, objections
from tests.browser.pages import PAGES, Page, add_morning
from tests.conftest import TODAY

PHONE = min(WIDTHS)
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
    assert here.breaches == []
    assert here.errors == []
