"""The figures of a plan on a day. Whatever prints a figure asks here, so that no two pages disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connections
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept, kept_of, kept_rows
from tasks_app.dashboard import rules
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Bucket, Status, TaskStatus
from tasks_app.plan.models import JudgedQuerySet, KeyTask
from tasks_app.plan.queries import PlanDay, key_units_on, status_of_tasks
from tasks_app.plan.rules import BUCKET_OF, Yardstick, end_of_quarter, quarter

STATUSES_IN = {bucket: tuple(status for status, its in BUCKET_OF.items() if its == bucket) for bucket in Bucket}
COMPLETED = STATUSES_IN[Bucket.COMPLETED_ON_TIME] + STATUSES_IN[Bucket.COMPLETED_LATE]
OVERDUE = STATUSES_IN[Bucket.OVERDUE]

# Of what data a board is made; how its work stands comes from the day that is asked for.
BOARD = (Part.WORK, Part.PLANS, Part.ORGANISATIONS, Part.PEOPLE)


@dataclass(frozen=True)
class Tally:
    """Assignments in force by how they stand; ``undated`` of them have no deadline."""

    counts: Mapping[Status, int] = field(default_factory=dict)
    undated: int = 0

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> Tally:
        counts: dict[Status, int] = {}
        undated = 0
        for tally in tallies:
            for status, number in tally.counts.items():
                counts[status] = counts.get(status, 0) + number
            undated += tally.undated
        return cls(counts, undated)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def completed(self) -> int:
        return self._of_these(COMPLETED)

    @property
    def overdue(self) -> int:
        return self._of_these(OVERDUE)

    def in_bucket(self, bucket: Bucket) -> int:
        return self._of_these(STATUSES_IN[bucket])

    def _of_these(self, statuses: Iterable[Status]) -> int:
        number, counted = 0, self.counts.get
        for status in statuses:
            number += counted(status, 0)
        return number

    @property
    def completion_rate(self) -> float | None:
        """In per cent: completed ÷ (completed + overdue not completed), as the Government counts it."""
        return rules.percentage(self.completed, self.completed + self.overdue)

    @property
    def on_time_rate(self) -> float | None:
        """In per cent: completed on time ÷ (completed + overdue not completed). Only of work with a deadline."""
        return rules.percentage(self.in_bucket(Bucket.COMPLETED_ON_TIME), self.completed + self.overdue)

    @property
    def completed_share(self) -> float | None:
        """In per cent of all in force."""
        return rules.percentage(self.completed, self.total)


@dataclass(frozen=True)
class TaskCounts:
    """Tasks of the plan by how they stand."""

    total: int
    by_status: Mapping[TaskStatus, int]

    @property
    def not_in_force(self) -> int:
        """Tasks without an assignment in force."""
        return self.total - sum(self.by_status.values())


@dataclass(frozen=True)
class KeyTaskLine:
    key_task: KeyTask
    tally: Tally


@dataclass(frozen=True)
class OrganisationLine:
    """``cells``: a tally for each key task, in the order of the board's; None where nothing is assigned."""

    organisation: Organisation
    is_key_unit: bool
    tally: Tally
    cells: tuple[Tally | None, ...]


@dataclass(frozen=True)
class Board:
    """A plan on a day: its tasks; its assignments in force, by key task and by organisation.

    ``due_tasks``: those due by the end of the day's quarter, which is ``quarter`` (1 to 4).
    """

    tally: Tally
    tasks: TaskCounts
    due_tasks: TaskCounts
    quarter: int
    key_tasks: tuple[KeyTaskLine, ...]
    units: tuple[OrganisationLine, ...]
    localities: tuple[OrganisationLine, ...]

    @property
    def overdue_organisations(self) -> int:
        return sum(1 for line in self.units + self.localities if line.tally.overdue)

    @property
    def most_overdue(self) -> KeyTaskLine | None:
        return most_overdue(self.key_tasks)


def most_overdue(key_tasks: Sequence[KeyTaskLine]) -> KeyTaskLine | None:
    """The key task with the most overdue work, where one has more than every other."""
    most = max((line.tally.overdue for line in key_tasks), default=0)
    lines = [line for line in key_tasks if most and line.tally.overdue == most]
    return lines[0] if len(lines) == 1 else None


@kept(*BOARD, size=8)
def board(day: PlanDay) -> Board:
    """The figures of a plan on a day; four queries, however many assignments there are, and kept until somebody writes.

    The database judges each assignment and counts how many stand how.
    """
    key_tasks, tasks = _key_tasks_and_tasks(day)
    in_force = day.assignments().in_force()
    by_state = tallies(in_force, day.by, f"{day.task}_id", "state")
    tally_of = _sums(by_state, lambda task, _state: task)
    status_of = status_of_tasks(by_state)
    due = [task.pk for task in tasks if task.is_due_by(end_of_quarter(day.day))]
    lines = organisation_lines(day, [key_task.pk for key_task in key_tasks])
    return Board(
        tally=Tally.of(tally_of.values()),
        tasks=_task_counts([task.pk for task in tasks], status_of),
        due_tasks=_task_counts(due, status_of),
        quarter=quarter(day.day),
        key_tasks=tuple(
            KeyTaskLine(
                key_task,
                Tally.of(tally_of.get(task.pk, Tally()) for task in tasks if task.key_task == key_task.pk),
            )
            for key_task in key_tasks
        ),
        units=tuple(line for line in lines if not line.organisation.is_locality),
        localities=tuple(line for line in lines if line.organisation.is_locality),
    )


