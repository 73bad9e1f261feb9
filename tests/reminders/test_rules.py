from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.plan.enums import State
from tasks_app.plan.rules import Facts, Yardstick, timeliness
from tasks_app.reminders import rules
from tasks_app.reminders.enums import Urgency

FRIDAY = date(2024, 10, 25)
# The days off of the lunar new year of 2025; work ends on Friday 24 January and begins again on Monday 3 February.
TET = WorkingCalendar(days_off=frozenset(date(2025, 1, day) for day in (27, 28, 29, 30, 31)))
WEEK = WorkingCalendar()


@pytest.mark.parametrize(
    ("distance", "stage"),
    [
        (-30, None),
        (-11, None),
        (-10, -10),
        (-9, -10),
        (-6, -10),
        (-5, -5),
        (-3, -5),
        (-2, -2),
        (-1, -2),
        (0, 0),
        (1, 1),
        (2, 1),
        (3, 3),
        (4, 3),
        (5, 5),
        (9, 5),
        (10, 10),
        (14, 10),
        (15, 15),
        (251, 250),
    ],
)
def test_the_stage_is_the_most_urgent_one_reached(distance, stage):
    assert rules.stage_of(distance) == stage


def test_stages_never_step_back_as_days_pass():
    stages = [rules.stage_of(distance) for distance in range(-10, 60)]

    assert stages == sorted(stages)


@pytest.mark.parametrize(
    ("day", "distance"),
    [
        (date(2024, 10, 10), -11),
        (date(2024, 10, 11), -10),
        (date(2024, 10, 18), -5),
        (date(2024, 10, 23), -2),
        (date(2024, 10, 24), -1),
        (date(2024, 10, 25), 0),
        (date(2024, 10, 28), 1),
        (date(2024, 10, 30), 3),
        (date(2024, 11, 1), 5),
        (date(2024, 11, 8), 10),
    ],
)
def test_distances_are_working_days(day, distance):
    assert rules.offset(day, FRIDAY, WEEK) == distance


def test_days_off_are_not_counted():
    friday_before, monday_after = date(2025, 1, 24), date(2025, 2, 3)

    assert rules.offset(monday_after, friday_before, TET) == 1
    assert rules.offset(friday_before, monday_after, TET) == -1


def test_a_swapped_saturday_is_counted():
    saturday = date(2024, 10, 26)
    swapped = WorkingCalendar(worked=frozenset({saturday}))

    assert rules.offset(saturday, FRIDAY, swapped) == 1
    assert rules.offset(date(2024, 10, 28), FRIDAY, swapped) == 2


def test_the_last_day_reminded_of_is_at_the_foot_of_the_ladder():
    day = date(2024, 10, 11)

    assert rules.last_day_reminded_of(day, WEEK) == FRIDAY
    assert rules.stage_of(rules.offset(day, FRIDAY, WEEK)) == rules.LADDER[0]


SAID = date(2024, 10, 14)
LATER = date(2024, 10, 15)


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (MessageState.SENT, True),
        (MessageState.SENDING, True),
        (MessageState.UNKNOWN, True),
        (MessageState.CANCELLED, True),
        (MessageState.FAILED, True),
        (MessageState.WAITING, False),
        (MessageState.EXPIRED, False),
        (MessageState.SUPERSEDED, False),
    ],
)
def test_only_a_mail_that_may_have_arrived_counts_on_a_later_day(state, counts):
    assert rules.was_said(state=state, said_on=SAID, day=LATER, to_address="a@x.vn", address="a@x.vn") is counts


@pytest.mark.parametrize("state", MessageState)
def test_what_was_planned_for_the_day_counts_on_it_whatever_became_of_it(state):
    assert rules.was_said(state=state, said_on=SAID, day=SAID, to_address="a@x.vn", address="b@x.vn")


def test_a_refused_mail_does_not_count_once_the_address_has_been_corrected():
    facts = {"state": MessageState.FAILED, "said_on": SAID, "day": LATER, "to_address": "wrong@x.vn"}

    assert rules.was_said(**facts, address="wrong@x.vn")
    assert not rules.was_said(**facts, address="right@x.vn")


@pytest.mark.parametrize(
    ("day", "is_returned", "urgency"),
    [
        (FRIDAY + timedelta(days=3), False, Urgency.OVERDUE),
        (FRIDAY + timedelta(days=3), True, Urgency.OVERDUE),
        (FRIDAY, False, Urgency.TODAY),
        (FRIDAY, True, Urgency.RETURNED),
        (FRIDAY - timedelta(days=1), False, Urgency.SOON),
        (FRIDAY - timedelta(days=1), True, Urgency.RETURNED),
    ],
)
def test_the_group_of_a_line(day, is_returned, urgency):
    measured = timeliness(Facts(State.IN_PROGRESS, FRIDAY), Yardstick(day, WEEK))

    assert rules.urgency(measured, is_returned=is_returned) == urgency


def test_work_without_a_deadline_is_never_due_today():
    measured = timeliness(Facts(State.IN_PROGRESS, None), Yardstick(FRIDAY, WEEK))

    assert rules.urgency(measured, is_returned=False) == Urgency.SOON


@pytest.mark.parametrize(
    ("clock_time", "is_time"),
    [
        (time(0, 0), False),
        (time(6, 59), False),
        (time(7, 0), True),
        (time(12, 0), True),
        (time(16, 29), True),
        (time(16, 30), False),
        (time(23, 59), False),
    ],
)
def test_planning_has_its_hours(clock_time, is_time):
    at = at_time(FRIDAY, clock_time.hour, clock_time.minute)

    assert rules.is_time_to_plan(at, WEEK) is is_time


@pytest.mark.parametrize("day", [date(2024, 10, 26), date(2024, 10, 27)])
def test_nothing_is_planned_on_a_day_off(day):
    assert not rules.is_time_to_plan(at_time(day, 9), WEEK)


def test_the_hours_are_local_on_a_server_that_runs_on_utc():
    seven_in_nghe_an = at_time(FRIDAY, 7).astimezone(ZoneInfo("UTC"))

    assert rules.is_time_to_plan(seven_in_nghe_an, WEEK)


@pytest.mark.parametrize("state", State)
def test_only_work_that_is_out_can_be_urged(state):
    assert rules.can_be_urged(state) is (state in {State.ASSIGNED, State.IN_PROGRESS, State.RETURNED})
