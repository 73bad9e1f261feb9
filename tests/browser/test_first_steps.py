"""Whoever is new is led by three steps until he closes them, and finds them again in the help."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tests.browser.conftest import PHONE, WIDTHS, objections, said
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]

FOLDED = 64  # pixels that they take of a phone at most before somebody unfolds them


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_member_follows_a_step_closes_them_and_finds_them_again(world: World, window, live_server, width, javascript):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    name = said("Ba bước để bắt đầu", "Three first steps")
    steps = page.get_by_role("region", name=name)
    here.open(reverse("home"))
    if width == PHONE:
        assert steps.bounding_box()["height"] <= FOLDED
        steps.locator("summary").click()
    assert steps.get_by_role("link").count() == 3
    if javascript:
        assert objections(here) == ""
        assert here.sideways <= 0

    steps.get_by_role("link", name=said("Chọn giờ nhận thư nhắc việc", "Choose the hour of the reminders")).click()
    expect(page).to_have_url(here.base + reverse("reminder_mine"))
    expect(steps).to_have_count(0)

    here.open(reverse("home"))
    steps.get_by_role("button", name=said("Không hiện nữa", "Do not show again")).click()
    expect(page).to_have_url(here.base + reverse("home"))
    expect(steps).to_have_count(0)

    elsewhere = window(live_server.url, who="member", width=width)
    elsewhere.open(reverse("home"))
    expect(elsewhere.page.get_by_role("region", name=name)).to_have_count(0)

    page.locator("header details.menu summary").click()
    page.locator("header").get_by_role("link", name=said("Trợ giúp", "Help")).click()
    expect(page.get_by_role("region", name=f"{name}: {Role.MEMBER.label}")).to_be_visible()
    page.get_by_role(
        "button", name=said("Hiện lại các bước trên trang đầu", "Show the steps on the first page again")
    ).click()
    expect(steps).to_be_visible()
    assert Person.objects.get(username="member").closed_steps == []
    assert here.errors == []


def test_a_word_is_explained_where_it_stands_by_keyboard_alone(world: World, window, live_server, width):
    here = window(live_server.url, who="member", width=width)
    here.open(reverse("extension_ask", args=[world.own.pk]))

    words = here.page.locator("details.terms").first
    words.locator("summary").focus()
    here.page.keyboard.press("Enter")
    expect(words).to_contain_text(said("Cho đến lúc đó thời hạn giữ nguyên", "Until then the deadline stays"))
    words.get_by_role("link", name=said("Tất cả từ ngữ", "All words")).focus()
    here.page.keyboard.press("Enter")

    expect(here.page).to_have_url(f"{here.base}{reverse('glossary')}#extension")
    expect(here.page.locator("dt#extension")).to_be_in_viewport()
    assert here.sideways <= 0
    assert here.errors == []
