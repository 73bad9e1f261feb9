"""The table of the steps of a request, the limit, and the moment from which a request is late."""

from datetime import UTC, date, timedelta

import pytest

from tasks_app.common.dates import at_time, local_day
from tasks_app.plan.enums import State
from tasks_app.plan.rules import Yardstick
from tasks_app.reporting import rules
from tasks_app.reporting.enums import ExtensionAct, ExtensionState, Party
from tasks_app.reporting.rules import Obstacle
from tasks_app.reporting.wording import times_extended
from tests.calendar.days import CALENDAR_2024

MONDAY, TUESDAY, THURSDAY = date(2024, 10, 14), date(2024, 10, 15), date(2024, 10, 17)

# Every step that is possible, written once more by hand: a slip in the table is a slip in two places or none.
POSSIBLE = {
    (ExtensionState.REQUESTED, ExtensionAct.PROPOSE): ExtensionState.PROPOSED,
    (ExtensionState.REQUESTED, ExtensionAct.APPROVE): ExtensionState.APPROVED,
    (ExtensionState.REQUESTED, ExtensionAct.REFUSE): ExtensionState.REFUSED,
    (ExtensionState.REQUESTED, ExtensionAct.WITHDRAW): ExtensionState.WITHDRAWN,
    (ExtensionState.PROPOSED, ExtensionAct.APPROVE): ExtensionState.APPROVED,
    (ExtensionState.PROPOSED, ExtensionAct.REFUSE): ExtensionState.REFUSED,
    (ExtensionState.PROPOSED, ExtensionAct.WITHDRAW): ExtensionState.WITHDRAWN,
}
BEGINS = {ExtensionAct.ASK: ExtensionState.REQUESTED, ExtensionAct.OPEN: ExtensionState.APPROVED}
WHOSE = {
    ExtensionAct.ASK: Party.REPORTERS,
    ExtensionAct.WITHDRAW: Party.REPORTERS,
    ExtensionAct.PROPOSE: Party.SECRETARIAT,
    ExtensionAct.APPROVE: Party.LEADER,
    ExtensionAct.REFUSE: Party.LEADER,
    ExtensionAct.OPEN: Party.LEADER,
}


@pytest.mark.parametrize("state", ExtensionState)
@pytest.mark.parametrize("act", ExtensionAct)
def test_what_can_follow_what(state, act):
    step = rules.EXTENSION_STEPS[act]

    assert (state in step.before) == ((state, act) in POSSIBLE)
    assert step.after == POSSIBLE.get((state, act), step.after)


@pytest.mark.parametrize("act", ExtensionAct)
def test_whose_step_it_is_and_how_a_request_begins(act):
    step = rules.EXTENSION_STEPS[act]

    assert step.by == WHOSE[act]
    assert (not step.before) == (act in BEGINS)
    assert step.after == BEGINS.get(act, step.after)


@pytest.mark.parametrize(
    ("today", "may_decide"),
    [(MONDAY, False), (date(2024, 10, 16), False), (THURSDAY, True), (date(2024, 11, 4), True)],
)
def test_a_leader_decides_without_a_proposal_once_the_days_for_it_are_over(today, may_decide):
    acts = rules.acts_on(ExtensionState.REQUESTED, asked_on=MONDAY, today=today, calendar=CALENDAR_2024)

    assert {ExtensionAct.PROPOSE, ExtensionAct.WITHDRAW} <= acts
    assert ({ExtensionAct.APPROVE, ExtensionAct.REFUSE} <= acts) == may_decide


def test_with_a_proposal_a_leader_decides_at_once():
    acts = rules.acts_on(ExtensionState.PROPOSED, asked_on=MONDAY, today=MONDAY, calendar=CALENDAR_2024)

    assert acts == {ExtensionAct.APPROVE, ExtensionAct.REFUSE, ExtensionAct.WITHDRAW}


def test_the_days_of_the_secretariat_are_working_days():
    """Asked on the Friday before a weekend: Monday, Tuesday, Wednesday."""
    assert rules.decided_from(date(2024, 10, 11), CALENDAR_2024) == date(2024, 10, 16)


@pytest.mark.parametrize("state", State)
def test_only_work_that_is_done_is_extended(state):
    found = rules.obstacle_to_asking(state=state, deadline_on=MONDAY, is_waiting=False, approved=0, limit=1)

    is_worked_on = state in (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED)
    assert found == (None if is_worked_on else Obstacle.NOT_WORKED_ON)


def test_what_awaits_confirmation_is_still_decided_on():
    assert rules.DECIDED_IN - rules.ASKED_IN == {State.SUBMITTED}


@pytest.mark.parametrize(
    ("facts", "obstacle"),
    [
        ({"deadline_on": None}, Obstacle.NO_DEADLINE),
        ({"is_waiting": True}, Obstacle.IS_WAITING),
        ({"approved": 1}, Obstacle.LIMIT_REACHED),
        ({"approved": 1, "limit": 2}, None),
        ({"approved": 2, "limit": 2}, Obstacle.LIMIT_REACHED),
        ({"limit": 0}, Obstacle.LIMIT_REACHED),
        ({"approved": 5, "limit": None}, None),  # a leader's own
        ({"is_waiting": True, "limit": None}, Obstacle.IS_WAITING),
    ],
)
def test_what_stands_in_the_way(facts, obstacle):
    usual = {"deadline_on": MONDAY, "is_waiting": False, "approved": 0, "limit": 1}

    assert rules.obstacle_to_asking(state=State.IN_PROGRESS, **usual | facts) == obstacle


@pytest.mark.parametrize(
    ("deadline_on", "rolls", "last_day"),
    [
        (date(2024, 10, 15), True, date(2024, 10, 15)),
        (date(2024, 10, 19), True, date(2024, 10, 21)),  # a Saturday counts until Monday
        (date(2024, 10, 19), False, date(2024, 10, 19)),
        (date(2024, 8, 31), True, date(2024, 9, 4)),  # National Day with the days around it
    ],
)
def test_a_request_is_late_from_midnight_after_the_last_day_that_counts(deadline_on, rolls, last_day):
    by = Yardstick(today=TUESDAY, calendar=CALENDAR_2024, rolls=rolls)
    last_minute = at_time(last_day, 23, 59).astimezone(UTC)  # as a server on UTC sees it
    midnight = last_minute + timedelta(minutes=1)

    assert not rules.is_asked_late(local_day(last_minute), deadline_on, by)
    assert rules.is_asked_late(local_day(midnight), deadline_on, by)


@pytest.mark.parametrize(
    ("new_on", "not_before", "code"),
    [
        (date(2024, 10, 20), None, "not_after_the_old"),
        (date(2024, 10, 19), None, "not_after_the_old"),
        (date(2024, 10, 21), None, None),
        (date(2024, 10, 24), date(2024, 10, 25), "passed"),
        (date(2024, 10, 25), date(2024, 10, 25), None),
        (date(2025, 12, 31), None, None),
        (date(2026, 1, 1), None, "far_off"),
    ],
)
def test_a_new_deadline_that_cannot_be_meant(new_on, not_before, code):
    found = rules.odd_new_deadline(new_on, old_on=date(2024, 10, 20), not_before=not_before, plan_year=2024)

    assert found == code


@pytest.mark.parametrize(
    ("number", "words"), [(0, ""), (1, "đã gia hạn một lần"), (2, "đã gia hạn 2 lần"), (3, "đã gia hạn 3 lần")]
)
def test_how_often_a_deadline_was_extended_in_words(number, words):
    assert times_extended(number) == words
