"""The workflow table, and how an assignment stands on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.options.rules import Options
from tasks_app.plan import rules
from tasks_app.plan.enums import Act, Audience, Bucket, Need, Side, State, Status, TaskStatus
from tasks_app.plan.rules import Basis, Facts, Yardstick, timeliness
from tests.calendar.days import CALENDAR_2024

TODAY = date(2024, 10, 15)  # a Tuesday
NOT_IN_FORCE = [State.DRAFT, State.SUSPENDED, State.CANCELLED, State.CARRIED_OVER]


def yardstick(today: date = TODAY, **settings) -> Yardstick:
    return Yardstick(today=today, calendar=CALENDAR_2024, **settings)


def status(state: State, deadline_on: date | None, *, on: date = TODAY, stopped_on: date | None = None, **settings):
    submitted_on = stopped_on if state in (State.SUBMITTED, State.COMPLETED) else None
    completed_on = stopped_on if state == State.COMPLETED else None
    return timeliness(Facts(state, deadline_on, submitted_on, completed_on), yardstick(on, **settings)).status


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


# --- The workflow -----------------------------------------------------------------------------------------------------

# Every step that is possible, written once more by hand: a slip in the table is a slip in two places or none.
POSSIBLE = {
    (State.DRAFT, Act.ISSUE): State.ASSIGNED,
    (State.ASSIGNED, Act.START): State.IN_PROGRESS,
    (State.ASSIGNED, Act.SUBMIT): State.SUBMITTED,
    (State.ASSIGNED, Act.SUSPEND): State.SUSPENDED,
    (State.ASSIGNED, Act.CANCEL): State.CANCELLED,
    (State.ASSIGNED, Act.CARRY_OVER): State.CARRIED_OVER,
    (State.IN_PROGRESS, Act.SUBMIT): State.SUBMITTED,
    (State.IN_PROGRESS, Act.SUSPEND): State.SUSPENDED,
    (State.IN_PROGRESS, Act.CANCEL): State.CANCELLED,
    (State.IN_PROGRESS, Act.CARRY_OVER): State.CARRIED_OVER,
    (State.SUBMITTED, Act.CONFIRM): State.COMPLETED,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.RETURNED, Act.START): State.IN_PROGRESS,
    (State.RETURNED, Act.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Act.SUSPEND): State.SUSPENDED,
    (State.RETURNED, Act.CANCEL): State.CANCELLED,
    (State.RETURNED, Act.CARRY_OVER): State.CARRIED_OVER,
    (State.COMPLETED, Act.REOPEN): State.IN_PROGRESS,
    (State.SUSPENDED, Act.RESUME): State.IN_PROGRESS,
    (State.SUSPENDED, Act.CANCEL): State.CANCELLED,
    (State.SUSPENDED, Act.CARRY_OVER): State.CARRIED_OVER,
}
EVERYBODY = {Audience.REPORTERS, Audience.COORDINATING}
# act: whose it is, what it needs, who is told
STEPS = {
    Act.ISSUE: (Side.SECRETARIAT, set(), EVERYBODY),
    Act.START: (Side.REPORTERS, set(), set()),
    Act.SUBMIT: (Side.REPORTERS, {Need.EVIDENCE}, set()),
    Act.RETURN: (Side.SECRETARIAT, {Need.REASON}, {Audience.REPORTERS}),
    Act.CONFIRM: (Side.SECRETARIAT, set(), {Audience.REPORTERS}),
    Act.REOPEN: (Side.SECRETARIAT, {Need.REASON}, {Audience.REPORTERS}),
    Act.SUSPEND: (Side.SECRETARIAT, {Need.REASON, Need.DOCUMENT}, EVERYBODY),
    Act.RESUME: (Side.SECRETARIAT, {Need.REASON}, EVERYBODY),
    Act.CANCEL: (Side.SECRETARIAT, {Need.REASON, Need.DOCUMENT}, EVERYBODY),
    Act.CARRY_OVER: (Side.SECRETARIAT, {Need.NEXT_TASK}, EVERYBODY),
}


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("act", Act)
def test_every_step_is_possible_or_not(before, act):
    assert rules.is_possible(act, before) == ((before, act) in POSSIBLE)
    assert rules.is_possible(str(act), str(before)) == ((before, act) in POSSIBLE)


@pytest.mark.parametrize(("before", "act"), POSSIBLE)
def test_where_every_step_leads(before, act):
    assert rules.TRANSITIONS[act].after == POSSIBLE[before, act]
    assert act in rules.steps_from(before)[POSSIBLE[before, act]]


@pytest.mark.parametrize("act", Act)
def test_whose_step_it_is_what_it_needs_and_who_is_told(act):
    step = rules.TRANSITIONS[act]

    assert (step.by, set(step.needs), set(step.tells)) == STEPS[act]


@pytest.mark.parametrize("state", State)
def test_whose_turn_it_is_can_act(state):
    """Nobody's turn where nothing but a reopening is left, and never the turn of one who has no step."""
    sides = {rules.TRANSITIONS[act].by for before, act in POSSIBLE if before == state and act != Act.REOPEN}

    assert rules.TURN[state] in (sides or {None})


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (State.DRAFT, [Act.ISSUE]),
        (State.ASSIGNED, [Act.SUSPEND, Act.CARRY_OVER, Act.CANCEL]),
        (State.SUBMITTED, []),
        (State.COMPLETED, [Act.REOPEN]),
        (State.SUSPENDED, [Act.RESUME, Act.CARRY_OVER, Act.CANCEL]),
        (State.CANCELLED, []),
        (State.CARRIED_OVER, []),
    ],
)
def test_what_the_secretariat_can_decide(state, acts):
    assert rules.decisions_in(state) == acts


