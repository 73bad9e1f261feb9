from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.options.rules import Options
from tasks_app.plan.enums import State
from tasks_app.plan.rules import Facts, Yardstick, timeliness
from tasks_app.reminders import rules
from tasks_app.reminders.enums import Subject, Urgency

FRIDAY = date(2024, 10, 25)
# The days off of the lunar new year of 2025; work ends on Friday 24 January and begins again on Monday 3 February.
TET = WorkingCalendar(days_off=frozenset(date(2025, 1, day) for day in (27, 28, 29, 30, 31)))
WEEK = WorkingCalendar()
HOURS = Options().hours
WORK = rules.DEFAULT_LADDERS[Subject.WORK]


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
    assert WORK.reached(distance) == stage


def test_stages_never_step_back_as_days_pass():
    stages = [WORK.reached(distance) for distance in range(-10, 60)]

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


STRICT = rules.ladder(-2, 0, 4, copied_from=0, every=3, heads=True)


@pytest.mark.parametrize(
    ("distance", "stage", "to_secretariat", "to_deputy_heads"),
    [
        (-3, None, False, False),
        (-2, -2, False, False),
        (0, 0, True, False),
        (3, 0, True, False),
        (4, 4, True, False),
        (6, 4, True, False),
        (7, 7, True, True),
        (10, 10, True, True),
        (12, 10, True, True),
    ],
)
def test_a_ladder_says_who_gets_a_copy_at_what_was_reached(distance, stage, to_secretariat, to_deputy_heads):
    assert STRICT.reached(distance) == stage
    if stage is not None:
        now = STRICT.at(stage)
        assert (now.to_secretariat, now.to_deputy_heads) == (to_secretariat, to_deputy_heads)


def test_without_a_repetition_the_last_stage_is_the_last_word():
    assert [rules.ladder(-1, 2).reached(distance) for distance in (-2, -1, 1, 2, 99)] == [None, -1, -1, 2, 2]


def test_a_ladder_without_stages_reminds_of_nothing():
    assert [rules.Ladder(()).reached(distance) for distance in (-10, 0, 10)] == [None, None, None]


@pytest.mark.parametrize(
    ("subject", "stages", "every", "copied_from"),
    [
        (Subject.WORK, [-10, -5, -2, 0, 1, 3, 5], 5, 5),
        (Subject.REPORT, [-3, 0, 1, 3], None, 3),
        (Subject.CONTRIBUTION, [-10, -5, -2, 0, 1, 3, 5], 5, None),
        (Subject.REVIEW, [4], 5, None),
        (Subject.EXTENSION, [4], 5, None),
        (Subject.SUMMARY, [0], None, None),
    ],
)
def test_the_ladders_that_hold_until_the_secretariat_writes_its_own(subject, stages, every, copied_from):
    its = rules.DEFAULT_LADDERS[subject]

    assert [stage.offset for stage in its.stages] == stages
    assert (its.then.offset if its.then else None) == every
    assert min((stage.offset for stage in its.stages if stage.to_secretariat), default=None) == copied_from


def test_only_what_comes_again_for_overdue_work_goes_to_the_deputy_heads():
    steps = [
        (subject, stage.offset, stage is its.then)
        for subject, its in rules.DEFAULT_LADDERS.items()
        for stage in [*its.stages, *([its.then] if its.then else [])]
        if stage.to_deputy_heads
    ]

    assert steps == [(Subject.WORK, 5, True)]


def test_what_is_reached_is_asked_once_for_each_day_due():
    saturday = date(2024, 10, 26)
    days = [
        ("work", saturday, True),
        ("work", saturday, False),
        ("work", date(2025, 3, 3), True),
        ("review", FRIDAY, False),
    ]

    found = rules.reached(days, ladders=rules.DEFAULT_LADDERS, day=date(2024, 10, 31), calendar=WEEK)

    assert [(row.subject, row.due_on, row.rolls, row.stage) for row in found] == [
        (Subject.WORK, saturday, True, 3),
        (Subject.WORK, saturday, False, 3),
        (Subject.REVIEW, FRIDAY, False, 4),
    ]


