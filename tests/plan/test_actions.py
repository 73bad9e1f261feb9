"""Giving out work, one step of the workflow, another deadline: what changed, and what was recorded."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.queries import record_of
from tasks_app.plan import rules
from tasks_app.plan.actions import TransitionRefused, change_state, decide, issue_assignment, move_deadline
from tasks_app.plan.enums import Act, Happening, State
from tasks_app.plan.models import Assignment, Notification
from tasks_app.plan.rules import Basis
from tests.constraints import refused_by
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    TaskFactory,
    focal_officer,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
LATE_IN_THE_DAY = at_time(date(2024, 10, 14), 23, 59)
DEADLINE = date(2024, 11, 30)
BASIS = Basis("112-CV/BCĐ", date(2024, 10, 14))


def journal(assignment: Assignment) -> list[tuple]:
    return [(entry.verb, entry.details) for entry in record_of(assignment)]


def issued(assignment, deadline_on: str | None) -> dict:
    """What the record says when work is given out."""
    return {
        "changed": {"state": ["draft", "assigned"]},
        "deadline_on": deadline_on,
        "responsible": assignment.responsible.full_name,
    }


# --- issue_assignment -------------------------------------------------------------------------------------------------


def test_issued_work_has_its_organisation_member_deadline_and_state():
    task, unit, responsible, by = TaskFactory(), OrganisationFactory(), member(), Actor(secretary())

    assignment = issue_assignment(task, unit, responsible=responsible, deadline_on=DEADLINE, by=by, at=AT)

    assignment.refresh_from_db()
    assert (assignment.task, assignment.organisation, assignment.first_organisation) == (task, unit, unit)
    assert (assignment.responsible, assignment.state, assignment.issued_on) == (responsible, State.ASSIGNED, AT.date())
    assert (assignment.deadline_on, assignment.original_deadline_on, assignment.deadline_version) == (
        DEADLINE,
        DEADLINE,
        1,
    )


def test_issuing_writes_the_dated_facts_and_the_journal():
    by = Actor(secretary(), PersonFactory())
    unit, responsible = OrganisationFactory(), member()

    assignment = issue_assignment(TaskFactory(), unit, responsible=responsible, deadline_on=DEADLINE, by=by, at=AT)

    holder, answering = assignment.holders.get(), assignment.responsibles.get()
    deadline, step = assignment.deadline_changes.get(), assignment.state_changes.get()
    assert (holder.organisation, holder.valid_from, holder.valid_to) == (unit, AT.date(), None)
    assert (answering.member, answering.valid_from, answering.valid_to) == (responsible, AT.date(), None)
    assert (deadline.version, deadline.old_on, deadline.new_on, deadline.at) == (1, None, DEADLINE, AT)
    assert (step.before, step.after, step.at) == (State.DRAFT, State.ASSIGNED, AT)
    assert {(act.by, act.for_person) for act in (deadline, step)} == {(by.person, by.for_person)}
    assert journal(assignment) == [("assignment.issued", issued(assignment, "2024-11-30"))]


def test_the_day_of_issue_is_the_day_in_nghe_an():
    assignment = AssignmentFactory(at=LATE_IN_THE_DAY)

    assert assignment.issued_on == date(2024, 10, 14)


def test_work_may_be_issued_without_a_deadline_and_by_the_system():
    assignment = AssignmentFactory(task__deadline_on=None, by=None)

    assert assignment.deadline_changes.get().new_on is None
    assert journal(assignment) == [("assignment.issued", issued(assignment, None))]


def test_coordinating_organisations_contribute_but_the_leading_one_does_not():
    unit, locality = OrganisationFactory(), LocalityFactory()

    assignment = AssignmentFactory(organisation=unit, coordinating=[unit, locality])

    assert [one.organisation for one in assignment.contributions.all()] == [locality]


def test_issuing_twice_issues_once_and_leaves_nothing_behind():
    assignment = AssignmentFactory()

    with refused_by("a_task_is_given_to_an_organisation_once"):
        AssignmentFactory(task=assignment.task, organisation=assignment.organisation)
    assert len(journal(assignment)) == assignment.holders.count() == 1
    assert Assignment.objects.count() == 1


# --- change_state -----------------------------------------------------------------------------------------------------


def take(assignment: Assignment, act: Act, **given):
    """The step with everything that one could ask for."""
    if act == Act.CARRY_OVER:
        assignment.carried_to = TaskFactory(key_task__plan=PlanFactory(year=2025))
    fields = {"by": Actor(secretary()), "at": AT, "submitted_on": AT.date(), "note": "ghi chú", "basis": BASIS} | given
    change_state(assignment, act, **fields)


@pytest.mark.parametrize(("before", "act"), [(b, a) for b in State for a in Act if rules.is_possible(a, b)])
def test_every_possible_step_is_taken_and_recorded(before, act):
    assignment = AssignmentFactory(state=before)
    steps = assignment.state_changes.count()

    take(assignment, act)

    assignment.refresh_from_db()
    last = assignment.state_changes.last()
    after = rules.TRANSITIONS[act].after
    assert assignment.state == after
    assert assignment.state_changes.count() == steps + 1
    assert (last.act, last.before, last.after, last.at, last.note) == (act, before, after, AT, "ghi chú")
    assert (last.document, last.document_on) == (BASIS.number, BASIS.issued_on)


@pytest.mark.parametrize(("before", "act"), [(b, a) for b in State for a in Act if not rules.is_possible(a, b)])
def test_every_other_step_is_refused_and_leaves_nothing_behind(before, act):
    assignment = AssignmentFactory(state=before)
    steps = assignment.state_changes.count()

    with pytest.raises(TransitionRefused):
        take(assignment, act)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.state_changes.count()) == (before, steps)


def test_a_refusal_says_how_it_stands_now():
    assignment = AssignmentFactory(state=State.CANCELLED)

    with pytest.raises(TransitionRefused) as refusal:
        change_state(assignment, Act.CONFIRM, by=None, at=AT)
    assert str(State.CANCELLED.label) in str(refusal.value)


@pytest.mark.parametrize("act", [Act.SUSPEND, Act.CANCEL])
def test_work_is_not_stopped_without_a_document(act):
    assignment = AssignmentFactory()

    with refused_by("work_is_stopped_by_a_document_with_its_date"):
        take(assignment, act, basis=None)


@pytest.mark.parametrize(
    ("before", "act"),
    [
        (State.SUBMITTED, Act.RETURN),
        (State.COMPLETED, Act.REOPEN),
        (State.ASSIGNED, Act.SUSPEND),
        (State.SUSPENDED, Act.RESUME),
        (State.ASSIGNED, Act.CANCEL),
    ],
)
def test_a_step_back_or_a_stop_needs_a_reason(before, act):
    assignment = AssignmentFactory(state=before)

    with refused_by("a_step_back_or_a_stop_has_a_reason"):
        take(assignment, act, note="")


def test_the_completion_day_is_the_day_of_the_submission():
    assignment = AssignmentFactory(state=State.SUBMITTED, submitted_on=date(2024, 9, 20))

    take(assignment, Act.CONFIRM)

    assignment.refresh_from_db()
    assert (assignment.completed_on, assignment.submitted_on) == (date(2024, 9, 20), date(2024, 9, 20))


@pytest.mark.parametrize(("before", "act"), [(State.SUBMITTED, Act.RETURN), (State.COMPLETED, Act.REOPEN)])
def test_returned_and_reopened_work_gets_no_credit(before, act):
    assignment = AssignmentFactory(state=before, submitted_on=date(2024, 9, 20))

    take(assignment, act)

    assignment.refresh_from_db()
    assert (assignment.completed_on, assignment.submitted_on) == (None, None)


def test_the_step_remembers_the_day_of_submission():
    assignment = AssignmentFactory(state=State.COMPLETED, submitted_on=date(2024, 9, 20))

    days = {step.after: step.submitted_on for step in assignment.state_changes.all()}
    assert days == {
        State.ASSIGNED: None,
        State.IN_PROGRESS: None,
        State.SUBMITTED: date(2024, 9, 20),
        State.COMPLETED: date(2024, 9, 20),
    }


# --- move_deadline ----------------------------------------------------------------------------------------------------


def test_a_moved_deadline_keeps_the_original_and_begins_a_new_version():
    assignment, by = AssignmentFactory(deadline_on=DEADLINE), Actor(secretary())

    move_deadline(assignment, date(2024, 12, 20), by=by, at=AT, basis=Basis("12/QĐ-BCĐ", date(2024, 10, 14)))

    assignment.refresh_from_db()
    change = assignment.deadline_changes.last()
    assert (assignment.deadline_on, assignment.original_deadline_on) == (date(2024, 12, 20), DEADLINE)
    assert assignment.deadline_version == change.version == 2
    assert (change.old_on, change.new_on, change.document, change.by) == (
        DEADLINE,
        date(2024, 12, 20),
        "12/QĐ-BCĐ",
        by.person,
    )
    assert journal(assignment)[0] == (
        "assignment.deadline_moved",
        {"old": "2024-11-30", "new": "2024-12-20", "document": "12/QĐ-BCĐ (14/10/2024)"},
    )


def test_a_deadline_moved_twice_has_three_versions():
    assignment, by = AssignmentFactory(deadline_on=DEADLINE), Actor(secretary())

    move_deadline(assignment, date(2024, 12, 20), by=by, at=AT)
    move_deadline(assignment, date(2024, 12, 25), by=by, at=AT)

    assert [(one.version, one.old_on) for one in assignment.deadline_changes.all()] == [
        (1, None),
        (2, DEADLINE),
        (3, date(2024, 12, 20)),
    ]


def test_open_work_may_get_a_deadline():
    assignment = AssignmentFactory(task__deadline_on=None)

    move_deadline(assignment, DEADLINE, by=Actor(secretary()), at=AT)

    assert journal(assignment)[0][1] == {"old": None, "new": "2024-11-30", "document": ""}


# --- decide -----------------------------------------------------------------------------------------------------------


def told(assignment: Assignment) -> list[tuple]:
    return [(one.person, one.happening, one.quote) for one in assignment.notifications.order_by("person__username")]


def test_a_draft_is_issued_with_its_dated_facts():
    assignment, by = AssignmentFactory(state=State.DRAFT), Actor(secretary())

    decide(assignment, Act.ISSUE, by=by, at=AT)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.issued_on) == (State.ASSIGNED, AT.date())
    assert assignment.holders.get().organisation == assignment.organisation
    assert assignment.responsibles.get().member == assignment.responsible
    assert assignment.deadline_changes.get().new_on == assignment.deadline_on
    assert told(assignment) == [(assignment.responsible, Happening.ISSUED, "")]


def test_a_stop_is_recorded_with_its_document_and_told_to_all_who_work_on_it():
    unit, other = OrganisationFactory(), OrganisationFactory()
    officer, coordinating = focal_officer(unit, username="a"), focal_officer(other, username="b")
    responsible = member(username="c")
    assignment = AssignmentFactory(organisation=unit, coordinating=[other], responsible=responsible)
    Notification.objects.all().delete()

    decide(assignment, Act.SUSPEND, reason=" Chờ hướng dẫn ", basis=BASIS, by=Actor(secretary()), at=AT)

    assert journal(assignment)[0] == (
        "assignment.suspend",
        {
            "changed": {"state": ["assigned", "suspended"]},
            "reason": "Chờ hướng dẫn",
            "document": "112-CV/BCĐ (14/10/2024)",
        },
    )
    assert told(assignment) == [
        (person, Happening.SUSPENDED, "Chờ hướng dẫn") for person in (officer, coordinating, responsible)
    ]


def test_who_decides_is_told_nothing():
    responsible = member()
    assignment = AssignmentFactory(responsible=responsible)
    Notification.objects.all().delete()

    decide(assignment, Act.SUSPEND, reason="Chờ", basis=BASIS, by=Actor(secretary(), responsible), at=AT)

    assert told(assignment) == []


def test_carried_over_work_is_linked_and_drafted_in_the_later_plan():
    assignment = AssignmentFactory()
    next_task = TaskFactory(key_task__plan=PlanFactory(year=2025), deadline_on=date(2025, 6, 30))

    decide(assignment, Act.CARRY_OVER, next_task=next_task, by=Actor(secretary()), at=AT)

    assignment.refresh_from_db()
    draft = next_task.assignments.get()
    assert (assignment.state, assignment.carried_to) == (State.CARRIED_OVER, next_task)
    assert (draft.state, draft.organisation, draft.responsible, draft.deadline_on) == (
        State.DRAFT,
        assignment.organisation,
        assignment.responsible,
        date(2025, 6, 30),
    )


def test_carried_over_work_joins_what_the_organisation_has_there_already():
    assignment = AssignmentFactory()
    next_task = TaskFactory(key_task__plan=PlanFactory(year=2025))
    there = AssignmentFactory(task=next_task, organisation=assignment.organisation)

    decide(assignment, Act.CARRY_OVER, next_task=next_task, by=Actor(secretary()), at=AT)

    assert next_task.assignments.get() == there


def test_reopened_work_has_no_percentage_of_the_completion_that_does_not_stand():
    assignment = AssignmentFactory(state=State.COMPLETED)
    Assignment.objects.filter(pk=assignment.pk).update(percent=100)

    decide(assignment, Act.REOPEN, reason="Số liệu chưa đúng", by=Actor(secretary()), at=AT)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.percent) == (State.IN_PROGRESS, None)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (Act.SUSPEND, {"basis": BASIS}),
        (Act.SUSPEND, {"reason": "Chờ"}),
        (Act.CANCEL, {"reason": "  ", "basis": BASIS}),
        (Act.CARRY_OVER, {}),
        (Act.SUBMIT, {"reason": "Xong"}),
    ],
)
def test_a_decision_that_lacks_something_is_none(act, given):
    assignment = AssignmentFactory()

    with pytest.raises(ValueError):
        decide(assignment, act, by=Actor(secretary()), at=AT, **given)

    assignment.refresh_from_db()
    assert assignment.state == State.ASSIGNED


def test_work_is_not_carried_over_into_its_own_plan():
    assignment = AssignmentFactory()

    with pytest.raises(ValueError):
        decide(assignment, Act.CARRY_OVER, next_task=TaskFactory(), by=Actor(secretary()), at=AT)


def test_the_same_decision_twice_is_refused_and_recorded_once():
    assignment, by = AssignmentFactory(), Actor(secretary())
    decide(assignment, Act.SUSPEND, reason="Chờ", basis=BASIS, by=by, at=AT)

    with pytest.raises(TransitionRefused):
        decide(assignment, Act.SUSPEND, reason="Chờ", basis=BASIS, by=by, at=AT)

    assert [verb for verb, _ in journal(assignment)].count("assignment.suspend") == 1
