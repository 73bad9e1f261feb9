"""The secretary makes next year's plan in a browser, from the page of tools to the press that publishes it."""

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Plan
from tests.browser.conftest import said
from tests.factories import CommitteeFactory
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_plan_is_made_and_published(world: World, window, live_server, javascript):
    CommitteeFactory()
    here = window(live_server.url, who="secretary", javascript=javascript)
    page = here.page
    here.open(reverse("tools"))
    page.click(f"main a[href='{reverse('plan_list')}']")
    page.click(f"a[href='{reverse('plan_new')}']")
    page.fill("[name=year]", "2025")
    page.fill("[name=motto_vi]", "Trách nhiệm, kỷ cương, nêu gương")
    page.check("[name=is_demonstration]")
    press(page)

    page.click(f"a[href='{reverse('plan_key_task_new', args=[2025])}']")
    page.fill("[name=text_vi]", "Cắt giảm, đơn giản hóa thủ tục hành chính")
    page.fill("[name=short_vi]", "Thủ tục hành chính")
    press(page)
    page.click(f"a[href='{reverse('plan_task_new', args=[2025])}']")
    page.select_option("[name=key_task]", index=1)
    page.fill("[name=title_vi]", "Rà soát thủ tục nội bộ")
    page.fill("[name=deliverable_vi]", "Báo cáo rà soát")
    page.fill("[name=deadline_words_vi]", "trước ngày 15/6")
    press(page)
    counted = said("14/06/2025, Thứ Bảy, tính đến 16/06/2025", "14 Jun 2025, Saturday, counts until 16 Jun 2025")
    assert counted in page.inner_text("main .note[role=status]:not([hidden])")
    press(page)

    page.check("[name=groups][value=localities]")
    press(page)
    assert world.locality.name in page.inner_text("main")
    press(page)
    page.select_option("[name=member]", str(world.other_member.pk))  # for those whom nobody oversees
    with page.expect_navigation():
        page.click("form:has([name=member]) button")
    page.click(f"main a[href='{reverse('plan_editor', args=[2025])}']")
    page.click(f"main a[href='{reverse('plan_publish', args=[2025])}']")
    press(page)

    plan = Plan.objects.get(year=2025)
    assert not plan.is_draft
    work = Assignment.objects.of_plan(plan).get(organisation=world.locality)
    assert set(Assignment.objects.of_plan(plan).values_list("state", flat=True)) == {State.ASSIGNED}
    assert work.responsible == world.member
    assert (work.deadline_on, work.counts_until_on) == (date(2025, 6, 14), date(2025, 6, 16))


def press(page) -> None:
    with page.expect_navigation():
        page.click("main form button.btn-primary")