def test_every_state_can_be_reached_from_the_draft():
    reached, open_ends = {State.DRAFT}, [State.DRAFT]
    while open_ends:
        new = set(rules.steps_from(open_ends.pop())) - reached
        reached |= new
        open_ends += new

    assert reached == set(State)


def test_a_basis_is_read_in_one_form():
    basis = Basis("  112-CV/BCĐ ", date(2024, 7, 9))

    assert str(basis) == "112-CV/BCĐ (09/07/2024)"
    assert basis.fields == {"document": "112-CV/BCĐ", "document_on": date(2024, 7, 9)}


# --- Telling what happened --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "is_time"),
    [
        (at_time(date(2024, 10, 15), 7, 14), False),
        (at_time(date(2024, 10, 15), 7, 15), True),
        (at_time(date(2024, 10, 15), 16, 29), True),
        (at_time(date(2024, 10, 15), 16, 30), False),
        (at_time(date(2024, 10, 13), 9), False),  # a Sunday
        (at_time(date(2024, 9, 2), 9), False),  # National Day
    ],
)
def test_people_are_told_in_working_hours(at, is_time):
    assert rules.is_time_to_tell(at, CALENDAR_2024, Options().hours) == is_time


@pytest.mark.parametrize(
    ("at", "since"),
    [
        (at_time(date(2024, 10, 15), 9), at_time(date(2024, 10, 14))),
        (at_time(date(2024, 10, 14), 9), at_time(date(2024, 10, 11))),  # a Monday: since Friday
        (at_time(date(2024, 9, 4), 9), at_time(date(2024, 8, 30))),  # after the holiday
    ],
)
def test_what_happened_before_the_last_working_day_is_old_news(at, since):
    assert rules.told_since(at, CALENDAR_2024) == since


# --- Reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_which_states_take_reports(state):
    assert rules.takes_reports(state) == (state in {State.ASSIGNED, State.IN_PROGRESS, State.RETURNED})


