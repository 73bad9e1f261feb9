"""Cut-off days, what is owed, and how an assignment stood at a cut-off: tables without a database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import Act, Frequency, State
from tasks_app.plan.rules import TRANSITIONS, is_possible
from tasks_app.reporting import rules
from tasks_app.reporting.enums import DueState, ReportState
from tasks_app.reporting.rules import Answer, AtCutOff, PeriodDays, StepTaken
from tests.calendar.days import CALENDAR_2024

CUT_OFF = date(2024, 9, 14)
END = at_time(date(2024, 9, 15))


# --- The national cut-off days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "number", "first", "last"),
    [
        (
            Frequency.MONTHLY,
            12,
            PeriodDays(date(2023, 12, 15), date(2024, 1, 14), date(2024, 1, 19)),
            PeriodDays(date(2024, 11, 15), date(2024, 12, 14), date(2024, 12, 20)),
        ),
        (
            Frequency.QUARTERLY,
            4,
            PeriodDays(date(2023, 12, 15), date(2024, 3, 14), date(2024, 3, 21)),
            PeriodDays(date(2024, 9, 15), date(2024, 12, 14), date(2024, 12, 20)),
        ),
        (
            Frequency.HALF_YEAR,
            2,
            PeriodDays(date(2023, 12, 15), date(2024, 6, 14), date(2024, 6, 21)),
            PeriodDays(date(2024, 6, 15), date(2024, 12, 14), date(2024, 12, 20)),
        ),
        (
            Frequency.YEAR,
            1,
            PeriodDays(date(2023, 12, 15), date(2024, 12, 14), date(2024, 12, 20)),
            PeriodDays(date(2023, 12, 15), date(2024, 12, 14), date(2024, 12, 20)),
        ),
        (
            Frequency.WEEKLY,
            52,
            PeriodDays(date(2024, 1, 1), date(2024, 1, 7), date(2024, 1, 8)),
            PeriodDays(date(2024, 12, 23), date(2024, 12, 29), date(2024, 12, 30)),
        ),
    ],
)
def test_the_periods_of_2024(kind, number, first, last):
    periods = rules.national_periods(2024, kind, CALENDAR_2024)

    assert (len(periods), periods[0], periods[-1]) == (number, first, last)


def test_a_deadline_skips_the_holidays():
    """The cut-off of 14 April 2024 is a Sunday; Kings' Temple Festival on the 18th is not worked."""
    april = rules.national_periods(2024, Frequency.MONTHLY, CALENDAR_2024)[3]

    assert april == PeriodDays(date(2024, 3, 15), date(2024, 4, 14), date(2024, 4, 22))


@given(year=st.integers(2020, 2040), kind=st.sampled_from([kind for kind in Frequency if kind != Frequency.NONE]))
def test_the_periods_of_a_kind_follow_each_other_without_a_gap(year, kind):
    periods = rules.national_periods(year, kind, CALENDAR_2024)

    for one, following in pairwise(periods):
        assert following.starts_on == one.ends_on + timedelta(days=1)
    for one in periods:
        assert one.starts_on <= one.ends_on < one.due_on
    next_year = rules.national_periods(year + 1, kind, CALENDAR_2024)
    assert next_year[0].starts_on == periods[-1].ends_on + timedelta(days=1)


# --- What is owed -----------------------------------------------------------------------------------------------------

UNTIL = date(2024, 9, 20)


@pytest.mark.parametrize(
    ("answer", "is_owed", "today", "expected"),
    [
        (None, True, UNTIL, DueState.OPEN),
        (None, True, UNTIL + timedelta(days=1), DueState.MISSING),
        (None, False, UNTIL, DueState.LIFTED),
        (None, False, UNTIL + timedelta(days=30), DueState.LIFTED),
        (ReportState.SUBMITTED, True, UNTIL + timedelta(days=1), DueState.WAITING),
        (ReportState.ACCEPTED, True, UNTIL, DueState.ACCEPTED),
        (ReportState.RETURNED, True, UNTIL, DueState.RETURNED),
        (ReportState.ACCEPTED, False, UNTIL, DueState.ACCEPTED),
    ],
)
def test_how_a_due_stands(answer, is_owed, today, expected):
    answer = answer and Answer(answer, first_sent_on=UNTIL)

    assert rules.due_state(answer, is_owed=is_owed, counts_until=UNTIL, today=today) == expected


@pytest.mark.parametrize(
    ("sent_on", "late"), [(None, False), (UNTIL, False), (UNTIL + timedelta(days=1), True), (date(2024, 9, 1), False)]
)
def test_what_is_late(sent_on, late):
    answer = sent_on and Answer(ReportState.RETURNED, first_sent_on=sent_on)

    assert rules.is_late(answer, counts_until=UNTIL) == late


@pytest.mark.parametrize("then", State)
@pytest.mark.parametrize("now", State)
def test_which_work_owes_a_report(then, now):
    """Until the cut-off by how it stands, from then on by how it stood."""
    at_work = {State.ASSIGNED, State.IN_PROGRESS, State.RETURNED}

    assert rules.is_owed(then, now, is_cut_off=False) == (now in at_work)
    assert rules.is_owed(then, now, is_cut_off=True) == (then in at_work)


@pytest.mark.parametrize(
    ("kind", "today", "offered"),
    [
        (Frequency.QUARTERLY, date(2024, 9, 6), False),
        (Frequency.QUARTERLY, date(2024, 9, 7), True),
        (Frequency.QUARTERLY, date(2024, 12, 1), True),
        (Frequency.WEEKLY, date(2024, 9, 11), False),
        (Frequency.WEEKLY, date(2024, 9, 12), True),
    ],
)
def test_from_when_a_report_of_a_period_can_be_written(kind, today, offered):
    assert rules.is_offered(kind, CUT_OFF, today=today) == offered