@pytest.mark.parametrize(
    ("at", "is_planned", "day"),
    [
        (at_time(FRIDAY, 6), False, FRIDAY),
        (at_time(FRIDAY, 8), True, date(2024, 10, 28)),
        (at_time(FRIDAY, 16, 29), False, FRIDAY),
        (at_time(FRIDAY, 16, 30), False, date(2024, 10, 28)),
        (at_time(date(2024, 10, 26), 9), False, date(2024, 10, 28)),
    ],
)
def test_the_day_that_is_planned_next(at, is_planned, day):
    assert rules.next_planning(at, WEEK, HOURS, is_planned=is_planned) == day


def test_the_hours_one_can_choose_lie_within_those_of_sending():
    assert rules.hours_to_choose(HOURS) == [time(7, 15), *(time(hour) for hour in range(8, 17))]


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

    assert rules.is_time_to_plan(at, WEEK, HOURS) is is_time


@pytest.mark.parametrize("day", [date(2024, 10, 26), date(2024, 10, 27)])
def test_nothing_is_planned_on_a_day_off(day):
    assert not rules.is_time_to_plan(at_time(day, 9), WEEK, HOURS)


def test_the_hours_are_local_on_a_server_that_runs_on_utc():
    seven_in_nghe_an = at_time(FRIDAY, 7).astimezone(ZoneInfo("UTC"))

    assert rules.is_time_to_plan(seven_in_nghe_an, WEEK, HOURS)


@pytest.mark.parametrize("state", State)
def test_only_work_that_is_out_can_be_urged(state):
    assert rules.can_be_urged(state) is (state in {State.ASSIGNED, State.IN_PROGRESS, State.RETURNED})


@pytest.mark.parametrize(
    ("subject", "stage", "is_repeated", "faults"),
    [
        (Subject.WORK, rules.Stage(-60), False, []),
        (Subject.WORK, rules.Stage(60, note_vi="Một câu."), False, []),
        (Subject.WORK, rules.Stage(-61), False, [rules.Fault.TOO_FAR]),
        (Subject.WORK, rules.Stage(61), True, [rules.Fault.TOO_FAR]),
        (Subject.WORK, rules.Stage(0), True, [rules.Fault.TOO_SOON]),
        (Subject.REVIEW, rules.Stage(0), False, [rules.Fault.TOO_EARLY]),
        (Subject.EXTENSION, rules.Stage(-1), False, [rules.Fault.TOO_EARLY]),
        (Subject.REVIEW, rules.Stage(1), False, []),
        (Subject.WORK, rules.Stage(0, note_en="A sentence."), False, [rules.Fault.NO_VIETNAMESE]),
    ],
)
def test_what_is_wrong_with_a_stage(subject, stage, is_repeated, faults):
    assert rules.faults_of_stage(subject, stage, is_repeated=is_repeated) == faults


@pytest.mark.parametrize(
    ("ladder", "faults"),
    [
        (rules.Ladder(()), []),
        (rules.ladder(*range(12)), []),
        (rules.ladder(*range(13)), [rules.Fault.TOO_MANY]),
        (rules.ladder(1, 1), [rules.Fault.TWICE]),
        (rules.Ladder((), then=rules.Stage(5)), [rules.Fault.REPEATS_NOTHING]),
    ],
)
def test_what_is_wrong_with_a_ladder(ladder, faults):
    assert rules.faults_of_ladder(ladder) == faults


@pytest.mark.parametrize("subject", list(Subject))
def test_the_defaults_have_no_fault(subject):
    ladder = rules.DEFAULT_LADDERS[subject]

    steps = [*((stage, False) for stage in ladder.stages), *([(ladder.then, True)] if ladder.then else [])]
    its = [] if subject == Subject.SUMMARY else steps

    assert rules.faults_of_ladder(ladder) == []
    assert [rules.faults_of_stage(subject, stage, is_repeated=again) for stage, again in its] == [[]] * len(its)


@pytest.mark.parametrize(
    ("first", "last", "offered"),
    [
        (time(8), time(10), [time(8), time(9)]),
        (time(6, 30), time(8, 30), [time(6, 30), time(7), time(8)]),
    ],
)
def test_other_hours_of_sending_offer_other_hours(first, last, offered):
    assert rules.hours_to_choose(replace(HOURS, sent_from=first, sent_until=last)) == offered
