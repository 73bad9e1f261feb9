"""A meeting from its agenda to decisions that are out and its notice; an inspection to its re-check."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.common import clock
from tasks_app.inspections.models import Inspection, Recommendation
from tasks_app.meetings.models import Decision, Meeting
from tests.browser.conftest import WIDTHS
from tests.browser.test_journeys import is_well
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


def send(here) -> None:
    """Press the one button that sends the form of the page."""
    here.page.locator("main form[method=post] button.btn-primary[type=submit]").last.click()
    here.page.wait_for_load_state()


def take(here, page: str, pk: int, step: str) -> None:
    """Press a step on the page of a meeting or an inspection."""
    here.open(reverse(f"{page}_detail", args=[pk]))
    here.page.locator(f'form[action="{reverse(f"{page}_step", args=[pk, step])}"] button').first.click()
    here.page.wait_for_load_state()


@SCRIPTS
def test_a_meeting_from_its_agenda_to_a_task_and_its_notice(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, main = here.page, here.page.locator("main")
    here.open(reverse("meeting_new"))
    page.fill("[name=title_vi]", "Phiên họp thử")
    page.fill("[name=on]", f"{clock.today():%d/%m/%Y}")
    page.fill("[name=begins]", "07:30")
    send(here)
    its = Meeting.objects.get(title_vi="Phiên họp thử")

    here.open(reverse("meeting_item_new", args=[its.pk]))
    page.fill("[name=title_vi]", "Tiến độ số hóa")
    send(here)
    take(here, "meeting", its.pk, "hold")
    here.open(reverse("meeting_decide", args=[its.pk]))
    page.fill("[name=text]", "Số hóa xong hồ sơ đất đai")
    page.select_option("[name=key_task]", str(world.own.task.key_task_id))
    page.fill("[name=deliverable]", "Báo cáo")
    page.fill("[name=deadline_words]", "trước ngày 30/11")
    page.check(f'[name=organisations][value="{world.locality.pk}"]')
    page.select_option("[name=responsible]", str(world.member.pk))
    send(here)

    its_task = Decision.objects.get(meeting=its).task
    work = its_task.assignments.get()
    assert (work.organisation, work.responsible, f"{work.deadline_on:%d/%m}") == (world.locality, world.member, "29/11")
    here.open(reverse("meeting_conclusion", args=[its.pk]))
    page.locator("[name=text]").first.fill("Giao các địa phương tập trung số hóa.")
    send(here)
    take(here, "meeting", its.pk, "conclude")
    here.open(reverse("meeting_detail", args=[its.pk]))
    expect(main).to_contain_text("Giao các địa phương tập trung số hóa.")
    expect(main).to_contain_text("Số hóa xong hồ sơ đất đai")
    if javascript:
        is_well(here)


@SCRIPTS
def test_an_inspection_to_its_recheck(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, main = here.page, here.page.locator("main")
    day = clock.today()
    here.open(reverse("inspection_new"))
    page.select_option("[name=organisation]", str(world.other_unit.pk))
    page.check("[name=is_surprise]")
    page.fill("[name=starts_on]", f"{day:%d/%m/%Y}")
    page.fill("[name=ends_on]", f"{day:%d/%m/%Y}")
    send(here)
    its = Inspection.objects.get(organisation=world.other_unit)
    take(here, "inspection", its.pk, "carry-out")
    here.open(reverse("inspection_findings", args=[its.pk]))
    page.fill("[name=posting]", "Niêm yết thiếu ba thủ tục.")
    send(here)
    here.open(reverse("inspection_recommend", args=[its.pk]))
    page.fill("[name=text]", "Niêm yết đủ thủ tục")
    page.select_option("[name=key_task]", str(world.own.task.key_task_id))
    page.fill("[name=deliverable]", "Báo cáo khắc phục")
    page.fill("[name=deadline_on]", f"{day + timedelta(days=10):%d/%m/%Y}")
    page.fill("[name=recheck_on]", f"{day + timedelta(days=15):%d/%m/%Y}")
    page.select_option("[name=responsible]", str(world.member.pk))
    send(here)
    one = Recommendation.objects.get(inspection=its)
    assert one.task.assignments.get().organisation == world.other_unit

    here.open(reverse("inspection_recheck", args=[one.pk]))
    page.locator("[name=result]").first.check()
    page.fill("[name=on]", f"{day:%d/%m/%Y}")
    page.fill("[name=note]", "Đã niêm yết đủ.")
    send(here)
    here.open(reverse("inspection_detail", args=[its.pk]))
    expect(main).to_contain_text("Niêm yết thiếu ba thủ tục.")
    expect(main).to_contain_text("Đã niêm yết đủ.")
    if javascript:
        is_well(here)
