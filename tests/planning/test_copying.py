"""Next year's plan from last year's, and last year's open work into it."""

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import DeadlineKind, State
from tasks_app.plan.models import Assignment, Task
from tasks_app.planning import actions, queries
from tasks_app.planning.rules import PlanDetails, TaskGiven, in_another_year, shifted_words
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    member,
    secretary,
)

FIRST_DAY = date(2025, 1, 1)
AT = at_time(date(2024, 12, 20), 9)
DETAILS = PlanDetails(2025, "Phương châm năm 2025")


@pytest.fixture
def by(db):
    return Actor(secretary())


def given(words: str, kind: DeadlineKind, on: date | None) -> TaskGiven:
    return TaskGiven("Kế hoạch năm 2024", clause=7, deadline_words_vi=words, deadline_kind=kind, deadline_on=on)


@pytest.mark.parametrize(
    ("words", "kind", "on", "then"),
    [
        ("trước ngày 15/6/2024", "before", date(2024, 6, 14), ("trước ngày 15/6/2025", "before", date(2025, 6, 14))),
        ("Quý II", "quarter", date(2024, 6, 30), ("Quý II", "quarter", date(2025, 6, 30))),
        ("thường xuyên", "regular", None, ("thường xuyên", "regular", None)),
        ("khi họp xong đợt hai", "exact", date(2024, 2, 29), ("khi họp xong đợt hai", "exact", date(2025, 2, 28))),
        ("", "", None, ("", "", None)),
    ],
)
def test_a_deadline_is_read_anew_for_the_new_year_and_waits_to_be_confirmed(words, kind, on, then):
    moved = in_another_year(given(words, kind, on), old=2024, new=2025)

    assert (moved.deadline_words_vi, moved.deadline_kind, moved.deadline_on) == then
    assert (moved.deadline_is_confirmed, moved.clause, moved.title_vi) == (False, None, "Kế hoạch năm 2025")


@pytest.mark.parametrize(
    ("words", "shifted"),
    [
        ("Kế hoạch năm 2024", "Kế hoạch năm 2025"),
        ("giai đoạn 2024 - 2026", "giai đoạn 2024 - 2026"),
        ("công văn 12024/UBND", "công văn 12024/UBND"),
    ],
)
def test_only_the_year_by_itself_is_moved(words, shifted):
    assert shifted_words(words, old=2024, new=2025) == shifted


def test_a_copy_has_the_tasks_as_drafts_and_the_groups_as_they_are_then(by):
    ended, stays, begun = LocalityFactory(valid_to=date(2024, 12, 31)), LocalityFactory(), LocalityFactory()
    ended.successor = stays
    ended.save()
    begun.valid_from = FIRST_DAY
    begun.save()
    overseer, answering = member(oversees=[begun]), member()
    task = TaskFactory(
        title_vi="Kế hoạch năm 2024", deadline_words_vi="trước ngày 15/6/2024", deadline_on=date(2024, 6, 14)
    )
    for locality in (ended, stays):
        AssignmentFactory(task=task, organisation=locality, responsible=answering)

    plan = actions.copy_plan(task.key_task.plan, DETAILS, by=by, at=AT)

    copy = Task.objects.get(key_task__plan=plan)
    assert (copy.title_vi, copy.is_draft, copy.deadline_is_confirmed) == ("Kế hoạch năm 2025", True, False)
    assert {(one.organisation, one.responsible, one.state) for one in copy.assignments.all()} == {
        (stays, answering, State.DRAFT),
        (begun, overseer, State.DRAFT),
    }
    assert plan.is_draft


def test_single_organisations_go_by_succession_and_members_who_left_are_not_responsible(by):
    heir, other = OrganisationFactory(), OrganisationFactory()
    ended = OrganisationFactory(valid_to=date(2024, 12, 31), successor=heir)
    gone = OrganisationFactory(valid_to=date(2024, 12, 31))
    left = member(until=date(2024, 12, 31))
    task = TaskFactory()
    for organisation in (ended, gone, other):
        AssignmentFactory(task=task, organisation=organisation, responsible=left)
    OrganisationFactory()  # so that these are not all departments

    plan = actions.copy_plan(task.key_task.plan, DETAILS, by=by, at=AT)

    work = Assignment.objects.of_plan(plan)
    assert {(one.organisation, one.responsible) for one in work} == {(heir, None), (other, None)}


def test_a_year_that_is_there_is_not_copied_into(by):
    PlanFactory(year=2025)

    with pytest.raises(actions.YearIsTaken):
        actions.copy_plan(PlanFactory(), DETAILS, by=by, at=AT)


def test_open_work_goes_on_in_the_task_of_the_same_title_once(by):
    task = TaskFactory(title_vi="Kế hoạch năm 2024")
    open_one, done = (
        AssignmentFactory(task=task),
        AssignmentFactory(task=task, state=State.COMPLETED, submitted_on=date(2024, 5, 2)),
    )
    plan = PlanFactory(year=2025, published_at=None)
    next_task = TaskFactory(
        key_task=KeyTaskFactory(plan=plan), title_vi="KẾ HOẠCH NĂM 2025", issued_on=None, deadline_is_confirmed=False
    )

    found, later = queries.carrying(task.key_task.plan)

    assert [(one.task, one.work, one.next_task) for one in found] == [(task, [open_one], next_task)]
    assert later == [next_task]
    chosen = {open_one: next_task, done: next_task}
    assert actions.carry_over(chosen, by=by, at=AT) == 1
    assert actions.carry_over(chosen, by=by, at=AT + timedelta(minutes=1)) == 0
    open_one.refresh_from_db()
    assert (open_one.state, open_one.carried_to) == (State.CARRIED_OVER, next_task)
    assert next_task.assignments.get().organisation == open_one.organisation


def test_carried_into_a_task_that_is_out_it_is_in_force_at_once(by):
    work = AssignmentFactory()
    next_task = TaskFactory(key_task=KeyTaskFactory(plan=PlanFactory(year=2025)))

    actions.carry_over({work: next_task}, by=by, at=AT)

    begun = next_task.assignments.get()
    assert (begun.state, begun.organisation, begun.responsible) == (State.ASSIGNED, work.organisation, work.responsible)