# --- How it stands on a day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (day(-1), Status.OVERDUE),
        (day(0), Status.DUE_SOON),
        (day(1), Status.DUE_SOON),
        (day(7), Status.DUE_SOON),
        (day(8), Status.ON_TRACK),
        (day(77), Status.ON_TRACK),
        (None, Status.ON_TRACK),
    ],
)
def test_work_in_progress(deadline, expected):
    assert status(State.IN_PROGRESS, deadline) == status(State.RETURNED, deadline) == expected


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (day(-1), Status.OVERDUE),
        (day(0), Status.DUE_SOON),
        (day(7), Status.DUE_SOON),
        (day(8), Status.NOT_STARTED),
        (None, Status.NOT_STARTED),
    ],
)
def test_work_that_has_not_begun(deadline, expected):
    assert status(State.ASSIGNED, deadline) == expected


@pytest.mark.parametrize(
    ("submitted_on", "expected"),
    [(day(-30), Status.WAITING), (day(-4), Status.WAITING), (day(-3), Status.OVERDUE), (day(0), Status.OVERDUE)],
)
def test_work_submitted_by_its_deadline_is_not_overdue_while_it_waits(submitted_on, expected):
    assert status(State.SUBMITTED, day(-4), stopped_on=submitted_on) == expected


@pytest.mark.parametrize(
    ("completed_on", "expected"), [(day(-30), Status.DONE), (day(-4), Status.DONE), (day(-3), Status.LATE)]
)
def test_completed_work_is_judged_by_its_submission(completed_on, expected):
    assert status(State.COMPLETED, day(-4), stopped_on=completed_on) == expected


def test_without_a_deadline_nothing_is_late():
    assert status(State.SUBMITTED, None, stopped_on=TODAY) == Status.WAITING
    assert status(State.COMPLETED, None, stopped_on=TODAY) == Status.DONE


@pytest.mark.parametrize("state", NOT_IN_FORCE)
@pytest.mark.parametrize("deadline", [day(-100), day(100), None])
def test_what_is_not_in_force_is_neither_early_nor_late(state, deadline):
    measured = timeliness(Facts(state, deadline), yardstick())

    assert (measured.status, measured.bucket) == (Status.OUT_OF_FORCE, None)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2024, 10, 15, 16, 59, 59, tzinfo=UTC), Status.DUE_SOON),  # 23:59:59 in Nghệ An
        (datetime(2024, 10, 15, 17, 0, 0, tzinfo=UTC), Status.OVERDUE),  # 00:00 of the next day
    ],
)
def test_a_deadline_is_good_until_midnight_in_nghe_an_on_a_server_in_utc(moment, expected):
    assert status(State.IN_PROGRESS, date(2024, 10, 15), on=local_day(moment)) == expected


@pytest.mark.parametrize(
    ("on", "rolling", "exact"),
    [
        (date(2024, 6, 15), Status.DUE_SOON, Status.DUE_SOON),  # the deadline, a Saturday
        (date(2024, 6, 16), Status.DUE_SOON, Status.OVERDUE),
        (date(2024, 6, 17), Status.DUE_SOON, Status.OVERDUE),  # the Monday until whose end it counts
        (date(2024, 6, 18), Status.OVERDUE, Status.OVERDUE),
    ],
)
def test_a_deadline_on_a_day_off_counts_until_the_next_working_day(on, rolling, exact):
    deadline = date(2024, 6, 15)

    assert status(State.IN_PROGRESS, deadline, on=on) == rolling
    assert status(State.IN_PROGRESS, deadline, on=on, rolls=False) == exact


def test_both_days_of_a_deadline_on_a_day_off_are_known():
    measured = timeliness(Facts(State.IN_PROGRESS, date(2024, 6, 15)), yardstick(date(2024, 6, 10)))

    assert (measured.deadline_on, measured.counts_until_on) == (date(2024, 6, 15), date(2024, 6, 17))


def test_a_deadline_in_tet_counts_until_after_it():
    assert status(State.IN_PROGRESS, date(2024, 2, 8), on=date(2024, 2, 15)) == Status.DUE_SOON
    assert status(State.IN_PROGRESS, date(2024, 2, 8), on=date(2024, 2, 16)) == Status.OVERDUE


