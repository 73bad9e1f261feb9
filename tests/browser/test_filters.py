"""A list is filtered where it stands: without loading the page anew, and as ever where that fails."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, said
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

STAMP = "window.stamp = 'the page that was opened'"
OVERDUE = "?status=overdue"


@pytest.fixture
def here(world: World, window, live_server) -> Window:
    here = window(live_server.url, who="secretary")
    assert here.open(reverse("assignment_list")) == 200
    here.page.evaluate(STAMP)
    return here


def is_the_page_that_was_opened(page: Page) -> bool:
    return page.evaluate("window.stamp !== undefined")


def test_a_choice_filters_at_once_and_back_leads_back(here: Window):
    page, rows = here.page, here.page.locator("main tbody tr")
    before, title = rows.count(), page.title()

    page.select_option("#id_status", "overdue")

    expect(page.locator(".applied")).to_contain_text(said("Quá hạn", "Overdue"))
    assert page.url.endswith(reverse("assignment_list") + OVERDUE)
    assert is_the_page_that_was_opened(page)
    expect(page.locator("#id_status")).to_be_focused()
    expect(page.locator("[data-says]")).to_have_text(said("2 việc.", "2 assignments."))
    assert rows.count() == 2 < before
    assert page.locator("main").get_attribute("aria-busy") is None
    assert here.sideways <= 0

    page.go_back()
    expect(page.locator(".applied")).to_have_count(0)
    assert rows.count() == before
    assert page.title() == title
    assert is_the_page_that_was_opened(page)
    page.go_forward()
    expect(page.locator(".applied")).to_contain_text(said("Quá hạn", "Overdue"))
    assert here.errors == []
    assert here.breaches == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_on_a_phone_the_list_comes_first_and_the_fields_when_they_are_asked_for(
    world: World, window, live_server, javascript
):
    here = window(live_server.url, who="secretary", width=390, javascript=javascript)
    here.open(reverse("assignment_list"))
    page, field = here.page, here.page.locator("#id_status")
    expect(field).to_be_hidden()
    expect(page.locator("main tbody tr").first).to_be_in_viewport()

    page.click(".fold-label")
    expect(field).to_be_visible()
    field.select_option("overdue")
    if not javascript:
        page.click(".filters button[type=submit]")
    expect(page.locator(".applied")).to_contain_text(said("Quá hạn", "Overdue"))
    expect(field).to_be_visible(visible=javascript)
    assert "fold" not in page.url
    if javascript:
        page.click(".fold-label")
    expect(page.locator("main tbody tr").first).to_be_in_viewport()
    assert here.errors == []


def test_a_filter_is_cleared_in_place(here: Window):
    page = here.page
    page.select_option("#id_status", "overdue")

    page.locator(".applied a").first.click()

    expect(page.locator(".applied")).to_have_count(0)
    assert is_the_page_that_was_opened(page)


def test_with_the_keyboard_the_button_filters(here: Window):
    page = here.page
    page.focus("#id_status")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".applied")).to_have_count(0)
    assert "?" not in page.url

    page.locator(".filters button[type=submit]").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".applied")).to_be_visible()
    assert is_the_page_that_was_opened(page)


def test_what_came_in_place_works_as_what_was_there(here: Window):
    page = here.page
    page.select_option("#id_status", "overdue")
    expect(page.locator(".applied")).to_be_visible()

    page.locator("main tbody input[type=checkbox]").first.check()

    expect(page.locator("[data-ticked]")).to_have_text("1")
    page.locator("[data-tick-all]").click()
    expect(page.locator("[data-ticked]")).to_have_text("2")


def test_where_it_fails_the_browser_loads_the_page(here: Window):
    page = here.page
    address = f"**{reverse('assignment_list')}{OVERDUE}"
    refused = lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()  # noqa: E731
    page.route(address, refused)

    page.select_option("#id_status", "overdue")

    expect(page.locator(".applied")).to_contain_text(said("Quá hạn", "Overdue"))
    assert not is_the_page_that_was_opened(page)
