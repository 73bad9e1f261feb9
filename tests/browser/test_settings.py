"""A setting is changed in a real browser, takes effect on the pages, and its history says who, when and why."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, said
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]


def test_the_secretary_changes_from_how_much_work_an_organisation_is_ranked(world: World, window, live_server, width):
    here = window(live_server.url, who="secretary", width=width, javascript=width > 600)
    page = here.page
    here.open(reverse("option_list"))
    page.locator("section", has=page.locator("#boards")).get_by_role("link", name=said("Sửa", "Change")).click()

    save = said("Lưu thiết lập", "Save the settings")
    page.fill("[name=ranking_minimum]", "0")
    page.get_by_role("button", name=save).click()
    expect(page.locator("#div_id_ranking_minimum")).to_contain_text(said("từ 1 đến 50", "from 1 to 50"))

    page.fill("[name=ranking_minimum]", "17")
    page.fill("[name=reason]", "Theo kết luận giao ban")
    page.get_by_role("button", name=save).click()
    expect(page.locator("table", has_text=said("17 nhiệm vụ đến hạn", "17 assignments due"))).to_be_visible()
    assert here.sideways <= 0

    here.open(reverse("ranking"))
    expect(page.locator("main")).to_contain_text(re.compile(r"\b17\b"))

    here.open(reverse("option_history", args=["boards"]))
    change = said("3 nhiệm vụ đến hạn → 17 nhiệm vụ đến hạn", "3 assignments due → 17 assignments due")
    expect(page.locator(".tl li")).to_contain_text([re.compile(f"{change}.*Theo kết luận giao ban", re.S)])
    assert here.sideways <= 0