def tallies(assignments: JudgedQuerySet, by: Yardstick, *keys: str) -> dict[tuple, Tally]:
    """How many of the assignments stand how, by the columns ``keys``: values of the columns -> tally. One query,
    where it is not kept."""
    rows = (
        assignments.with_status(by)
        .order_by()
        .values_list(*keys, "status")
        .annotate(number=Count("pk"), undated=Count("pk", filter=Q(deadline_on__isnull=True)))
    )
    return kept_of(rows, _told_apart, *BOARD)


_NAMED = {status.value: status for status in Status}


def _told_apart(rows: QuerySet) -> dict[tuple, Tally]:
    counts: dict[tuple, dict[Status, int]] = {}
    undated: dict[tuple, int] = {}
    for row in _as_stored(rows):  # of the matrix there are ten thousand
        key, its = row[:-3], counts.get(row[:-3])
        if its is None:
            its, undated[key] = {}, 0
            counts[key] = its
        its[_NAMED[row[-3]]] = row[-2]
        if row[-1]:
            undated[key] += row[-1]
    return {key: Tally(its, undated[key]) for key, its in counts.items()}


def _as_stored(rows: QuerySet) -> list[tuple]:
    """Numbers and words, of which any database gives the same; Django looks at each value once more."""
    sql, params = rows.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _sums(tally_of: Mapping[tuple, Tally], key: Callable[..., Hashable]) -> dict[Hashable, Tally]:
    """The tallies of those that share a key, together."""
    together: dict[Hashable, list[Tally]] = defaultdict(list)
    for columns, tally in tally_of.items():
        together[key(*columns)].append(tally)
    return {its: Tally.of(its_tallies) for its, its_tallies in together.items()}


@dataclass(frozen=True)
class _Task:
    pk: int
    key_task: int
    deadline_on: date | None

    def is_due_by(self, day: date) -> bool:
        return self.deadline_on is not None and self.deadline_on <= day


@kept(Part.PLANS)
def _key_tasks_and_tasks(day: PlanDay) -> tuple[list[KeyTask], list[_Task]]:
    """In one query; a key task without tasks is there too, and drafts are not. Of a past day: the tasks that were
    ordered by then."""
    rows = day.plan.key_tasks.order_by("number").values_list(
        "pk", "number", "short_vi", "short_en", "tasks__pk", "tasks__deadline_on", "tasks__issued_on"
    )
    key_tasks: dict[int, KeyTask] = {}
    tasks = []
    for pk, number, short_vi, short_en, task, deadline_on, issued_on in rows:
        key_tasks[pk] = KeyTask(pk=pk, number=number, short_vi=short_vi, short_en=short_en)
        if issued_on is not None and not (day.is_past and issued_on > day.day):
            tasks.append(_Task(task, pk, deadline_on))
    return list(key_tasks.values()), tasks


def _task_counts(tasks: Collection[int], status_of: Mapping[int, TaskStatus | None]) -> TaskCounts:
    by_status = Counter(status_of.get(task) for task in tasks)
    return TaskCounts(len(tasks), {status: by_status[status] for status in TaskStatus})


def organisation_lines(
    day: PlanDay, key_tasks: list[int], *, among: QuerySet[Organisation] | None = None
) -> list[OrganisationLine]:
    """A line for each organisation (of these, or of all) with work in force, in the official order; two queries.

    The database counts by keys alone: with names among the columns it would sort long rows.
    """
    in_force = day.assignments().in_force()
    if among is not None:
        in_force = in_force.filter(organisation__in=among.order_by())
    cells: dict[int, dict[int, Tally]] = defaultdict(dict)
    by_key_task = tallies(in_force, day.by, "organisation_id", f"{day.task}__key_task")
    for (organisation, key_task), tally in by_key_task.items():
        cells[organisation][key_task] = tally
    return [
        OrganisationLine(
            organisation=organisation,
            is_key_unit=organisation.is_key_unit,
            tally=Tally.of(cells[organisation.pk].values()),
            cells=tuple(cells[organisation.pk].get(key_task) for key_task in key_tasks),
        )
        for organisation in _organisations(day)
        if organisation.pk in cells
    ]


def _organisations(day: PlanDay) -> Sequence[Organisation]:
    chosen = key_units_on(day.plan, day.day).order_by().filter(organisation=OuterRef("pk"))
    every = Organisation.objects.annotate(is_key_unit=Exists(chosen)).defer("search", "basis").order_by("order", "pk")
    return kept_rows(every, Part.ORGANISATIONS, Part.PLANS)


def earliest_overdue(day: PlanDay, organisations: Collection[int]) -> dict[int, date]:
    """For each of these organisations the earliest deadline of its overdue work; one query."""
    overdue = day.assignments().in_status(Status.OVERDUE, day.by).filter(organisation__in=organisations)
    return dict(overdue.order_by().values_list("organisation").annotate(Min("deadline_on")))
