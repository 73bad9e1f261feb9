"""Reporting periods: the national cut-off days, what is owed, and how an assignment stood at a cut-off.

Decree 09/2019/NĐ-CP, Article 12, lets the figures of a month, quarter, half-year and year be cut off on the 14th: a
month runs from the 15th of the one before, a year from 15 December. They are defaults: a period is data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.enums import Act, Frequency, State
from tasks_app.plan.rules import WORKED_ON
from tasks_app.reporting.enums import DueState, ReportState

CUT_OFF_DAY = 14
MONTHS_BETWEEN = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}
# Working days after the cut-off in which a report is due. A week's report would be old news after five.
DUE_AFTER = dict.fromkeys(MONTHS_BETWEEN, 5) | {Frequency.WEEKLY: 1}
# A report was sent, whatever became of it.
SENT = frozenset({DueState.ACCEPTED, DueState.WAITING, DueState.RETURNED})
# From so many days before its cut-off a report can be written.
OFFERED_BEFORE = dict.fromkeys(MONTHS_BETWEEN, timedelta(days=7)) | {Frequency.WEEKLY: timedelta(days=2)}


@dataclass(frozen=True)
class PeriodDays:
    """``ends_on``: the cut-off, the last day whose figures count; ``due_on``: until when the report is to be in."""

    starts_on: date
    ends_on: date
    due_on: date


def national_periods(year: int, kind: Frequency, calendar: WorkingCalendar) -> list[PeriodDays]:
    """The periods of a year by the national cut-off days; weeks are those whose Sunday lies in the year."""
    spans = _weeks(year) if kind == Frequency.WEEKLY else _months(year, MONTHS_BETWEEN[kind])
    return [PeriodDays(first, last, calendar.add(last, DUE_AFTER[kind])) for first, last in spans]


def _weeks(year: int) -> Iterable[tuple[date, date]]:
    sunday = date(year, 1, 1)
    while sunday.isoweekday() != 7:
        sunday += timedelta(days=1)
    while sunday.year == year:
        yield sunday - timedelta(days=6), sunday
        sunday += timedelta(days=7)


def _months(year: int, length: int) -> Iterable[tuple[date, date]]:
    for month in range(length, 13, length):
        before = month - length
        first = date(year, before, CUT_OFF_DAY + 1) if before else date(year - 1, 12, CUT_OFF_DAY + 1)
        yield first, date(year, month, CUT_OFF_DAY)


def half_of(day: date) -> int:
    """1 or 2."""
    return 1 if day.month <= 6 else 2


@dataclass(frozen=True)
class Answer:
    """The sent reports of a due in short: the state of the newest, and the day of the first."""

    state: ReportState
    first_sent_on: date


def due_state(answer: Answer | None, *, is_owed: bool, counts_until: date, today: date) -> DueState:
    """How what is owed for a period stands on a day.

    ``is_owed``: by the rule of that name. What was answered stays answered, and what is missing stays missing.
    """
    if answer is not None:
        return {
            ReportState.SUBMITTED: DueState.WAITING,
            ReportState.ACCEPTED: DueState.ACCEPTED,
            ReportState.RETURNED: DueState.RETURNED,
        }[answer.state]
    if not is_owed:
        return DueState.LIFTED
    return DueState.MISSING if today > counts_until else DueState.OPEN


def may_be_closed(counts_until: date, *, today: date) -> bool:
    """A period is closed only when nobody can send its report in time any more: a day is good until 24:00."""
    return today > counts_until


def is_late(answer: Answer | None, *, counts_until: date) -> bool:
    """By the first sending: how long a review takes, and whether it returns the report, is not the author's delay."""
    return answer is not None and answer.first_sent_on > counts_until


@dataclass(frozen=True)
class StepTaken:
    """One step of an assignment, as far as a cut-off asks."""

    act: Act
    after: State
    at: datetime
    submitted_on: date | None = None


@dataclass(frozen=True)
class AtCutOff:
    """How an assignment stood at a cut-off, by all that was known when the period was closed."""

    state: State
    submitted_on: date | None = None

    @property
    def completed_on(self) -> date | None:
        return self.submitted_on if self.state == State.COMPLETED else None


def at_cut_off(changes: Sequence[StepTaken], *, end: datetime) -> AtCutOff | None:
    """The state at the moment ``end`` (the first after the cut-off), from the steps in order of time; None before any.

    What was submitted by then and decided since counts as it was decided: the completion day is that of the
    submission, and returned work has no credit. What was submitted later still is work in progress.
    """
    before = [change for change in changes if change.at < end]
    if not before:
        return None
    last = before[-1]
    if last.after != State.SUBMITTED:
        return AtCutOff(last.after, last.submitted_on if last.after == State.COMPLETED else None)
    decision = next((change for change in changes[len(before) :] if change.act in (Act.CONFIRM, Act.RETURN)), None)
    if decision is None:
        return AtCutOff(State.SUBMITTED, last.submitted_on)
    return AtCutOff(decision.after, last.submitted_on if decision.after == State.COMPLETED else None)


def is_owed(then: State, now: State, *, is_cut_off: bool) -> bool:
    """Whether a report of the period is expected of work that stands ``now`` so and stood ``then`` so at the cut-off.

    Before the cut-off, what is stopped or has been sent for confirmation owes nothing more; after it, nothing that
    happens to the work takes away what was owed.
    """
    return (then if is_cut_off else now) in WORKED_ON


def is_offered(kind: Frequency, ends_on: date, *, today: date) -> bool:
    return today >= ends_on - OFFERED_BEFORE[kind]


def offered_first(ends_on: date, *, is_closed: bool, today: date) -> tuple:
    """The key by which the report to begin with comes first: of a cut-off that has passed, then of one that comes,
    last of periods that are closed; the newest of each."""
    return (is_closed, ends_on >= today, -ends_on.toordinal())
