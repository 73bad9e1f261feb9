"""A meeting is led through its screens, and each of them fits the projector."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.plan.enums import State
from tests.browser.conftest import WIDTHS, Window, objections
from tests.factories import AssignmentFactory, ExtensionFactory, OrganisationFactory, TaskFactory
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

LONG_NAME = "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"
LONG_ENGLISH_NAME = "Office of the Delegation of the National Assembly and of the People's Council of the Province"
LONG_TITLE = "Rà soát, sắp xếp, tinh gọn đầu mối bên trong các cơ quan chuyên môn, đơn vị sự nghiệp công lập và xã " * 2
LONG_ENGLISH_TITLE = (
    "Review, rearrange and slim down the inner divisions of specialised departments and public units " * 2
)
KEYS = [("next", "ArrowRight", 2), ("next", "PageDown", 3), ("prev", "ArrowLeft", 2), ("prev", "PageUp", 1)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_its_screens_are_turned_by_keys_or_by_links(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="leader", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("overview"))
    page.click(f'main a[href="{reverse("meeting")}"]')

    for to, key, screen in KEYS:
        page.wait_for_load_state()  # the keys are heard once the script is there
        page.keyboard.press(key) if javascript else page.click(f"a[rel={to}]")
        expect(page).to_have_url(here.base + reverse("meeting", args=[screen]))

    if javascript:
        assert here.errors == []
        assert here.sideways <= 0
    page.click(f'main a[href="{reverse("overview")}"]')
    expect(page).to_have_url(here.base + reverse("overview"))


def test_keys_with_another_key_held_are_left_to_the_browser(world: World, window, live_server):
    here = window(live_server.url, who="leader")
    here.open(reverse("meeting", args=[2]))

    here.page.keyboard.press("Shift+PageDown")
    here.page.keyboard.press("Home")

    expect(here.page).to_have_url(here.base + reverse("meeting", args=[2]))


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1280, 720)], ids=str)
def test_every_screen_fits_whatever_the_names(size, world: World, window, live_server):
    task = TaskFactory(
        key_task=world.overdue.task.key_task, title_vi=LONG_TITLE.strip(), title_en=LONG_ENGLISH_TITLE.strip()
    )
    for number in range(9):
        assignment = AssignmentFactory(
            task=task,
            organisation=OrganisationFactory(name_vi=f"{LONG_NAME} {number}", name_en=f"{LONG_ENGLISH_NAME} {number}"),
            state=State.IN_PROGRESS,
            deadline_on=date(2024, 9, 3),
        )
        if number < 3:
            ExtensionFactory(assignment=assignment, state="proposed", reason="Chờ văn bản hướng dẫn của bộ " * 20)
    here = window(live_server.url, who="leader")
    here.page.set_viewport_size({"width": size[0], "height": size[1]})

    too_tall = {}
    here.open(reverse("meeting"))
    total = int(here.page.locator(".meet-foot nav b").inner_text().split("/")[1])
    for screen in range(1, total + 1):
        here.open(reverse("meeting", args=[screen]))
        too_tall[screen] = scrolls_by(here)
        assert objections(here) == ""

    assert total == 6
    assert too_tall == dict.fromkeys(too_tall, 0)


def scrolls_by(window: Window) -> int:
    return window.page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight")
