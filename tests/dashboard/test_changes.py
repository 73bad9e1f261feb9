"""Two days compared: what was, and what moved, is what is."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.dashboard.enums import Move, Place
from tasks_app.dashboard.queries import Changes, changes_between, changes_by, on_both_days, that_made
from tasks_app.dashboard.rules import COMPLETED, IN_FORCE
from tasks_app.plan.actions import change_state, decide, issue_assignment, move_deadline
from tasks_app.plan.enums import Act, Bucket, State
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import plan_day
from tasks_app.plan.rules import IN_FORCE as STATES_IN_FORCE
from tasks_app.plan.rules import Basis, steps_from, timeliness
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    assignments_in_bulk,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)
BASIS = Basis("12-CV/BCĐ", date(2024, 10, 1))
ON_TIME, LATE, PENDING, OVERDUE = list(Place)[:4]


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


def noon(distance: int):
    return at_time(day(distance), 12)


def changes(plan, day_from: int, day_to: int = 0) -> Changes:
    """From so many days after today (mostly before it) to so many."""
    return changes_between(*(plan_day(plan, day(one), today=TODAY) for one in (day_from, day_to)))


def moves(found: Changes) -> dict[Move, int]:
    return {move: found.made(move) for move in Move if found.made(move)}


def take(assignment: Assignment, act: Act, *, distance: int) -> None:
    """A step without what reports say beside it."""
    assignment.refresh_from_db()
    submitted_on = day(distance) if act == Act.SUBMIT else None
    with transaction.atomic():
        change_state(
            assignment, act, by=None, at=noon(distance), submitted_on=submitted_on, note="Theo chỉ đạo", basis=BASIS
        )


# --- What is a move ---------------------------------------------------------------------------------------------------


def test_work_that_is_completed_between_the_days_is_newly_completed(plan):
    AssignmentFactory(state=State.COMPLETED, submitted_on=day(-3))
    AssignmentFactory(state=State.COMPLETED, submitted_on=day(-20))

    found = changes(plan, -7)

    assert moves(found) == {Move.COMPLETED: 1}
    assert found.flows == {(PENDING, ON_TIME): 1, (ON_TIME, ON_TIME): 1}


def test_work_becomes_overdue_by_the_days_alone(plan):
    AssignmentFactory(deadline_on=day(-4))
    AssignmentFactory(deadline_on=day(-8))
    AssignmentFactory(deadline_on=day(0))

    assert changes(plan, -7).flows == {(PENDING, OVERDUE): 1, (OVERDUE, OVERDUE): 1, (PENDING, PENDING): 1}


def test_overdue_work_that_is_completed_is_no_longer_overdue(plan):
    AssignmentFactory(deadline_on=day(-20), state=State.COMPLETED, submitted_on=day(-2))

    found = changes(plan, -7)

    assert moves(found) == {Move.COMPLETED: 1, Move.NO_LONGER_OVERDUE: 1}
    assert found.flows == {(OVERDUE, LATE): 1}


def test_overdue_work_with_another_deadline_is_no_longer_overdue_and_its_deadline_has_moved(plan):
    assignment = AssignmentFactory(deadline_on=day(-20))
    move_deadline(assignment, day(20), by=Actor(secretary()), at=noon(-1), basis=BASIS)

    assert moves(changes(plan, -7)) == {Move.NO_LONGER_OVERDUE: 1, Move.DEADLINE_MOVED: 1}


def test_a_deadline_that_moved_before_or_after_the_days_has_not_moved_between_them(plan):
    for distance in (-30, 0):
        move_deadline(AssignmentFactory(), day(60), by=Actor(secretary()), at=noon(distance))

    assert moves(changes(plan, -7, -1)) == {}
    assert moves(changes(plan, -7)) == {Move.DEADLINE_MOVED: 1}


def test_a_first_deadline_is_a_moved_one(plan):
    move_deadline(AssignmentFactory(task__deadline_on=None), day(60), by=Actor(secretary()), at=noon(-1))

    assert moves(changes(plan, -7)) == {Move.DEADLINE_MOVED: 1}


def test_work_that_is_issued_between_the_days_was_not_there_before(plan):
    AssignmentFactory(at=noon(-2))
    AssignmentFactory(state=State.DRAFT, at=noon(-2))

    found = changes(plan, -7)

    assert moves(found) == {Move.ISSUED: 1}
    assert (found.before(), found.after()) == (0, 1)


def test_a_draft_that_is_issued_between_the_days_is_newly_issued(plan):
    draft = AssignmentFactory(state=State.DRAFT, at=noon(-20))
    decide(draft, Act.ISSUE, by=Actor(secretary()), at=noon(-2))

    assert moves(changes(plan, -7)) == {Move.ISSUED: 1}


@pytest.mark.parametrize(
    ("before", "act", "move"),
    [
        (State.IN_PROGRESS, Act.SUSPEND, Move.STOPPED),
        (State.IN_PROGRESS, Act.CANCEL, Move.STOPPED),
        (State.SUSPENDED, Act.RESUME, Move.RESUMED),
    ],
)
def test_work_that_stops_or_goes_on(plan, before, act, move):
    take(AssignmentFactory(state=before), act, distance=-2)

    assert moves(changes(plan, -7)) == {move: 1}


def test_reopened_work_is_completed_no_more(plan):
    take(AssignmentFactory(state=State.COMPLETED, submitted_on=day(-30)), Act.REOPEN, distance=-2)

    assert moves(changes(plan, -7)) == {Move.REOPENED: 1}


def test_what_goes_to_and_fro_between_the_days_is_no_move(plan):
    assignment = AssignmentFactory(state=State.IN_PROGRESS)
    take(assignment, Act.SUSPEND, distance=-4)
    take(assignment, Act.RESUME, distance=-2)

    assert moves(changes(plan, -7)) == {}


def test_another_years_work_is_left_out(plan):
    AssignmentFactory(task__key_task__plan=PlanFactory(year=2025), at=noon(-2))

    assert changes(plan, -7) == Changes()


def test_what_is_recorded_afterwards_changes_nothing(plan):
    assignment = AssignmentFactory(deadline_on=day(-5), state=State.COMPLETED, submitted_on=day(-3))
    before = changes(plan, -7, -1)

    take(assignment, Act.REOPEN, distance=0)
    move_deadline(assignment, day(30), by=Actor(secretary()), at=noon(0))

    assert moves(before) == {Move.COMPLETED: 1}
    assert changes(plan, -7, -1) == before


def test_changes_are_told_apart_by_columns_and_add_up(plan):
    key_tasks = [KeyTaskFactory(), KeyTaskFactory()]
    for key_task in (key_tasks[0], key_tasks[1], key_tasks[1]):
        task = TaskFactory(key_task=key_task)
        AssignmentFactory(task=task, state=State.COMPLETED, submitted_on=day(-3))
    days = plan_day(plan, day(-7), today=TODAY), plan_day(plan, TODAY, today=TODAY)

    found = changes_by(*days, "task__key_task__number")

    assert {number: its.made(Move.COMPLETED) for (number,), its in found.items()} == {1: 1, 2: 2}
    assert Changes.of(found.values()) == changes_between(*days)


def test_it_takes_one_query_besides_the_stamps_however_much_there_is(plan, queries):
    responsible = member()
    days = plan_day(plan, day(-7), today=TODAY), plan_day(plan, TODAY, today=TODAY)
    for number in (1, 3, 300):
        assignments_in_bulk(number, task=TaskFactory(), responsible=responsible, deadline_on=day(-2))

        assert queries(lambda: changes_between(*days)) == 1 + 1


# --- What always holds ------------------------------------------------------------------------------------------------

LAST = 8  # days of a history


@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_what_was_and_what_moved_is_what_is(plan, data):
    """Histories made by the actions, whose figures are written down at the end of each day as they stand then."""
    with transaction.atomic():
        people = member(), Actor(secretary())
        told = [live(history_of_a_day(plan, people, number, data), number) for number in range(LAST)]
        first, last = sorted(data.draw(st.lists(st.integers(0, LAST - 1), min_size=2, max_size=2, unique=True)))
        days = tuple(plan_day(plan, day(one), today=day(LAST - 1)) for one in (first, last))
        found = changes_between(*days)
        look_at(found, told[first], told[last])
        listed = {move: on_both_days(*days).filter(that_made(move)).count() for move in Move}
        assert listed == {move: found.made(move) for move in Move}
        transaction.set_rollback(True)


def history_of_a_day(plan, people, number: int, data):
    """Some work is issued, and some of what there is takes a step or gets another deadline."""
    responsible, by = people
    for _ in range(data.draw(st.integers(0, 2))):
        deadline_on = data.draw(st.sampled_from([None, day(number), day(number + 2), day(number + 5)]))
        issue_assignment(
            TaskFactory(key_task__plan=plan),
            OrganisationFactory(),
            responsible=responsible,
            deadline_on=deadline_on,
            by=by,
            at=noon(number),
        )
    for assignment in Assignment.objects.of_plan(plan).order_by("pk"):
        acts = [act for its in steps_from(assignment.state).values() for act in its if act != Act.CARRY_OVER]
        step = data.draw(st.sampled_from([None, "deadline", *acts]))
        if step == "deadline":
            move_deadline(assignment, day(data.draw(st.integers(0, 9))), by=by, at=noon(number))
        elif step:
            take(assignment, step, distance=number)
    return plan


def live(plan, number: int) -> Counter:
    """Where the assignments stand on a day, one by one by the rule, while it is that day."""
    by = plan_day(plan, day(number), today=day(number)).by
    buckets = Counter()
    for one in Assignment.objects.of_plan(plan):
        if one.state in STATES_IN_FORCE:
            buckets[timeliness(one.facts, by).bucket] += 1
    return buckets


def look_at(found: Changes, before: Counter, after: Counter) -> None:
    for bucket in Bucket:
        assert (found.before({Place(bucket.value)}), found.after({Place(bucket.value)})) == (
            before[bucket],
            after[bucket],
        )
    came_and_went = {
        COMPLETED: ([Move.COMPLETED], [Move.REOPENED]),
        frozenset({OVERDUE}): ([Move.OVERDUE], [Move.NO_LONGER_OVERDUE]),
        IN_FORCE: ([Move.ISSUED, Move.RESUMED], [Move.STOPPED]),
    }
    for places, (came, went) in came_and_went.items():
        moved = sum(map(found.made, came)) - sum(map(found.made, went))
        assert found.before(places) + moved == found.after(places)
    assert not any(after == Place.NOT_ISSUED for before, after in found.flows if before in IN_FORCE)
