"""Whoever is new is led by three steps until he closes them, and finds them again in the help."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.people.models import Person
from tests.browser.conftest import WIDTHS, objections
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]

PHONE = min(WIDTHS)
FOLDED = 64  # pixels that they take of a phone at most before somebody unfolds them


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_member_follows_a_step_closes_them_and_finds_them_again(world: World, window, live_server, width, javascript):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    steps = page.get_by_role("region", name="Ba bước để bắt đầu")
    here.open(reverse("home"))
    if width == PHONE:
        assert steps.bounding_box()["height"] <= FOLDED
        steps.locator("summary").click()
    assert steps.get_by_role("link").count() == 3
    if javascript:
        assert objections(here) == ""
        assert here.sideways <= 0

    steps.get_by_role("link", name="Chọn giờ nhận thư nhắc việc").click()
    expect(page).to_have_url(here.base + reverse("reminder_mine"))
    expect(steps).to_have_count(0)

    here.open(reverse("home"))
    steps.get_by_role("button", name="Không hiện nữa").click()
    expect(page).to_have_url(here.base + reverse("home"))
    expect(steps).to_have_count(0)

    elsewhere = window(live_server.url, who="member", width=width)
    elsewhere.open(reverse("home"))
    expect(elsewhere.page.get_by_role("region", name="Ba bước để bắt đầu")).to_have_count(0)

    page.locator("header details.menu summary").click()
    page.locator("header").get_by_role("link", name="Trợ giúp").click()
    expect(page.get_by_role("region", name="Ba bước để bắt đầu: Thành viên")).to_be_visible()
    page.get_by_role("button", name="Hiện lại các bước trên trang đầu").click()
    expect(steps).to_be_visible()
    assert Person.objects.get(username="member").closed_steps == []
    assert here.errors == []


def test_a_word_is_explained_where_it_stands_by_keyboard_alone(world: World, window, live_server, width):
    here = window(live_server.url, who="member", width=width)
    here.open(reverse("extension_ask", args=[world.own.pk]))

    words = here.page.locator("details.terms").first
    words.locator("summary").focus()
    here.page.keyboard.press("Enter")
    expect(words).to_contain_text("Cho đến lúc đó thời hạn giữ nguyên")
    words.get_by_role("link", name="Tất cả từ ngữ").focus()
    here.page.keyboard.press("Enter")

    expect(here.page).to_have_url(f"{here.base}{reverse('glossary')}#extension")
    expect(here.page.locator("dt#extension")).to_be_in_viewport()
    assert here.sideways <= 0
    assert here.errors == []
