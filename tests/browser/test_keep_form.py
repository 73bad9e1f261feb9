"""What was written stays on the device until the server has it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks_app.reporting.models import ProgressReport
from tests.browser.conftest import Window, said
from tests.factories import ReportFactory
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "Đã rà soát tại mười hai đơn vị"


def open_form(window: Window, world: World) -> Page:
    assert window.open(reverse("report_edit", args=[world.overdue.pk])) == 200
    return window.page


def send(page: Page, press: str) -> int:
    with page.expect_navigation() as sent:
        page.click(f"button[name={press}]")
    return sent.value.status


def refuse(page: Page) -> None:
    """Send what the server cannot accept: a percentage above a hundred."""
    page.fill("[name=results]", TYPED)
    page.fill("[name=percent]", "400")
    assert send(page, "submit") == 422
    expect(page.locator("[data-keep-note]")).to_be_hidden()


def is_offered(page: Page) -> None:
    note = page.locator("[data-keep-note]")
    expect(note).to_be_visible()
    expect(page.locator("[name=results]")).not_to_have_value(TYPED)
    note.locator("[data-keep-restore]").click()
    expect(page.locator("[name=results]")).to_have_value(TYPED)


def test_a_form_that_came_back_is_kept_when_the_language_changes(world: World, window, live_server):
    page = open_form(window(live_server.url, who="member"), world)
    refuse(page)

    other = said("en", "vi")
    page.click(f"button[name=language][value={other}]:visible")
    page.wait_for_load_state()

    expect(page.locator("html")).to_have_attribute("lang", other)
    is_offered(page)


def test_a_form_that_came_back_is_kept_when_the_window_closes(world: World, window, live_server):
    here = window(live_server.url, who="member")
    refuse(open_form(here, world))

    is_offered(open_form(here, world))


def test_what_was_refused_because_somebody_else_saved_has_not_arrived(world: World, window, live_server):
    here = window(live_server.url, who="member")
    page = open_form(here, world)
    page.fill("[name=results]", TYPED)
    ReportFactory(assignment=world.overdue, by=world.member)

    assert send(page, "draft") == 409

    is_offered(open_form(here, world))


def test_what_arrived_is_forgotten(world: World, window, live_server):
    here = window(live_server.url, who="member")
    page = open_form(here, world)
    refuse(page)
    page.fill("[name=percent]", "40")

    send(page, "draft")

    assert ProgressReport.objects.get(assignment=world.overdue).results == TYPED
    expect(open_form(here, world).locator("[data-keep-note]")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:'))") == []
