"""Every page at a desk, on a phone and on paper: nothing axe objects to, no error, nothing to scroll to sideways."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.urls import reverse

from deploy import bundles
from tasks_app.common.shortcuts import ACCESS_KEYS
from tasks_app.people.models import Person
from tests.browser.conftest import PHONE, SCREENSHOTS, WIDTHS, Device, Window, objections
from tests.browser.measures import (
    ZOOMED,
    loses_spaced_text,
    moving,
    shortcomings_of_a_phone,
    sideways_at,
    wrong_in_the_head,
)
from tests.browser.pages import LEADER, PAGES, SECRETARY, Page, add_morning
from tests.browser.pictures import AT_MOST, PICTURES, TAKEN, Picture, small_png
from tests.conftest import TODAY
from tests.demonstration import stand

# A4 within its margins (static/css/print.css), in pixels of CSS: upright, and where a page lies across.
PAPER = {"upright": 687, "across": 1020}
LIES_ACROSS = "getComputedStyle(document.body).page == 'wide' || document.documentElement.classList.contains('paper')"
TO_PRESS = """
() => [...document.querySelectorAll(".btn, nav:not(.pages), .pages a, input:not([type=hidden]), .dock, summary + form")]
  .filter((one) => !one.closest(".panel, .filters, .find-page") && one.checkVisibility()).map((one) => one.outerHTML)