def test_due_soon_reaches_as_far_as_the_plan_says():
    assert status(State.IN_PROGRESS, day(3), soon_days=2) == Status.ON_TRACK
    assert status(State.IN_PROGRESS, day(3), soon_days=3) == Status.DUE_SOON


@pytest.mark.parametrize(
    ("deadline", "working_days", "calendar_days"),
    [
        (day(0), 0, 0),
        (day(1), 1, 1),
        (day(3), 3, 3),
        (day(6), 4, 6),
        (day(4), 4, 6),  # Saturday: counts until Monday
        (day(-1), -1, -1),
        (day(-4), -2, -4),
        (day(-5), -3, -5),
        (None, None, None),
    ],
)
def test_distances(deadline, working_days, calendar_days):
    measured = timeliness(Facts(State.IN_PROGRESS, deadline), yardstick())

    assert (measured.working_days, measured.calendar_days) == (working_days, calendar_days)


def test_on_the_day_off_after_it_a_deadline_is_a_day_past_and_never_zero():
    measured = timeliness(Facts(State.IN_PROGRESS, date(2024, 10, 11)), yardstick(date(2024, 10, 12)))

    assert (measured.status, measured.working_days, measured.calendar_days) == (Status.OVERDUE, -1, -1)


@pytest.mark.parametrize(
    ("state", "stopped_on", "working_days"),
    [(State.COMPLETED, day(-9), 4), (State.COMPLETED, day(0), -3), (State.SUBMITTED, day(-6), 1)],
)
def test_the_clock_stops_at_submission(state, stopped_on, working_days):
    submitted, completed = stopped_on, stopped_on if state == State.COMPLETED else None
    measured = timeliness(Facts(state, day(-5), submitted, completed), yardstick())

    assert (measured.stopped_on, measured.working_days) == (stopped_on, working_days)


# --- Whatever the facts -----------------------------------------------------------------------------------------------

days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def all_facts(draw) -> Facts:
    state = draw(st.sampled_from(State))
    submitted = draw(days) if state in (State.SUBMITTED, State.COMPLETED) else None
    return Facts(
        state=state,
        deadline_on=draw(st.none() | days),
        submitted_on=submitted,
        completed_on=submitted if state == State.COMPLETED else None,
    )


yardsticks = st.builds(
    Yardstick, today=days, calendar=st.just(CALENDAR_2024), rolls=st.booleans(), soon_days=st.integers(0, 14)
)


@given(st.lists(all_facts(), max_size=30), yardsticks)
def test_the_four_buckets_add_up_to_the_assignments_in_force(facts, by):
    measured = [timeliness(one, by) for one in facts]

    in_buckets = [sum(one.bucket == bucket for one in measured) for bucket in Bucket]
    assert sum(in_buckets) == sum(one.state in rules.IN_FORCE for one in facts)


@given(all_facts(), yardsticks)
def test_a_bucket_says_what_the_state_says(facts, by):
    bucket = timeliness(facts, by).bucket

    assert (bucket is None) == (facts.state not in rules.IN_FORCE)
    assert (bucket in (Bucket.COMPLETED_ON_TIME, Bucket.COMPLETED_LATE)) == (facts.state == State.COMPLETED)


@given(all_facts(), yardsticks)
def test_without_a_deadline_nothing_is_ever_late_or_soon(facts, by):
    assume(facts.deadline_on is None)

    assert timeliness(facts, by).status not in (Status.LATE, Status.OVERDUE, Status.DUE_SOON)


@given(all_facts(), yardsticks)
def test_the_words_and_the_distance_agree(facts, by):
    """Nobody reads "0 days overdue", or "2 days left" on what is overdue."""
    measured = timeliness(facts, by)

    if measured.status in (Status.OVERDUE, Status.LATE):
        assert measured.working_days < 0
        assert measured.calendar_days < 0
    elif measured.status != Status.OUT_OF_FORCE and measured.working_days is not None:
        assert measured.working_days >= 0
        assert (measured.working_days == 0) == (measured.calendar_days == 0)


