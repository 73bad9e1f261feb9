"""From a list to a piece of work and back: the same filters, at the same place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDTHS, Window, said
from tests.browser.test_journeys import unfold
from tests.conftest import TODAY
from tests.factories import AssignmentFactory
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]

OVERDUE, ALL = "overdue", ""
LAST_OVERDUE, LAST = 11, 24  # rows of the list's first page, counted from nought
NEAR = 4  # pixels
TOP = "(row) => row.getBoundingClientRect().top"
STANDS = f"([row, top]) => Math.abs(({TOP})(row) - top) <= {NEAR}"


@pytest.fixture
def long_list(world: World) -> None:
    """Twelve that are overdue, and a first page of twenty-five."""
    for number in range(40):
        AssignmentFactory(
            organisation=world.unit,
            responsible=world.member,
            deadline_on=TODAY - timedelta(days=5) if number < 10 else TODAY + timedelta(days=60),
        )


def row(page: Page, number: int) -> Locator:
    return page.locator("main tbody tr").nth(number)


def scroll_to(page: Page, number: int) -> float:
    """Bring a row to the middle of the window; returns how far from its top the row stands."""
    row(page, number).evaluate("(row) => row.scrollIntoView({ block: 'center' })")
    assert page.evaluate("scrollY") > 100
    return row(page, number).evaluate(TOP)


def open_row(page: Page, number: int) -> None:
    with page.expect_navigation():
        row(page, number).locator(f'a[href^="{reverse("assignment_list")}"]').first.click()
    expect(page.locator("main h1")).to_be_visible()


def stands_at(page: Page, number: int, top: float) -> None:
    """A row stands where it stood, though what is above it may be folded by now."""
    page.wait_for_function(STANDS, arg=[row(page, number).element_handle(), top])


def is_filtered(page: Page, status: str) -> None:
    expect(page.locator("#id_status")).to_have_value(status)
    if status:
        expect(page.locator(".applied")).to_contain_text(said("Quá hạn", "Overdue"))
    else:
        expect(page.locator(".applied")).to_have_count(0)


def choose(here: Window, status: str) -> None:
    unfold(here.page)
    here.page.select_option("#id_status", status)
    is_filtered(here.page, status)


@pytest.mark.usefixtures("long_list")
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_list_is_as_it_was_left(width, javascript, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    here.open(f"{reverse('assignment_list')}?status=overdue")
    expect(page.locator("main tbody tr")).to_have_count(LAST_OVERDUE + 1)
    top = scroll_to(page, LAST_OVERDUE)

    open_row(page, LAST_OVERDUE)
    page.go_back()

    is_filtered(page, OVERDUE)
    expect(page.locator("main tbody tr")).to_have_count(LAST_OVERDUE + 1)
    stands_at(page, LAST_OVERDUE, top)


@pytest.mark.usefixtures("long_list")
def test_so_is_one_that_was_filtered_where_it_stands(width, window, live_server):
    here = window(live_server.url, who="secretary", width=width)
    page = here.page
    here.open(reverse("assignment_list"))
    choose(here, OVERDUE)
    top = scroll_to(page, LAST_OVERDUE)

    open_row(page, LAST_OVERDUE)
    page.go_back()
    is_filtered(page, OVERDUE)
    stands_at(page, LAST_OVERDUE, top)

    page.go_back()
    is_filtered(page, ALL)
    below = scroll_to(page, LAST)  # where the shorter list has ended long before
    page.go_forward()
    is_filtered(page, OVERDUE)
    stands_at(page, LAST_OVERDUE, top)
    page.go_back()
    is_filtered(page, ALL)
    stands_at(page, LAST, below)
    assert here.errors == []
