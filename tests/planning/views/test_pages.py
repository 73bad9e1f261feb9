"""The pages on which a plan is made: what they show, what they ask, and that nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Plan, Task
from tasks_app.planning import actions
from tasks_app.planning.queries import given_of_plan, given_of_task
from tasks_app.planning.rules import DocumentGiven, KeyTaskGiven, PlanDetails, TaskGiven, WordsGiven
from tests.conftest import PAGE_QUERIES
from tests.factories import (
    AssignmentFactory,
    CommitteeFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    focal_officer,
    group_of,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 7)
TYPED = {"title_vi": "Rà soát thủ tục", "deliverable_vi": "Báo cáo", "frequency": "none"}


@pytest.fixture
def by():
    CommitteeFactory()
    return Actor(secretary())


@pytest.fixture
def browser(client_of, by):
    return client_of(by.person)


@pytest.fixture
def plan(by) -> Plan:
    """A draft of 2025 with a document, a clause, a shortcoming and a key task."""
    plan = actions.create_plan(PlanDetails(2025, "Phương châm"), by=by, at=AT)
    document = actions.enter_source_document(plan, DocumentGiven("Thông báo"), by=by, at=AT)
    actions.add_clause(document, WordsGiven("Các nhiệm vụ", code="II.1"), by=by, at=AT)
    actions.add_shortcoming(plan, WordsGiven("Chậm số hóa"), by=by, at=AT)
    actions.add_key_task(plan, KeyTaskGiven("Thủ tục hành chính", "Thủ tục"), by=by, at=AT)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def task(plan, by) -> Task:
    return actions.add_task(plan.key_tasks.get(), TaskGiven("Việc đầu tiên"), by=by, at=AT)


def typed_for(plan: Plan, **more) -> dict:
    return TYPED | {"key_task": plan.key_tasks.get().pk} | more


def confirmed_in(answer) -> str:
    [value] = re.findall(r'name="confirmed" value="([^"]+)"', answer.content.decode())
    return value


# --- The list and the page of a plan ----------------------------------------------------------------------------------


def test_the_list_says_how_each_plan_stands(browser, plan):
    PlanFactory(year=2024)
    AssignmentFactory(task__key_task__plan=PlanFactory(year=2024))

    rows = browser.get(reverse("plan_list")).context["rows"]

    assert [(one.year, one.tasks, one.work, state.label) for one, state in rows] == [
        (2025, 0, 0, "Bản nháp"),
        (2024, 1, 1, "Đã ban hành"),
    ]


@pytest.mark.parametrize("page", ["plan_editor", "plan_publish", "plan_coverage"])
def test_a_page_asks_as_much_of_three_key_tasks_as_of_one(browser, plan, by, queries, page):
    def grow():
        key_task = actions.add_key_task(plan, KeyTaskGiven("Thêm", "Thêm"), by=by, at=AT)
        for title in ("Một", "Hai"):
            task = actions.add_task(key_task, TaskGiven(title), by=by, at=AT)
            actions.give_task(task, [OrganisationFactory()], responsible=member(), by=by, at=AT)

    url = reverse(page, args=[2025])
    grow()
    one = queries(lambda: browser.get(url))
    grow()
    grow()

    assert queries(lambda: browser.get(url)) == one < PAGE_QUERIES + 5


def test_the_page_tells_what_was_last_done_old_and_new(browser, plan, task, by):
    actions.edit_task(task, TaskGiven("Việc khác", deadline_kind="exact", deadline_on=date(2025, 6, 14)), by=by, at=AT)
    units = [OrganisationFactory() for _ in range(5)]
    actions.give_task(task, units, by=by, at=AT)

    given, changed, *_earlier = browser.get(reverse("plan_editor", args=[2025])).context["changes"]

    assert (given.title, given.detail) == ("Đã giao nhiệm vụ: 1.1 Việc khác", "5 tổ chức")
    assert changed.detail == "Nhiệm vụ: Việc đầu tiên → Việc khác; Thời hạn: – → 14/06/2025"
    assert changed.who == by.person.full_name


def test_an_administrator_looks_and_finds_nothing_to_press(client_of, world, plan):
    page = client_of(world.administrator).get(reverse("plan_editor", args=[2025])).content.decode()

    assert "Phương châm" in page
    assert reverse("plan_task_new", args=[2025]) not in page
    assert reverse("plan_edit", args=[2025]) not in page


# --- Forms ------------------------------------------------------------------------------------------------------------


def test_a_plan_is_begun_and_what_is_wrong_comes_back_as_it_was_typed(browser):
    wrong = browser.post(reverse("plan_new"), {"year": "2025", "motto_vi": "", "soon_days": "7"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Hãy nhập phương châm" in wrong.content.decode()

    right = {"year": "2025", "motto_vi": "Phương châm", "soon_days": "7", "extensions_limit": "1"}
    assert browser.post(reverse("plan_new"), right).headers["Location"] == reverse("plan_editor", args=[2025])
    again = browser.post(reverse("plan_new"), right)
    assert again.status_code == HTTPStatus.CONFLICT
    assert "Đã có kế hoạch năm 2025" in again.content.decode()


def test_two_who_edit_the_same_see_what_the_other_saved_and_lose_nothing(browser, plan, by):
    seen = given_of_plan(plan).mark
    actions.edit_plan(plan, PlanDetails(2025, "Của người khác", source_document=plan.source_document_id), by=by, at=AT)
    typed = {"year": "2025", "motto_vi": "Của tôi", "soon_days": "7", "extensions_limit": "1", "seen": seen}

    answer = browser.post(reverse("plan_edit", args=[2025]), typed)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert 'value="Của tôi"' in page
    assert "Đang lưu: Của người khác" in page
    [mark] = re.findall(r'name="seen" value="([^"]+)"', page)
    assert browser.post(reverse("plan_edit", args=[2025]), typed | {"seen": mark}).status_code == HTTPStatus.FOUND
    plan.refresh_from_db()
    assert plan.motto_vi == "Của tôi"


def test_a_published_plan_keeps_its_year_whatever_is_sent(browser):
    plan = PlanFactory()
    typed = {"year": "2031", "motto_vi": "Mới", "soon_days": "7", "extensions_limit": "1", "deadlines_roll": "on"}

    browser.post(reverse("plan_edit", args=[2024]), typed | {"seen": given_of_plan(plan).mark})

    plan.refresh_from_db()
    assert (plan.year, plan.motto_vi) == (2024, "Mới")


def test_key_tasks_are_moved_and_removed_by_a_press(browser, plan, by):
    first = plan.key_tasks.get()
    second = actions.add_key_task(plan, KeyTaskGiven("Thứ hai", "Hai"), by=by, at=AT)

    browser.post(reverse("plan_key_task_move", args=[second.pk]), {"direction": "up"})
    browser.post(reverse("plan_key_task_remove", args=[first.pk]))

    assert list(plan.key_tasks.values_list("pk", "number")) == [(second.pk, 1)]


def test_a_basis_document_is_entered_and_can_be_ticked_at_a_task(browser, task):
    typed = {"number": "39-NQ/TW", "issued_on": "18/07/2023", "title_vi": "Nghị quyết về tỉnh"}

    browser.post(reverse("plan_basis_document_new", args=[2025]), typed)

    form = browser.get(reverse("plan_task_edit", args=[task.pk])).context["form"]
    assert "39-NQ/TW Nghị quyết về tỉnh" in [label for _key, label in form.fields["basis_documents"].choices]


# --- A task and its deadline ------------------------------------------------------------------------------------------


def test_what_a_deadline_was_taken_for_is_shown_and_saved_by_a_second_press(browser, plan):
    typed = typed_for(plan, deadline_words_vi="trước ngày 15/6")
    url = reverse("plan_task_new", args=[2025])

    shown = browser.post(url, typed)

    assert shown.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "14/06/2025, Thứ Bảy, tính đến 16/06/2025" in shown.content.decode()
    assert not Task.objects.exists()
    browser.post(url, typed | {"confirmed": confirmed_in(shown)})
    task = Task.objects.get()
    assert (task.deadline_kind, task.deadline_on, task.deadline_is_confirmed) == ("before", date(2025, 6, 14), True)


def test_a_confirmation_of_other_words_confirms_nothing(browser, plan):
    url = reverse("plan_task_new", args=[2025])
    shown = browser.post(url, typed_for(plan, deadline_words_vi="trước ngày 15/6"))

    again = browser.post(url, typed_for(plan, deadline_words_vi="Quý II", confirmed=confirmed_in(shown)))

    assert "30/06/2025" in again.content.decode()
    assert not Task.objects.exists()


def test_words_that_nobody_understands_are_kept_without_a_deadline_or_get_one_by_hand(browser, plan):
    url = reverse("plan_task_new", args=[2025])
    words = {"deadline_words_vi": "khi hoàn thành sắp xếp"}
    shown = browser.post(url, typed_for(plan, **words))

    browser.post(url, typed_for(plan, **words, confirmed=confirmed_in(shown)))
    browser.post(url, typed_for(plan, **words, title_vi="Có ngày", by_hand="exact", deadline_on="30/09/2025"))

    kept, dated = Task.objects.order_by("order")
    assert (kept.deadline_words_vi, kept.deadline_kind, kept.deadline_is_confirmed) == (
        words["deadline_words_vi"],
        "",
        False,
    )
    assert (dated.deadline_kind, dated.deadline_on) == ("exact", date(2025, 9, 30))


@pytest.mark.parametrize(
    ("by_hand", "day", "error"),
    [("regular", "30/09/2025", "không có ngày"), ("exact", "", "Hãy nhập cả ngày")],
)
def test_kind_and_day_have_to_fit(browser, plan, by_hand, day, error):
    answer = browser.post(reverse("plan_task_new", args=[2025]), typed_for(plan, by_hand=by_hand, deadline_on=day))

    assert error in answer.content.decode()


def test_what_is_saved_already_is_not_asked_again(browser, plan, by):
    given = TaskGiven("Việc", deadline_words_vi="Quý II", deadline_kind="quarter", deadline_on=date(2025, 6, 30))
    task = actions.add_task(plan.key_tasks.get(), given, by=by, at=AT)
    typed = {"title_vi": "Việc khác", "frequency": "none", "deadline_words_vi": "Quý II"}

    answer = browser.post(reverse("plan_task_edit", args=[task.pk]), typed | {"seen": given_of_task(task).mark})

    assert answer.status_code == HTTPStatus.FOUND
    task.refresh_from_db()
    assert (task.title_vi, task.deadline_on) == ("Việc khác", date(2025, 6, 30))


def test_another_deadline_of_a_task_that_is_out_asks_for_the_document(browser):
    task = TaskFactory(deadline_words_vi="Quý II", deadline_kind="quarter", deadline_on=date(2024, 6, 30))
    work = AssignmentFactory(task=task)
    url = reverse("plan_task_edit", args=[task.pk])
    typed = {
        "title_vi": task.title_vi,
        "deliverable_vi": "Báo cáo",
        "frequency": "none",
        "by_hand": "exact",
        "deadline_on": "31/12/2024",
        "seen": given_of_task(task).mark,
    }

    refused = browser.post(url, typed)
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "nhập số và ngày của văn bản" in refused.content.decode()

    browser.post(url, typed | {"document": "12-TB/BCĐ", "document_on": "01/10/2024"})
    work.refresh_from_db()
    assert work.deadline_on == date(2024, 12, 31)


def test_a_clause_and_a_shortcoming_come_along_from_the_page_of_coverage(browser, plan):
    page = browser.get(reverse("plan_coverage", args=[2025])).content.decode()
    clause, shortcoming = plan.source_document.clauses.get(), plan.shortcomings.get()

    for asked in (f"?clause={clause.pk}", f"?shortcoming={shortcoming.pk}"):
        address = reverse("plan_task_new", args=[2025]) + asked
        assert address in page
    form = browser.get(f"{reverse('plan_task_new', args=[2025])}?clause={clause.pk}").context["form"]
    assert form["clause"].value() == clause.pk


# --- Giving out -------------------------------------------------------------------------------------------------------


def test_a_group_is_seen_with_its_members_before_it_gets_the_task(browser, task):
    overseen, other, _outside = LocalityFactory(), LocalityFactory(), LocalityFactory()
    overseer = member(oversees=[overseen])
    group_of(overseen, other, key="mien-tay")
    url = reverse("plan_task_give", args=[task.pk])

    seen = browser.post(url, {"groups": ["mien-tay"]})

    assert [(line.organisation, line.member) for line in seen.context["preview"]] == [
        (overseen, overseer),
        (other, None),
    ]
    assert not Assignment.objects.exists()
    browser.post(url, {"groups": ["mien-tay"], "confirmed": "1"})
    assert {one.organisation for one in task.assignments.all()} == {overseen, other}
    again = browser.post(url, {"groups": ["mien-tay"], "confirmed": "1"}, follow=True)
    assert "không có gì thay đổi" in again.content.decode()


def test_nothing_ticked_is_said(browser, task):
    answer = browser.post(reverse("plan_task_give", args=[task.pk]), {})

    assert "Hãy chọn nhóm hoặc đơn vị" in answer.content.decode()


def test_what_is_out_is_not_given_to_whom_nobody_answers_for(browser):
    task, unit = TaskFactory(), OrganisationFactory()

    answer = browser.post(reverse("plan_task_give", args=[task.pk]), {"organisations": [unit.pk], "confirmed": "1"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert unit.name_vi in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_draft_gets_its_member_and_is_taken_back(browser, task, by):
    answering = member()
    (work,) = actions.give_task(task, [OrganisationFactory()], by=by, at=AT)

    browser.post(reverse("plan_draft_edit", args=[work.pk]), {"responsible": answering.pk})
    work.refresh_from_db()
    assert work.responsible == answering
    browser.post(reverse("plan_draft_take_back", args=[work.pk]))
    assert not Assignment.objects.exists()


def test_who_changed_a_draft_meanwhile_is_not_overwritten_unseen(browser, by):
    task = actions.add_task(KeyTaskFactory(), TaskGiven("Việc bổ sung"), by=by, at=AT)
    gone = OrganisationFactory(valid_to=date(2024, 1, 1))
    (work,) = actions.give_task(task, [OrganisationFactory()], coordinating=[gone], by=by, at=AT)
    page, other = reverse("plan_draft_edit", args=[work.pk]), member()
    form = browser.get(page).context["form"]
    said = {"seen": form["seen"].value(), "responsible": other.pk, "coordinating": form["coordinating"].value()}

    actions.change_draft(work, responsible=member(), coordinating=[gone], by=by, at=AT)
    assert browser.post(page, said).status_code == 409
    work.refresh_from_db()
    assert work.responsible != other

    browser.post(page, said | {"seen": browser.get(page).context["form"]["seen"].value()})
    work.refresh_from_db()
    assert (work.responsible, work.contributions.get().organisation) == (other, gone)


def test_a_draft_in_a_published_plan_is_issued_from_its_page(browser, by):
    key_task = KeyTaskFactory()
    given = TaskGiven("Việc bổ sung", deliverable_vi="Báo cáo", deadline_kind="exact", deadline_on=date(2024, 12, 1))
    task = actions.add_task(key_task, given, by=by, at=AT)
    actions.give_task(task, [OrganisationFactory()], responsible=member(), by=by, at=AT)

    assert "Ban hành ngay" in browser.get(reverse("plan_task_give", args=[task.pk])).content.decode()
    browser.post(reverse("plan_task_issue", args=[task.pk]))

    assert task.assignments.get().state == State.ASSIGNED


# --- Publishing, copying, closing -------------------------------------------------------------------------------------


def test_each_line_of_the_checklist_leads_to_where_it_is_mended(browser, plan, task):
    answer = browser.get(reverse("plan_publish", args=[2025]))

    [line] = answer.context["blocking"]
    assert line.lacks == [
        ("Chưa có cơ quan chủ trì", reverse("plan_task_give", args=[task.pk])),
        ("Chưa có sản phẩm", reverse("plan_task_edit", args=[task.pk])),
        ("Chưa có thời hạn", reverse("plan_task_edit", args=[task.pk])),
    ]
    assert browser.post(reverse("plan_publish", args=[2025])).status_code == HTTPStatus.CONFLICT


def test_publishing_says_how_many_people_get_a_mail(browser, plan, by):
    given = TaskGiven("Việc", deliverable_vi="Báo cáo", deadline_kind="exact", deadline_on=date(2025, 6, 30))
    task = actions.add_task(plan.key_tasks.get(), given, by=by, at=AT)
    unit = OrganisationFactory()
    focal_officer(unit)
    actions.give_task(task, [unit], responsible=member(), by=by, at=AT)

    assert browser.get(reverse("plan_publish", args=[2025])).context["people"] == 2
    browser.post(reverse("plan_publish", args=[2025]))
    plan.refresh_from_db()
    assert not plan.is_draft


def test_a_copy_waits_for_its_deadlines_which_are_confirmed_together(browser, by):
    task = TaskFactory(deadline_words_vi="Quý II", deadline_kind="quarter", deadline_on=date(2024, 6, 30))
    AssignmentFactory(task=task)
    typed = {"year": "2025", "motto_vi": "Phương châm", "soon_days": "7", "extensions_limit": "1"}
    assert browser.post(reverse("plan_copy", args=[2024]), typed).status_code == HTTPStatus.FOUND
    copy = Task.objects.get(key_task__plan__year=2025)

    page = browser.get(reverse("plan_deadlines", args=[2025]))
    [(shown, tick, _is_ticked, means)] = page.context["rows"]
    assert (shown, means) == (copy, "30/06/2025, Thứ Hai")
    browser.post(reverse("plan_deadlines", args=[2025]), {"tasks": [tick]})

    copy.refresh_from_db()
    assert copy.deadline_is_confirmed


def test_a_tick_beside_a_deadline_that_has_changed_since_confirms_nothing(browser, by):
    TaskFactory(deadline_words_vi="Quý II", deadline_kind="quarter", deadline_on=date(2024, 6, 30))
    plan = actions.copy_plan(Plan.objects.get(), PlanDetails(2025, "Phương châm"), by=by, at=AT)
    [(_task, tick, _is_ticked, _means)] = browser.get(reverse("plan_deadlines", args=[2025])).context["rows"]
    Task.objects.filter(key_task__plan=plan).update(deadline_on=date(2025, 7, 1))

    answer = browser.post(reverse("plan_deadlines", args=[2025]), {"tasks": [tick]})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Task.objects.get(key_task__plan=plan).deadline_is_confirmed


def test_open_work_is_carried_over_and_the_plan_closed(browser, by):
    work = AssignmentFactory(task__title_vi="Kế hoạch năm 2024")
    later = PlanFactory(year=2025, published_at=None)
    next_task = TaskFactory(key_task__plan=later, title_vi="Kế hoạch năm 2025", issued_on=None)
    close, carry = reverse("plan_close", args=[2024]), reverse("plan_carry_over", args=[2024])
    assert browser.post(close).status_code == HTTPStatus.CONFLICT

    form = browser.get(carry).context["form"]
    name = f"next-{work.task_id}"
    assert form[name].value() == next_task.pk
    assert browser.post(carry, {name: next_task.pk}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    browser.post(carry, {"work": [work.pk], name: next_task.pk})
    browser.post(close)

    work.refresh_from_db()
    assert (work.state, Plan.objects.get(year=2024).closed_at is not None) == (State.CARRIED_OVER, True)
    page = browser.get(reverse("plan_editor", args=[2024])).content.decode()
    assert reverse("plan_task_new", args=[2024]) not in page


def test_work_that_goes_on_nowhere_is_asked_about(browser):
    work = AssignmentFactory()
    TaskFactory(key_task__plan=PlanFactory(year=2025, published_at=None), issued_on=None)

    answer = browser.post(reverse("plan_carry_over", args=[2024]), {"work": [work.pk], f"next-{work.task_id}": ""})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    work.refresh_from_db()
    assert work.state == State.ASSIGNED
