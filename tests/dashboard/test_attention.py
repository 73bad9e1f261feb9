"""How long work has been overdue and whose it is, what is silent and what contradicts: each against its list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tasks_app.common.dates import at_time
from tasks_app.dashboard.queries import attention, overdue_by_age
from tasks_app.plan.enums import Bucket, Contradiction, OverdueAge, Silence, State
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import plan_day
from tasks_app.plan.rules import contradiction, timeliness
from tests.factories import AssignmentFactory, ReportFactory, member

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)  # a Tuesday


@pytest.fixture
def day(plan):
    return plan_day(plan, TODAY, today=TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "age"),
    [(1, "week"), (7, "week"), (8, "month"), (28, "month"), (32, "quarter"), (90, "quarter"), (91, "longer")],
)
def test_the_band_of_an_overdue_assignment(day, days, age):
    overdue = AssignmentFactory(deadline_on=ago(days))

    assert overdue_by_age(day).by_age == {one: int(one == age) for one in OverdueAge}
    for one in OverdueAge:
        assert list(Assignment.objects.overdue_for(one, day.by)) == ([overdue] if one == age else [])


def test_what_was_sent_late_waits_and_grows_no_older(day):
    AssignmentFactory(deadline_on=ago(40), state=State.SUBMITTED, submitted_on=ago(35))

    found = overdue_by_age(day)

    assert found.by_age[OverdueAge.WEEK] == 1
    assert found.members[0].longest == 5


def test_a_deadline_on_a_sunday_is_counted_from_the_monday(day):
    AssignmentFactory(deadline_on=date(2024, 10, 6))

    assert overdue_by_age(day).members[0].longest == 8


def test_members_with_overdue_work_are_counted_with_their_lists(day):
    first, second = member(), member()
    AssignmentFactory(responsible=first, deadline_on=ago(3))
    AssignmentFactory(responsible=first, deadline_on=ago(50))
    AssignmentFactory(responsible=second, deadline_on=ago(10))
    AssignmentFactory(responsible=second, deadline_on=TODAY)
    AssignmentFactory(responsible=member(), deadline_on=ago(10), state=State.SUSPENDED)

    found = {one.member: one for one in overdue_by_age(day).members}

    assert {one: its.total for one, its in found.items()} == {first: 2, second: 1}
    assert found[first].longest == 50
    overdue = Assignment.objects.in_bucket(Bucket.OVERDUE, day.by)
    assert {one: overdue.filter(responsible=one).count() for one in found} == {first: 2, second: 1}


@pytest.mark.parametrize(
    ("days", "silence"), [(0, None), (30, None), (31, Silence.MONTH), (60, Silence.MONTH), (61, Silence.LONGER)]
)
def test_for_how_long_nothing_was_reported(day, days, silence):
    assignment = AssignmentFactory()
    ReportFactory(assignment=assignment, at=at_time(ago(days), 9))

    assert attention(day).silent == {one: int(one == silence) for one in Silence}
    for one in Silence:
        assert Assignment.objects.silent_for(one, day.by).count() == int(one == silence)


def test_work_of_which_nothing_was_ever_reported(day):
    AssignmentFactory()
    AssignmentFactory(state=State.COMPLETED, submitted_on=ago(100))

    assert attention(day).silent == {Silence.MONTH: 0, Silence.LONGER: 0, Silence.NEVER: 1}


@pytest.mark.parametrize("percent", [None, 0, 10, 11, 50, 89, 90, 100])
@pytest.mark.parametrize("due_in", [-30, -1, 0, 7, 8, None])
@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.COMPLETED])
def test_the_database_finds_the_contradictions_that_the_rule_tells(day, percent, due_in, state):
    has_stopped = state in (State.SUBMITTED, State.COMPLETED, State.RETURNED)
    assignment = AssignmentFactory(
        deadline_on=None if due_in is None else TODAY + timedelta(days=due_in),
        state=state,
        submitted_on=ago(0) if has_stopped else None,
    )
    Assignment.objects.filter(pk=assignment.pk).update(percent=percent)
    assignment.refresh_from_db()

    told = contradiction(percent, timeliness(assignment.facts, day.by))

    assert attention(day).contradicting == {one: int(one == told) for one in Contradiction}


def test_one_query_each_besides_the_stamps(day, queries):
    AssignmentFactory(deadline_on=ago(3))

    assert queries(lambda: overdue_by_age(day)) == 1 + 1
    assert queries(lambda: attention(day)) == 1 + 1


def test_of_a_past_day_they_say_what_it_knew(plan):
    assignment = AssignmentFactory(deadline_on=ago(8))
    ReportFactory(assignment=assignment, at=at_time(ago(2), 9), percent=95)

    before, now = (plan_day(plan, day, today=TODAY) for day in (ago(5), TODAY))

    assert attention(before).silent[Silence.NEVER] == 1
    assert attention(now).silent[Silence.NEVER] == 0
    assert attention(now).contradicting[Contradiction.NEARLY_DONE_BUT_OVERDUE] == 1
    assert attention(before).contradicting[Contradiction.NEARLY_DONE_BUT_OVERDUE] == 0
    assert overdue_by_age(before).members[0].longest == 3
