"""The figures of a plan on a day. Whatever prints a figure asks here, so that no two pages disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Count, Exists, OuterRef, QuerySet, Window

from tasks_app.common.models import JobRun
from tasks_app.dashboard import rules
from tasks_app.mailing.enums import Bar
from tasks_app.mailing.queries import OutboxHealth, bar_to_mail, outbox_health
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Bucket, Status, TaskStatus
from tasks_app.plan.models import Assignment, KeyTask, Plan
from tasks_app.plan.queries import status_of_tasks
from tasks_app.plan.rules import (
    BUCKET_OF,
    Facts,
    Yardstick,
    end_of_quarter,
    last_day_to_receive,
    quarter,
    timeliness,
)
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries import review_queue

PLANNER, SENDER = "reminders.plan_reminders", "mailing.deliver_due"
FACTS = ("state", "deadline_on", "submitted_on", "completed_on")


@dataclass(frozen=True)
class Tally:
    """Assignments in force by how they stand; ``undated`` of them have no deadline."""

    counts: Mapping[Status, int] = field(default_factory=dict)
    undated: int = 0

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> Tally:
        counts: Counter[Status] = Counter()
        undated = 0
        for tally in tallies:
            counts.update(tally.counts)
            undated += tally.undated
        return cls(counts, undated)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def completed(self) -> int:
        return self.in_bucket(Bucket.COMPLETED_ON_TIME) + self.in_bucket(Bucket.COMPLETED_LATE)

    @property
    def overdue(self) -> int:
        return self.in_bucket(Bucket.OVERDUE)

    def in_bucket(self, bucket: Bucket) -> int:
        return sum(count for status, count in self.counts.items() if BUCKET_OF[status] == bucket)

    @property
    def completion_rate(self) -> float | None:
        """In per cent: completed ÷ (completed + overdue not completed), as the Government counts it."""
        return rules.percentage(self.completed, self.completed + self.overdue)

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
        """The key task with the most overdue work, where one has more than every other."""
        most = max((line.tally.overdue for line in self.key_tasks), default=0)
        lines = [line for line in self.key_tasks if most and line.tally.overdue == most]
        return lines[0] if len(lines) == 1 else None


def board(plan: Plan, by: Yardstick) -> Board:
    """The figures of a plan on the yardstick's day; three queries, however many assignments there are.

    The database groups the assignments by the facts that their timeliness follows from, and the
    rule is asked once for each group.
    """
    key_tasks, tasks = _key_tasks_and_tasks(plan)
    groups = _groups(Assignment.objects.of_plan(plan).in_force(), "task_id")
    tally_of = _tallies(groups, by)
    status_of = status_of_tasks((task, facts.state) for (task,), facts, _ in groups)
    due = [task.pk for task in tasks if task.is_due_by(end_of_quarter(by.today))]
    lines = _organisation_lines(plan, [key_task.pk for key_task in key_tasks], by)
    return Board(
        tally=Tally.of(tally_of.values()),
        tasks=_task_counts([task.pk for task in tasks], status_of),
        due_tasks=_task_counts(due, status_of),
        quarter=quarter(by.today),
        key_tasks=tuple(
            KeyTaskLine(
                key_task,
                Tally.of(tally_of.get((task.pk,), Tally()) for task in tasks if task.key_task == key_task.pk),
            )
            for key_task in key_tasks
        ),
        units=tuple(line for line in lines if not line.organisation.is_locality),
        localities=tuple(line for line in lines if line.organisation.is_locality),
    )


@dataclass(frozen=True)
class _Task:
    pk: int
    key_task: int
    deadline_on: date | None

    def is_due_by(self, day: date) -> bool:
        return self.deadline_on is not None and self.deadline_on <= day


def _key_tasks_and_tasks(plan: Plan) -> tuple[list[KeyTask], list[_Task]]:
    """In one query; a key task without tasks is there too."""
    rows = plan.key_tasks.order_by("number").values_list(
        "pk", "number", "short_vi", "short_en", "tasks__pk", "tasks__deadline_on"
    )
    key_tasks: dict[int, KeyTask] = {}
    tasks = []
    for pk, number, short_vi, short_en, task, deadline_on in rows:
        key_tasks[pk] = KeyTask(pk=pk, number=number, short_vi=short_vi, short_en=short_en)
        if task is not None:
            tasks.append(_Task(task, pk, deadline_on))
    return list(key_tasks.values()), tasks


Group = tuple[tuple[Hashable, ...], Facts, int]


def _groups(assignments: QuerySet[Assignment], *keys: str) -> list[Group]:
    """(key, facts, number of assignments) of each group of assignments with the same key and the same facts."""
    rows = assignments.order_by().values_list(*keys, *FACTS).annotate(Count("pk"))
    return [(row[: len(keys)], Facts(*row[len(keys) : -1]), row[-1]) for row in rows]


def _tallies(groups: Iterable[Group], by: Yardstick) -> dict[tuple[Hashable, ...], Tally]:
    status_of = cache(lambda facts: timeliness(facts, by).status)
    counts: dict[tuple[Hashable, ...], Counter[Status]] = defaultdict(Counter)
    undated: Counter[tuple[Hashable, ...]] = Counter()
    for key, facts, number in groups:
        counts[key][status_of(facts)] += number
        undated[key] += number if facts.deadline_on is None else 0
    return {key: Tally(counts[key], undated[key]) for key in counts}


def _task_counts(tasks: Collection[int], status_of: Mapping[int, TaskStatus | None]) -> TaskCounts:
    by_status = Counter(status_of.get(task) for task in tasks)
    return TaskCounts(len(tasks), {status: by_status[status] for status in TaskStatus})


def _organisation_lines(plan: Plan, key_tasks: list[int], by: Yardstick) -> list[OrganisationLine]:
    """A line for each organisation with work in force, in the official order; one query.

    The names come with the groups, so that the page needs no query more for them.
    """
    chosen = Plan.key_units.through.objects.filter(plan=plan, organisation=OuterRef("organisation"))
    groups = _groups(
        Assignment.objects.of_plan(plan).in_force().annotate(is_key_unit=Exists(chosen)),
        *(f"organisation__{name}" for name in ("order", "pk", "kind", "name_vi", "name_en")),
        "is_key_unit",
        "task__key_task",
    )
    cells: dict[tuple[Hashable, ...], dict[int, Tally]] = defaultdict(dict)
    for (*organisation, key_task), tally in _tallies(groups, by).items():
        cells[tuple(organisation)][key_task] = tally
    return [
        OrganisationLine(
            organisation=Organisation(pk=pk, kind=kind, name_vi=name_vi, name_en=name_en),
            is_key_unit=is_key_unit,
            tally=Tally.of(of_key_task.values()),
            cells=tuple(of_key_task.get(key_task) for key_task in key_tasks),
        )
        for (_, pk, kind, name_vi, name_en, is_key_unit), of_key_task in sorted(
            cells.items(), key=lambda item: item[0][:2]
        )
    ]


def not_received_in_time(plan: Plan, by: Yardstick) -> int:
    """How many assignments nobody of the lead organisation has said to have received within the days for it."""
    return Assignment.objects.of_plan(plan).not_received(held_until=last_day_to_receive(by)).count()


def first_to_review(number: int) -> tuple[list[ProgressReport], int]:
    """The reports that have waited longest for the secretariat, and how many wait in all; one query."""
    reports = list(review_queue().annotate(waiting=Window(Count("pk")))[:number])
    return reports, reports[0].waiting if reports else 0


@dataclass(frozen=True)
class JobHealth:
    """``succeeded_at``: when the job last did its work, in real time; ``error``: why it has failed since."""

    succeeded_at: datetime | None
    is_late: bool
    error: str


@dataclass(frozen=True)
class Health:
    """Whether reminders are planned and mail goes out. ``bar``: why none may leave from here."""

    planner: JobHealth
    sender: JobHealth
    outbox: OutboxHealth
    bar: Bar | None = None

    @property
    def is_well(self) -> bool:
        """Whether both jobs do their work and no mail waits for too long; what a person must look at is no illness."""
        return not (self.planner.is_late or self.sender.is_late or self.outbox.is_late)


def health(*, now: datetime, real_now: datetime) -> Health:
    """Two queries, three where mail is enabled.

    Mail is due by the product's clock; jobs are judged in real time, whatever that clock shows.
    """
    runs = {run.name: run for run in JobRun.objects.filter(name__in=[PLANNER, SENDER])}
    return Health(
        planner=_job_health(runs.get(PLANNER), rules.PLANNER_IS_LATE_AFTER, real_now),
        sender=_job_health(runs.get(SENDER), rules.SENDER_IS_LATE_AFTER, real_now),
        outbox=outbox_health(at=now),
        bar=bar_to_mail(),
    )


def _job_health(run: JobRun | None, limit: timedelta, real_now: datetime) -> JobHealth:
    succeeded_at = run.succeeded_at if run else None
    return JobHealth(succeeded_at, rules.is_late(succeeded_at, limit=limit, at=real_now), run.error if run else "")
