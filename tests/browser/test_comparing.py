"""Before a meeting: what has changed since the last one, and who stands where, at a desk and on a phone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, said
from tests.browser.test_journeys import follow, is_well
from tests.factories import AssignmentFactory
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_secretariat_compares_two_days(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, main = here.page, here.page.locator("main")
    here.open(reverse("overview"))
    follow(here, reverse("comparison"))

    expect(main).to_contain_text(
        said(
            "Từ hết ngày 08/10/2024 đến hết ngày 15/10/2024",
            "From the end of 08 Oct 2024 to the end of 15 Oct 2024",
        )
    )
    page.fill("main input[name=from]", "11/10/2024")
    main.get_by_role("button", name=said("So sánh", "Compare")).click()
    page.wait_for_load_state()
    expect(main).to_contain_text(said("Từ hết ngày 11/10/2024", "From the end of 11 Oct 2024"))
    expect(main).not_to_contain_text(said("mới quá hạn", "newly overdue"))
    main.get_by_role("link", name=said("một tuần trước", "a week before")).click()
    page.wait_for_load_state()
    follow(here, reverse("comparison_list", args=["overdue"]))

    expect(main.locator("h1")).to_have_text(said("Mới quá hạn", "Newly overdue"))
    expect(main).to_contain_text(world.overdue.task.title)
    if javascript:
        is_well(here)
    main.locator("ol.crumbs a").click()
    expect(main.locator("h1")).to_have_text(said("So sánh hai ngày", "Comparison of two days"))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_leader_goes_through_a_rank(width, javascript, world: World, window, live_server):
    for _ in range(2):
        AssignmentFactory(organisation=world.unit, deadline_on=world.overdue.deadline_on)
    here = window(live_server.url, who="leader", width=width, javascript=javascript)
    main = here.page.locator("main")
    here.open(reverse("ranking"))

    row = main.locator("tr", has=here.page.get_by_role("link", name=world.unit.name, exact=True))
    expect(row).to_contain_text(re.compile(r"\d+%"))
    row.locator("a.red").click()
    here.page.wait_for_load_state()

    expect(main.locator("h1")).to_have_text(world.unit.name)
    expect(main.locator("tbody tr")).to_have_count(3)
    expect(main).to_contain_text(said("Xếp hạng 1 trong các đơn vị.", "Rank 1 among the units."))
    if javascript:
        is_well(here)
    main.locator("ol.crumbs a").click()
    expect(main.locator("h1")).to_have_text(said("Xếp hạng đơn vị, địa phương", "Ranking of units and localities"))
