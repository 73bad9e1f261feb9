"""The facts of a report on the committee's work: what is frozen with it, without a word of any language.

A document in whatever language and letterhead is worded from these alone, so its numbers never change. Names are in
both languages, what people wrote stands as they wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tasks_app.indicators.enums import Direction, IndicatorUnit, ShortcomingState
from tasks_app.plan.enums import Status, TaskStatus

PENDING = (Status.WAITING, Status.ON_TRACK, Status.DUE_SOON, Status.NOT_STARTED)


@dataclass(frozen=True)
class Name:
    vi: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """Vietnamese where there is no English."""
        return (self.en if language.startswith("en") else "") or self.vi


@dataclass(frozen=True)
class Figures:
    """Assignments in force by how they stand; rates in per cent, None of nothing. ``not_started`` is part of
    ``pending``; ``undated`` is counted apart."""

    on_time: int = 0
    late: int = 0
    pending: int = 0
    overdue: int = 0
    not_started: int = 0
    undated: int = 0
    completion_rate: float | None = None
    on_time_rate: float | None = None

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.pending + self.overdue

    @property
    def completed(self) -> int:
        return self.on_time + self.late

    @property
    def in_progress(self) -> int:
        """Going on and in time."""
        return self.pending - self.not_started


@dataclass(frozen=True)
class TaskNumbers:
    """Tasks of the plan by how they stand; ``unassigned``: without an assignment in force."""

    total: int = 0
    done: int = 0
    in_progress: int = 0
    not_started: int = 0

    @property
    def unassigned(self) -> int:
        return self.total - self.done - self.in_progress - self.not_started


@dataclass(frozen=True)
class Scope:
    """What the figures stand on: a day, or the cut-off of a period of a ``kind`` (a Frequency, "" for a day).

    ``first`` to ``day``: the time that is reported on; ``is_final``: of a closed period or a day that has passed.
    """

    kind: str
    first: date
    day: date
    is_final: bool


@dataclass(frozen=True)
class Before:
    """What the figures are compared with."""

    scope: Scope
    figures: Figures
    tasks: TaskNumbers


@dataclass(frozen=True)
class Said:
    """What was reported of an assignment: the newest. ``is_recent``: within the time that is reported on."""

    text: str
    by: str
    on: date
    is_recent: bool


@dataclass(frozen=True)
class Paper:
    """A document by its number and date; one that gives an order has its title too, and the clause."""

    number: str
    issued_on: date | None
    clause: str = ""
    title: Name | None = None


@dataclass(frozen=True)
class AssignmentLine:
    """``days``: calendar days past the deadline until the clock stopped, 0 where it was kept. ``extended``: how often
    its deadline was moved; ``asked_until``: the new deadline that is asked for and has no answer."""

    key: int
    organisation: Name
    is_locality: bool
    member: str
    coordinating: tuple[Name, ...]
    status: Status
    original_on: date | None
    deadline_on: date | None
    completed_on: date | None
    days: int
    extended: int
    asked_until: date | None
    urged: int
    urged_on: date | None
    papers: tuple[Paper, ...]
    results: Said | None
    difficulties: Said | None
    proposals: Said | None


@dataclass(frozen=True)
class TaskLine:
    """``status`` is None where no assignment is in force."""

    key: int
    number: str
    title: Name
    deliverable: Name
    order: Paper | None
    deadline_on: date | None
    deadline_words: Name
    status: TaskStatus | None
    figures: Figures
    assignments: tuple[AssignmentLine, ...]


@dataclass(frozen=True)
class KeyTaskLine:
    number: int
    text: Name
    short: Name
    figures: Figures
    tasks: tuple[TaskLine, ...]

    def number_of(self, status: TaskStatus | None) -> int:
        return sum(task.status == status for task in self.tasks)


@dataclass(frozen=True)
class MemberLine:
    """``figures`` of the work that he answers for, ``overseen`` of that of the ``organisations`` he oversees."""

    key: int
    name: str
    position: Name
    figures: Figures
    organisations: int
    overseen: Figures
    rate_before: float | None


@dataclass(frozen=True)
class OrganisationLine:
    """``on_time_rate`` is what it is ranked by: of its work with a deadline; ``rank`` is None with too little due."""

    key: int
    name: Name
    is_key_unit: bool
    figures: Figures
    on_time_rate: float | None
    rank: int | None
    rank_before: int | None


@dataclass(frozen=True)
class IndicatorLine:
    """``period``: the code of that of the value, as 2024-09; "" where nothing is read yet."""

    name: Name
    unit: IndicatorUnit
    direction: Direction
    period: str
    value: Decimal | None
    before: Decimal | None
    goal: Decimal | None
    goal_is_strict: bool
    attained: bool | None
    reported: int
    expected: int | None


@dataclass(frozen=True)
class ShortcomingLine:
    number: int
    text: Name
    state: ShortcomingState
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class ReportFacts:
    """``due_tasks``: those due by the end of the quarter in which the day lies (1 to 4); ``next_until``: the last day
    of the time that comes next; ``taken_at``: when the figures were taken; ``least_due``: with how much work due an
    organisation was ranked, which was 3 until it could be set."""

    taken_at: datetime
    year: int
    committee: Name
    order: Paper | None
    scope: Scope
    figures: Figures
    tasks: TaskNumbers
    quarter: int
    due_tasks: TaskNumbers
    before: Before | None
    key_tasks: tuple[KeyTaskLine, ...]
    members: tuple[MemberLine, ...]
    units: tuple[OrganisationLine, ...]
    localities: tuple[OrganisationLine, ...]
    indicators: tuple[IndicatorLine, ...]
    shortcomings: tuple[ShortcomingLine, ...]
    next_until: date
    least_due: int = 3

    @property
    def lines(self) -> Iterator[tuple[TaskLine, AssignmentLine]]:
        """Every assignment in force with its task, in the order of the plan."""
        return ((task, line) for key_task in self.key_tasks for task in key_task.tasks for line in task.assignments)

    @property
    def overdue(self) -> list[tuple[TaskLine, AssignmentLine]]:
        """Those that are overdue, the longest first."""
        late = [(task, line) for task, line in self.lines if line.status == Status.OVERDUE]
        return sorted(late, key=lambda pair: -pair[1].days)

    @property
    def due_next(self) -> list[tuple[TaskLine, AssignmentLine]]:
        """Those not completed whose deadline lies in the time that comes next, the earliest first."""
        due = [
            (task, line)
            for task, line in self.lines
            if line.status in PENDING and line.deadline_on and self.scope.day < line.deadline_on <= self.next_until
        ]
        return sorted(due, key=lambda pair: pair[1].deadline_on)

    @property
    def asked_for_more(self) -> list[tuple[TaskLine, AssignmentLine]]:
        """Those for which an extension is asked that has no answer."""
        return [(task, line) for task, line in self.lines if line.asked_until]
