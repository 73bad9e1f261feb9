"""When somebody is reminded. Distances are working days; nothing here reads a clock or a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import LOCAL
from tasks_app.mailing.enums import MessageState
from tasks_app.options.rules import Hours
from tasks_app.plan.enums import State, Status
from tasks_app.plan.rules import WORKED_ON, Timeliness
from tasks_app.reminders.enums import Subject, Urgency

# How far a stage may lie from its day: a slip of the finger beyond it would remind of next year's work, or never.
FURTHEST_STAGE = 60
MOST_STAGES = 12

# A reminder whose message ended so has reached nobody: the next working day's digest says it again.
REACHED_NOBODY = frozenset({MessageState.EXPIRED, MessageState.SUPERSEDED})

# Where the distance is counted from a day on which somebody did something, not to one on which something is due.
COUNTED_FROM = frozenset({Subject.REVIEW, Subject.EXTENSION})
# What those answer for who may report in another's name ("update on behalf of"), and no more.
REPORTING = frozenset({Subject.WORK, Subject.REPORT, Subject.CONTRIBUTION})


@dataclass(frozen=True, order=True)
class Stage:
    """A step of a ladder: so many working days from the day it is about (below 0: before it).

    ``note_vi`` and ``note_en`` are a sentence of the secretariat's own for the mail, with the words in braces of
    ``wording.VARIABLES``; empty: none.
    """

    offset: int
    to_secretariat: bool = False
    to_deputy_heads: bool = False
    note_vi: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class Ladder:
    """The stages of a subject in their order; after the last, ``then`` comes every ``then.offset`` working days."""

    stages: tuple[Stage, ...]
    then: Stage | None = None

    @property
    def first(self) -> int | None:
        """The earliest offset, or None for a ladder without stages."""
        return self.stages[0].offset if self.stages else None

    def reached(self, distance: int) -> int | None:
        """The most urgent offset reached at a distance, or None where it is too early.

        Reached, not met: a run that was missed is made up for by the next one, with one mail.
        """
        if not self.stages:
            return None
        last = self.stages[-1].offset
        if self.then and distance >= last:
            return distance - (distance - last) % self.then.offset
        return max((stage.offset for stage in self.stages if stage.offset <= distance), default=None)

    def at(self, offset: int) -> Stage:
        """What holds at an offset that was reached; one that an older ladder had is told as the stage before it."""
        if self.then and offset > self.stages[-1].offset:
            return self.then
        return max((stage for stage in self.stages if stage.offset <= offset), default=Stage(offset))


def ladder(*offsets: int, copied_from: int | None = None, every: int | None = None, heads: bool = False) -> Ladder:
    """A ladder of plain stages; from ``copied_from`` on the secretariat gets a copy, ``heads`` with the repetition."""
    stages = tuple(Stage(one, to_secretariat=copied_from is not None and one >= copied_from) for one in offsets)
    then = Stage(every, to_secretariat=copied_from is not None, to_deputy_heads=heads) if every else None
    return Ladder(stages, then)


class Fault(Enum):
    """Why a ladder cannot be."""

    TOO_FAR = "too far"
    TOO_EARLY = "nobody waits before he has begun to wait"
    TOO_SOON = "what comes again comes a day later at the least"
    NO_VIETNAMESE = "a sentence in English alone"
    TWICE = "a stage twice"
    TOO_MANY = "too many stages"
    REPEATS_NOTHING = "nothing to come again after"


def faults_of_stage(subject: Subject, stage: Stage, *, is_repeated: bool = False) -> list[Fault]:
    """What is wrong with a step by itself."""
    found = []
    if abs(stage.offset) > FURTHEST_STAGE:
        found.append(Fault.TOO_FAR)
    if is_repeated and stage.offset < 1:
        found.append(Fault.TOO_SOON)
    elif subject in COUNTED_FROM and stage.offset < 1:
        found.append(Fault.TOO_EARLY)
    if stage.note_en and not stage.note_vi:
        found.append(Fault.NO_VIETNAMESE)
    return found


def faults_of_ladder(ladder: Ladder) -> list[Fault]:
    """What is wrong with the steps of a ladder together."""
    found = []
    if len({stage.offset for stage in ladder.stages}) < len(ladder.stages):
        found.append(Fault.TWICE)
    if len(ladder.stages) > MOST_STAGES:
        found.append(Fault.TOO_MANY)
    if ladder.then and not ladder.stages:
        found.append(Fault.REPEATS_NOTHING)
    return found


DEFAULT_LADDERS: dict[Subject, Ladder] = {
    Subject.WORK: ladder(-10, -5, -2, 0, 1, 3, 5, copied_from=5, every=5, heads=True),
    Subject.REPORT: ladder(-3, 0, 1, 3, copied_from=3),
    Subject.CONTRIBUTION: ladder(-10, -5, -2, 0, 1, 3, 5, every=5),
    Subject.REVIEW: ladder(4, every=5),
    Subject.EXTENSION: ladder(4, every=5),
    Subject.SUMMARY: ladder(0),
}


@dataclass(frozen=True)
class Reached:
    """The stage that a subject with such a day has reached, and its distance; a row of a table for the database."""

    subject: Subject
    due_on: date
    rolls: bool
    stage: int
    to_secretariat: bool
    to_deputy_heads: bool
    distance: int


def offset(day: date, counts_until: date, calendar: WorkingCalendar) -> int:
    """Working days from the deadline to ``day``: below 0 before it, 0 on its last day, above 0 when it has passed."""
    return calendar.between(counts_until, day)


def reached(
    days: Iterable[tuple[str, date, bool]], *, ladders: dict[Subject, Ladder], day: date, calendar: WorkingCalendar
) -> list[Reached]:
    """What has been reached on ``day``, of (subject, due day, whether it rolls over days off), and only that."""
    rows = []
    for name, due_on, rolls in days:
        its = ladders[Subject(name)]
        until = calendar.counts_until(due_on) if rolls else due_on
        distance = offset(day, until, calendar)
        stage = its.reached(distance)
        if stage is not None:
            now = its.at(stage)
            rows.append(Reached(Subject(name), due_on, rolls, stage, now.to_secretariat, now.to_deputy_heads, distance))
    return rows


def urgency(measured: Timeliness, *, is_returned: bool) -> Urgency:
    if measured.status == Status.OVERDUE:
        return Urgency.OVERDUE
    if is_returned:
        return Urgency.RETURNED
    return Urgency.TODAY if measured.working_days == 0 else Urgency.SOON


def urgency_of(distance: int) -> Urgency:
    """The group of what has a day due but is no assignment; ``distance``: working days from that day."""
    if distance > 0:
        return Urgency.OVERDUE
    return Urgency.SOON if distance < 0 else Urgency.TODAY


def is_time_to_plan(at: datetime, calendar: WorkingCalendar, hours: Hours) -> bool:
    local = at.astimezone(LOCAL)
    return calendar.is_working_day(local.date()) and hours.planned_from <= local.time() < hours.sent_until


def next_planning(at: datetime, calendar: WorkingCalendar, hours: Hours, *, is_planned: bool) -> date:
    """The day whose reminders are planned next: today's, until they are planned or its last mail has left."""
    day = at.astimezone(LOCAL).date()
    if is_planned or at.astimezone(LOCAL).time() >= hours.sent_until:
        day += timedelta(days=1)
    return calendar.counts_until(day)


def hours_to_choose(hours: Hours) -> list[time]:
    """The hours from which a person may have his mail sent, the first at once after the planning."""
    first, last = hours.sent_from, hours.sent_until
    return [first, *(time(hour) for hour in range(first.hour + 1, last.hour + 1) if time(hour) < last)]


@dataclass(frozen=True)
class Wish:
    """How a person wants his reminders: from which hour, and whether of what is not due yet only once a week."""

    send_from: time
    is_weekly: bool = False


def can_be_urged(state: State) -> bool:
    """Whether somebody has to act: the work is out, and nothing awaits confirmation."""
    return state in WORKED_ON