"""
CLASSES = "[...new Set([...document.querySelectorAll('[class]')].flatMap((one) => [...one.classList]))]"
LEFT_OUT = bundles.classes(bundles.bootstrap()) - bundles.classes(bundles.styles())
ADMIN = "admin-"  # these have a stylesheet of their own
# What each access key reaches; two links to one page are one meaning.
KEYS = "[...document.querySelectorAll('[accesskey]')].map((one) => [one.accessKey, one.href || one.outerHTML])"
MOST_PLACES = 7  # of any role
OVER_THE_EDGE = "(nav => nav.scrollWidth - nav.clientWidth)(document.querySelector('.nav-app'))"
WAY = "nav > .crumbs > li:last-child[aria-current=page]"
# Pages that begin so have no way back: main places, boards with their tabs, what the account menu offers.
TOP_LEVEL = (
    *(
        "login",
        "second-factor",
        "password-",
        "signup-",
        "logout",
        "no-role",
        "not-found",
        "invitation-over",
        "shortcuts",
        "gallery",
    ),
    *("my-work-", "my-organisations", "task-list", "assignment-list", "report-list", "extension-list", "tools"),
    *("overview", "locality-map", "matrix", "ranking", "comparison", "indicator-list", "organisation-list"),
    *(
        "member-list",
        "member-himself",
        "export-list",
        "devices",
        "feed-list",
        "view-list",
        "reminder-mine",
        "reminder-list",
    ),
    *("meeting", "search", "calendar-year-read", "help", ADMIN),
)
BELOW = ("meeting-list", "meeting-new", "meeting-detail", "meeting-conclusion", "meeting-decide")
BELOW += ("second-factor-activate", "second-factor-reset")
BELOW += ("help-topic", "ranking-organisation", "comparison-list", "report-list-empty", "my-work-section")
# On these it is measured what the others have from the same sheets and components.
MAIN = {"login", "my-work-member", "assignment-to-report", "report-edit", "report-review", "overview", "matrix"}
MAIN |= {"ranking", "comparison", "indicator-detail", "assignment-list", "option-edit", "calendar-year", "admin-list"}


@pytest.fixture(scope="module")
def db(server, django_db_blocker) -> Iterator[None]:
    """The demonstration stands in the database for the whole module, committed: these tests only look.

    The name tells pytest-django that a database is needed, and replaces its own fixture, which would undo it each time.
    """
    with django_db_blocker.unblock():
        stand()
        add_morning(TODAY)
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def visit(browser, server, db) -> Iterator[Callable[[Page, int], Window]]:
    """The page on the device of its person, who has been there before and has styles, scripts and fonts already."""
    devices: dict[tuple[str, int], Device] = {}

    def open_page(page: Page, width: int) -> Window:
        its = page.who, width
        if its not in devices:
            devices[its] = Device.of(browser, server.url, who=page.who, width=width)
        return devices[its].anew()

    yield open_page
    for device in devices.values():
        device.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page(page: Page, width: int, visit):
    here = visit(page, width)

    assert here.open(page.path()) == page.status
    if os.environ.get("PICTURES"):  # for people to look at; five hundred of them take a minute and more
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        here.page.screenshot(path=SCREENSHOTS / f"{page.name}-{width}.jpg", full_page=True, type="jpeg", quality=70)
    assert here.sideways <= 0
    if not page.name.startswith(ADMIN):
        assert LEFT_OUT & set(here.page.evaluate(CLASSES)) == set(), "the stylesheet has no rules for these"
    assert here.breaches == []  # before axe, which puts a style of its own into pages whose sheets import others
    assert here.errors == []
    if width == PHONE:  # by night there, by day at the desk
        here.page.emulate_media(color_scheme="dark")
    assert objections(here) == ""
    assert wrong_in_the_head(here) == []
    has_one_meaning_for_a_key(here)
    if page.name in BELOW or not page.name.startswith(TOP_LEVEL):
        assert here.page.locator(WAY).count() == 1
    if width == PHONE:
        if page.name in MAIN:
            assert [*moving(here), *loses_spaced_text(here)] == []
        assert shortcomings_of_a_phone(here) == []
    else:
        assert sideways_at(here, ZOOMED) == []
        look_at_it_on_paper(here)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("who", [SECRETARY, LEADER])
def test_all_main_places_fit_on_a_phone(who: str, language: str, window, server):
    Person.objects.filter(username=who).update(language=language)
    here = window(server.url, who=who, width=PHONE)

    here.open(reverse("tools"))

    assert here.page.locator(".nav-app a").count() == MOST_PLACES
    assert here.page.evaluate(OVER_THE_EDGE) <= 0
    Person.objects.filter(username=who).update(language="")


def has_one_meaning_for_a_key(here: Window) -> None:
    meanings = {tuple(one) for one in here.page.evaluate(KEYS)}

    assert {key for key, _ in meanings} <= set(ACCESS_KEYS.values())
    assert sorted(key for key, _ in meanings) == sorted({key for key, _ in meanings})


def look_at_it_on_paper(here: Window) -> None:
    """It fits the width of A4, and what is only there to be pressed is not on it; forms print as forms."""
    here.page.emulate_media(media="print")
    width = PAPER["across" if here.page.evaluate(LIES_ACROSS) else "upright"]
    here.page.set_viewport_size({"width": width, "height": 1000})

    assert here.sideways <= 0
    if here.page.locator("body[data-admin-utc-offset]").count():
        return  # the administration is for screens
    if here.page.locator("main form[method=post] :is(.form-control, .form-select)").count() == 0:
        assert here.page.evaluate(TO_PRESS) == []


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("picture", PICTURES, ids=str)
def test_a_picture_of_the_guide(picture: Picture, language: str, window, server):
    """It is taken; `make pictures` takes it over into the guide."""
    who = picture.taken_by()
    Person.objects.filter(username=who).update(language=language)
    width, height = picture.size
    here = window(server.url, who=who, width=width, height=height, locale=language)

    assert here.open(picture.path()) == 200
    picture.ready(here.page)
    assert here.page.locator("html").get_attribute("lang") == language
    taken = small_png(here.page.screenshot(), here.page.context.new_page())
    TAKEN.mkdir(parents=True, exist_ok=True)
    (TAKEN / f"{language}-{picture.name}.png").write_bytes(taken)
    assert len(taken) < AT_MOST
    assert here.sideways <= 0
    assert here.errors == []