def test_with_which_report_one_begins():
    """Cut off and open, then what comes, then what is closed; the newest of each."""
    today = date(2024, 9, 14)
    cases = [(CUT_OFF, False), (date(2024, 8, 14), False), (date(2024, 7, 14), False), (date(2024, 6, 14), True)]

    ordered = sorted(cases, key=lambda case: rules.offered_first(case[0], is_closed=case[1], today=today))

    assert [ends_on.month for ends_on, _ in ordered] == [8, 7, 9, 6]


# --- How it stood at the cut-off --------------------------------------------------------------------------------------


def steps(*rows) -> list[StepTaken]:
    return [
        StepTaken(act, TRANSITIONS[act].after, at_time(day, 9), day if act in (Act.SUBMIT, Act.CONFIRM) else None)
        for act, day in rows
    ]


ISSUED = (Act.ISSUE, date(2024, 3, 1))
STARTED = (Act.START, date(2024, 4, 1))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], None),
        ([(Act.ISSUE, date(2024, 9, 15))], None),
        ([ISSUED], AtCutOff(State.ASSIGNED)),
        ([ISSUED, STARTED], AtCutOff(State.IN_PROGRESS)),
        # Sent by the cut-off and confirmed since: the completion day is that of the submission.
        (
            [ISSUED, STARTED, (Act.SUBMIT, date(2024, 9, 12)), (Act.CONFIRM, date(2024, 9, 17))],
            AtCutOff(State.COMPLETED, date(2024, 9, 12)),
        ),
        (
            [ISSUED, STARTED, (Act.SUBMIT, date(2024, 9, 12)), (Act.RETURN, date(2024, 9, 17))],
            AtCutOff(State.RETURNED),
        ),
        ([ISSUED, STARTED, (Act.SUBMIT, CUT_OFF)], AtCutOff(State.SUBMITTED, CUT_OFF)),
        # Sent later: work in progress at the cut-off, whatever became of it.
        (
            [ISSUED, STARTED, (Act.SUBMIT, date(2024, 9, 15)), (Act.CONFIRM, date(2024, 9, 17))],
            AtCutOff(State.IN_PROGRESS),
        ),
        # Returned and sent again after the cut-off: the first submission has no credit.
        (
            [
                ISSUED,
                STARTED,
                (Act.SUBMIT, date(2024, 9, 12)),
                (Act.RETURN, date(2024, 9, 16)),
                (Act.SUBMIT, date(2024, 9, 18)),
                (Act.CONFIRM, date(2024, 9, 19)),
            ],
            AtCutOff(State.RETURNED),
        ),
        ([ISSUED, STARTED, (Act.SUSPEND, date(2024, 9, 20))], AtCutOff(State.IN_PROGRESS)),
        ([ISSUED, STARTED, (Act.SUSPEND, date(2024, 9, 2))], AtCutOff(State.SUSPENDED)),
    ],
)
def test_how_an_assignment_stood_at_the_cut_off(changes, expected):
    rows = [StepTaken(Act(act), TRANSITIONS[act].after, at_time(day, 9), None) for act, day in changes]
    submitted_on = None
    for index, row in enumerate(rows):
        if row.act == Act.SUBMIT:
            submitted_on = changes[index][1]
        if row.act in (Act.SUBMIT, Act.CONFIRM):
            rows[index] = StepTaken(row.act, row.after, row.at, submitted_on)

    assert rules.at_cut_off(rows, end=END) == expected


@st.composite
def histories(draw) -> list[StepTaken]:
    """Any way through the workflow, a step a day."""
    changes, state, submitted_on = [], State.DRAFT, None
    day = date(2024, 9, 1)
    for _ in range(draw(st.integers(0, 12))):
        act = draw(st.sampled_from([act for act in Act if is_possible(act, state)] or [None]))
        if act is None:
            break
        day += timedelta(days=draw(st.integers(0, 5)))
        state = TRANSITIONS[act].after
        submitted_on = day if act == Act.SUBMIT else submitted_on if act == Act.CONFIRM else None
        changes.append(StepTaken(act, state, at_time(day, 9 + len(changes)), submitted_on))
    return changes


@given(histories())
def test_no_history_gives_credit_to_what_came_after_the_cut_off_or_was_returned(changes):
    then = rules.at_cut_off(changes, end=END)

    if then is None:
        assert not [change for change in changes if change.at < END]
        return
    if then.completed_on:
        assert then.completed_on <= CUT_OFF
        sent = [c for c in changes if c.act == Act.SUBMIT and c.submitted_on == then.completed_on and c.at < END]
        following = changes[changes.index(sent[-1]) + 1]
        assert following.act == Act.CONFIRM
    if then.state not in (State.SUBMITTED, State.COMPLETED):
        assert then.submitted_on is None


@given(histories(), st.integers(0, 12))
def test_what_is_decided_on_later_submissions_changes_nothing(changes, kept):
    """The figures of a cut-off move by the decision on what had been sent, and by nothing else."""
    before = [change for change in changes if change.at < END]
    after = changes[len(before) :]
    if before and before[-1].after == State.SUBMITTED:
        kept = max(kept, 1)

    assert rules.at_cut_off(before + after[:kept], end=END) == rules.at_cut_off(changes, end=END)
