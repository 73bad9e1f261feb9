"""Giving out work, one step of the workflow, another deadline: what changed, and what was recorded."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.queries import record_of
from tasks_app.plan import rules
from tasks_app.plan.actions import TransitionRefused, change_state, issue_assignment, move_deadline
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tests.constraints import refused_by
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    TaskFactory,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
LATE_IN_THE_DAY = at_time(date(2024, 10, 14), 23, 59)
DEADLINE = date(2024, 11, 30)


def journal(assignment: Assignment) -> list[tuple]:
    return [(entry.verb, entry.details) for entry in record_of(assignment)]


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
    assert journal(assignment) == [("assignment.issued", {"deadline_on": "2024-11-30"})]


def test_the_day_of_issue_is_the_day_in_nghe_an():
    assignment = AssignmentFactory(at=LATE_IN_THE_DAY)

    assert assignment.issued_on == date(2024, 10, 14)


def test_work_may_be_issued_without_a_deadline_and_by_the_system():
    assignment = AssignmentFactory(task__deadline_on=None, by=None)

    assert assignment.deadline_changes.get().new_on is None
    assert journal(assignment) == [("assignment.issued", {"deadline_on": None})]


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


@pytest.mark.parametrize(("before", "after"), [(b, a) for b in State for a in State if rules.may_follow(b, a)])
def test_every_allowed_step_is_taken_and_recorded(before, after):
    assignment = AssignmentFactory(state=before)
    steps = assignment.state_changes.count()

    change_state(assignment, after, by=Actor(secretary()), at=AT, submitted_on=AT.date(), note="ghi chú")

    assignment.refresh_from_db()
    last = assignment.state_changes.last()
    assert assignment.state == after
    assert assignment.state_changes.count() == steps + 1
    assert (last.before, last.after, last.at, last.note) == (before, after, AT, "ghi chú")


@pytest.mark.parametrize(
    ("before", "after"), [(b, a) for b in State for a in State if not rules.may_follow(b, a) and b != State.DRAFT]
)
def test_every_other_step_is_refused_and_leaves_nothing_behind(before, after):
    assignment = AssignmentFactory(state=before)
    steps = assignment.state_changes.count()

    with pytest.raises(TransitionRefused):
        change_state(assignment, after, by=Actor(secretary()), at=AT, submitted_on=AT.date())

    assignment.refresh_from_db()
    assert (assignment.state, assignment.state_changes.count()) == (before, steps)


def test_a_refusal_says_how_it_stands_now():
    assignment = AssignmentFactory(state=State.CANCELLED)

    with pytest.raises(TransitionRefused) as refusal:
        change_state(assignment, State.COMPLETED, by=None, at=AT)
    assert str(State.CANCELLED.label) in str(refusal.value)


def test_the_completion_day_is_the_day_of_the_submission():
    assignment = AssignmentFactory(state=State.SUBMITTED, submitted_on=date(2024, 9, 20))

    change_state(assignment, State.COMPLETED, by=Actor(secretary()), at=AT)

    assignment.refresh_from_db()
    assert (assignment.completed_on, assignment.submitted_on) == (date(2024, 9, 20), date(2024, 9, 20))


@pytest.mark.parametrize(("before", "after"), [(State.SUBMITTED, State.RETURNED), (State.COMPLETED, State.IN_PROGRESS)])
def test_returned_and_reopened_work_gets_no_credit(before, after):
    assignment = AssignmentFactory(state=before, submitted_on=date(2024, 9, 20))

    change_state(assignment, after, by=Actor(secretary()), at=AT)

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

    move_deadline(assignment, date(2024, 12, 20), by=by, at=AT, document="12/QĐ-BCĐ")

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
        {"old": "2024-11-30", "new": "2024-12-20", "document": "12/QĐ-BCĐ"},
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
