"""What waits for whom, and both ways of counting lateness."""

from datetime import date

import pytest

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.enums import Role
from tasks_app.people.queries import standing
from tasks_app.plan.actions import change_state
from tasks_app.plan.enums import Act, State
from tasks_app.plan.queries import yardstick
from tasks_app.reporting import queries
from tasks_app.reporting.enums import ExtensionState
from tasks_app.reporting.queries import DeadlinesKept, WaitingCounts
from tests.factories import AssignmentFactory, ExtensionFactory, leader, member, person_with, secretary
from tests.factories.plan import BASIS

pytestmark = pytest.mark.django_db


def queue(today):
    return queries.extension_queue(today=today, calendar=working_calendar())


def test_what_waits_stands_with_whose_turn_it_is_the_longest_wait_first(today):
    young = ExtensionFactory(at=at_time(date(2024, 10, 14), 9))
    old = ExtensionFactory(at=at_time(date(2024, 10, 8), 9))
    proposed = ExtensionFactory(at=at_time(date(2024, 10, 9), 9), state=ExtensionState.PROPOSED)
    ExtensionFactory(state=ExtensionState.APPROVED)
    ExtensionFactory(state=ExtensionState.REFUSED)

    found = queue(today)

    assert [(line.extension, line.waits) for line in found.for_proposal] == [(old, 5), (young, 1)]
    assert [line.is_overdue_for_proposal for line in found.for_proposal] == [True, False]
    assert [(line.extension, line.waits) for line in found.for_decision] == [(proposed, 4)]
    assert queries.waiting_extensions() == WaitingCounts(for_proposal=2, for_decision=1)


def test_the_wait_for_a_decision_begins_with_the_proposal(today):
    extension = ExtensionFactory(at=at_time(date(2024, 10, 1), 9), state=ExtensionState.PROPOSED)
    extension.proposed_at = at_time(date(2024, 10, 14), 9)
    extension.save()

    assert [line.waits for line in queue(today).for_decision] == [1]


def test_it_says_how_often_the_deadline_was_extended(today, plan):
    plan.extensions_limit = 5
    plan.save()
    extension = ExtensionFactory(state=ExtensionState.APPROVED)
    ExtensionFactory(assignment=extension.assignment, state=ExtensionState.APPROVED)
    ExtensionFactory(assignment=extension.assignment)
    ExtensionFactory()

    assert sorted(line.extended for line in queue(today).for_proposal) == ["", "đã gia hạn 2 lần"]


def test_stopped_work_leaves_the_queue_and_comes_back_when_it_is_resumed(today):
    extension = ExtensionFactory(at=at_time(date(2024, 10, 11), 9))
    by, at = Actor(secretary()), at_time(today, 8)

    change_state(extension.assignment, Act.SUSPEND, by=by, at=at, note="Lý do", basis=BASIS)
    assert queue(today).total == 0
    assert queries.waiting_extensions() == WaitingCounts(0, 0)

    change_state(extension.assignment, Act.RESUME, by=by, at=at, note="Lý do")
    assert queue(today).total == 1


@pytest.mark.parametrize(
    ("roles", "number"),
    [
        ([Role.SECRETARIAT], 2),
        ([Role.LEADER, Role.MEMBER], 1),
        ([Role.SECRETARIAT, Role.LEADER], 3),
        ([Role.INSPECTOR], 0),
    ],
)
def test_how_many_wait_for_one_s_own_step(today, roles, number):
    ExtensionFactory()
    ExtensionFactory()
    ExtensionFactory(state=ExtensionState.PROPOSED)

    assert queries.waiting_for(standing(person_with(*roles), on=today)) == number


def test_lateness_is_counted_by_the_deadline_in_force_and_by_the_original_one(today, plan):
    extended = AssignmentFactory(deadline_on=date(2024, 9, 30))
    ExtensionFactory(
        assignment=extended,
        deadline_on=date(2024, 10, 31),
        at=at_time(date(2024, 9, 20), 9),
        state=ExtensionState.APPROVED,
    )
    finished = AssignmentFactory(deadline_on=date(2024, 9, 30))
    ExtensionFactory(
        assignment=finished,
        deadline_on=date(2024, 10, 10),
        at=at_time(date(2024, 9, 20), 9),
        state=ExtensionState.APPROVED,
    )
    done_at = at_time(date(2024, 10, 8), 9)
    change_state(finished, Act.SUBMIT, by=None, at=done_at, submitted_on=done_at.date())
    change_state(finished, Act.CONFIRM, by=None, at=done_at)
    AssignmentFactory(deadline_on=date(2024, 10, 1))
    AssignmentFactory(deadline_on=date(2024, 10, 1), state=State.SUSPENDED)

    assert queries.deadlines_kept(plan, yardstick(plan, today=today)) == DeadlinesKept(
        extended=2, extensions=2, overdue=1, overdue_originally=2, late=1, late_originally=3
    )


def test_the_page_says_how_late_work_is_by_its_original_deadline(today):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    ExtensionFactory(assignment=assignment, at=at_time(date(2024, 10, 7), 9), state=ExtensionState.APPROVED)
    calendar = working_calendar()

    page = queries.assignment_page(assignment, today=today, calendar=calendar)

    assert (page.extended, page.by_original) == ("đã gia hạn một lần", "Theo thời hạn gốc: quá hạn 3 ngày")


@pytest.mark.parametrize("deadline_on", [date(2024, 10, 10), date(2024, 12, 2), None])
def test_where_the_original_deadline_holds_nothing_is_said(today, deadline_on):
    assignment = AssignmentFactory(task__deadline_on=deadline_on)

    page = queries.assignment_page(assignment, today=today, calendar=working_calendar())

    assert (page.extended, page.by_original) == ("", "")


def test_the_history_of_a_request_is_its_own(today, plan):
    plan.extensions_limit = 5
    plan.save()
    first = ExtensionFactory(state=ExtensionState.APPROVED, decider=leader(full_name="Đặng Hữu Mẫu"))
    second = ExtensionFactory(assignment=first.assignment, by=member())

    titles = [event.title for event in queries.record_of_extension(first)]

    assert titles == ["Phê duyệt gia hạn", "Đề xuất gia hạn", "Đề nghị gia hạn"]
    assert queries.record_of_extension(first)[0].who == "Đặng Hữu Mẫu"
    assert [event.title for event in queries.record_of_extension(second)] == ["Đề nghị gia hạn"]