@given(all_facts(), yardsticks)
def test_what_is_overdue_stays_overdue_until_something_happens(facts, by):
    later = Yardstick(by.today + timedelta(days=1), by.calendar, by.rolls, by.soon_days)

    assert timeliness(facts, by).status != Status.OVERDUE or timeliness(facts, later).status == Status.OVERDUE


@given(all_facts(), yardsticks)
def test_rolling_never_makes_anything_later(facts, by):
    rolling = Yardstick(by.today, by.calendar, True, by.soon_days)
    exact = Yardstick(by.today, by.calendar, False, by.soon_days)
    late = (Status.OVERDUE, Status.LATE)

    assert timeliness(facts, rolling).status not in late or timeliness(facts, exact).status in late


@given(all_facts(), yardsticks)
def test_a_deadline_is_judged_by_the_day_it_was_good_until_where_that_is_known(facts, by):
    """A later correction of the calendar does not judge anew."""
    known = replace(facts, counts_until_on=by.counts_until(facts.deadline_on) if facts.deadline_on else None)
    without_days_off = Yardstick(by.today, WorkingCalendar(), False, by.soon_days)

    assert timeliness(known, without_days_off).status == timeliness(facts, by).status


# --- A task and its assignments ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], None),
        ([State.DRAFT, State.CANCELLED], None),
        ([State.COMPLETED], TaskStatus.DONE),
        ([State.COMPLETED, State.COMPLETED, State.CANCELLED], TaskStatus.DONE),
        ([State.COMPLETED, State.SUBMITTED], TaskStatus.IN_PROGRESS),
        ([State.COMPLETED, State.ASSIGNED], TaskStatus.IN_PROGRESS),
        ([State.ASSIGNED, State.ASSIGNED], TaskStatus.NOT_STARTED),
        ([State.ASSIGNED, State.SUSPENDED], TaskStatus.NOT_STARTED),
        ([State.ASSIGNED, State.IN_PROGRESS], TaskStatus.IN_PROGRESS),
        ([State.RETURNED], TaskStatus.IN_PROGRESS),
    ],
)
def test_how_a_task_stands(states, expected):
    assert rules.task_status(states) == expected


@given(st.lists(st.sampled_from(State)))
def test_a_task_is_done_only_when_nothing_of_it_is_left(states):
    in_force = [state for state in states if state in rules.IN_FORCE]

    is_done = bool(in_force) and set(in_force) == {State.COMPLETED}
    assert (rules.task_status(states) == TaskStatus.DONE) == is_done


# --- Percentages and quarters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "deadline", "expected"),
    [
        (None, day(-3), None),
        (89, day(-3), None),
        (90, day(-3), "nearly_done_but_overdue"),
        (100, day(-3), "nearly_done_but_overdue"),
        (90, day(3), None),
        (10, day(5), "far_behind_and_due"),
        (0, day(0), "far_behind_and_due"),
        (11, day(5), None),
        (10, day(30), None),
        (10, day(-3), None),
        (10, None, None),
    ],
)
def test_a_percentage_that_contradicts_the_dates_is_told(percent, deadline, expected):
    measured = timeliness(Facts(State.IN_PROGRESS, deadline), yardstick())

    assert rules.contradiction(percent, measured) == expected


@pytest.mark.parametrize(
    ("of", "number", "end"),
    [
        (date(2024, 1, 1), 1, date(2024, 3, 31)),
        (date(2024, 3, 31), 1, date(2024, 3, 31)),
        (date(2024, 4, 1), 2, date(2024, 6, 30)),
        (date(2024, 9, 30), 3, date(2024, 9, 30)),
        (date(2024, 10, 1), 4, date(2024, 12, 31)),
        (date(2024, 12, 31), 4, date(2024, 12, 31)),
    ],
)
def test_quarters(of, number, end):
    assert (rules.quarter(of), rules.end_of_quarter(of)) == (number, end)
