"""Two days side by side: the plan, its key tasks, its organisations, and the assignments that moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from tasks_app.dashboard.enums import Move
from tasks_app.dashboard.queries.changes import Changes, changes_by, on_both_days, that_made
from tasks_app.dashboard.rules import MOVES
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Bucket, State
from tasks_app.plan.models import Assignment, JudgedQuerySet, KeyTask, Phase, in_bucket_condition
from tasks_app.plan.queries import PlanDay, with_names
from tasks_app.reporting.models import ReportingPeriod

BY_DEADLINE = [F("deadline_on").asc(nulls_last=True), "pk"]


@dataclass(frozen=True)
class KeyTaskChanges:
    key_task: KeyTask
    changes: Changes


@dataclass(frozen=True)
class WorkCounts:
    """Of an organisation's assignments in force on a day."""

    total: int = 0
    completed: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class OrganisationChange:
    organisation: Organisation
    before: WorkCounts
    after: WorkCounts

    @property
    def more_overdue(self) -> int:
        return self.after.overdue - self.before.overdue


@dataclass(frozen=True)
class Comparison:
    """``worse``: the organisations with more overdue work than on the first day, the greatest difference first;
    ``better``: those with less."""

    changes: Changes
    key_tasks: tuple[KeyTaskChanges, ...]
    worse: tuple[OrganisationChange, ...]
    better: tuple[OrganisationChange, ...]


def comparison(day_from: PlanDay, day_to: PlanDay) -> Comparison:
    """A past day beside a later one, or today; four queries."""
    by_key_task = changes_by(day_from, day_to, "task__key_task")
    organisations = _organisations(day_from, day_to)
    return Comparison(
        changes=Changes.of(by_key_task.values()),
        key_tasks=tuple(
            KeyTaskChanges(key_task, by_key_task.get((key_task.pk,), Changes()))
            for key_task in day_to.plan.key_tasks.order_by("number")
        ),
        worse=_by_difference((one for one in organisations if one.more_overdue > 0), worst_first=True),
        better=_by_difference((one for one in organisations if one.more_overdue < 0), worst_first=False),
    )


def last_cut_offs(day: PlanDay) -> list[ReportingPeriod]:
    """Of each kind the period that was closed last with a cut-off before a day, the latest first; one query.

    Of those with the same cut-off only the longest is there.
    """
    closed = day.plan.periods.filter(closed_at__isnull=False, ends_on__lt=day.day).order_by("ends_on", "-starts_on")
    last_of_kind = {period.kind: period for period in closed}
    by_day = {
        period.ends_on: period for period in sorted(last_of_kind.values(), key=lambda one: -one.starts_on.toordinal())
    }
    return [by_day[cut_off] for cut_off in sorted(by_day, reverse=True)]


def _organisations(day_from: PlanDay, day_to: PlanDay) -> list[OrganisationChange]:
    before, after = _standings(day_from), _standings(day_to)
    return [
        OrganisationChange(
            Organisation(pk=pk, order=order, kind=kind, name_vi=name_vi, name_en=name_en),
            before.get(key, WorkCounts()),
            after.get(key, WorkCounts()),
        )
        for key in before.keys() | after.keys()
        for order, pk, kind, name_vi, name_en in [key]
    ]


def _standings(day: PlanDay) -> dict[tuple, WorkCounts]:
    """Organisation as (order, key, kind, names) -> how its work stands on a day; one query."""
    rows = (
        day.assignments()
        .in_force()
        .order_by()
        .values_list(*(f"organisation__{name}" for name in ("order", "pk", "kind", "name_vi", "name_en")))
        .annotate(
            total=Count("pk"),
            completed=Count("pk", filter=Q(state=State.COMPLETED)),
            overdue=Count("pk", filter=in_bucket_condition(Bucket.OVERDUE, day.by)),
        )
    )
    return {tuple(key): WorkCounts(*numbers) for *key, numbers in ((*row[:5], row[5:]) for row in rows)}


def _by_difference(changes: Iterable[OrganisationChange], *, worst_first: bool) -> tuple[OrganisationChange, ...]:
    sign = -1 if worst_first else 1

    def key(one: OrganisationChange) -> tuple:
        return sign * one.more_overdue, one.organisation.order, one.organisation.pk

    return tuple(sorted(changes, key=key))


@dataclass(frozen=True)
class Moved:
    """An assignment, or its phase, on the later day and its phase on the first day, None where it had none."""

    before: Phase | None
    after: Assignment | Phase


def moved(day_from: PlanDay, day_to: PlanDay, move: Move) -> JudgedQuerySet:
    """Those that made a move, with names, by deadline: a queryset, to be cut into pages."""
    rows = with_names(on_both_days(day_from, day_to)).filter(that_made(move))
    return rows.order_by(*BY_DEADLINE)


def beside(day_from: PlanDay, rows: Iterable[Assignment | Phase]) -> list[Moved]:
    """Assignments of the later day with their phases on the first; one query."""
    rows = list(rows)
    phases = Phase.objects.on(day_from.day).filter(assignment__in=[row.key for row in rows])
    before = {phase.assignment_id: phase for phase in phases}
    return [Moved(before.get(row.key), row) for row in rows]


def first_moved(day_from: PlanDay, day_to: PlanDay, number: int) -> Mapping[Move, list[Moved]]:
    """The first of those that made each move; three queries, however many moves there are."""
    chosen = _first_keys(day_from, day_to, number)
    keys = {key for its_keys in chosen.values() for key in its_keys}
    rows = beside(day_from, with_names(day_to.assignments()).filter(pk__in=keys))
    by_key = {row.after.pk: row for row in rows}
    return {move: [by_key[key] for key in its_keys] for move, its_keys in chosen.items()}


def _first_keys(day_from: PlanDay, day_to: PlanDay, number: int) -> dict[Move, list[int]]:
    """Move -> primary keys of the first rows that made it."""
    made: dict[Move, list[tuple[date, int]]] = {move: [] for move in Move}
    for key, deadline_on, before, after, with_another in _first_of_each_passage(day_from, day_to, number):
        place = deadline_on or date.max, key
        if with_another:
            made[Move.DEADLINE_MOVED].append(place)
        for move, passage in MOVES.items():
            if passage.holds(before, after):
                made[move].append(place)
    return {move: [key for _deadline, key in sorted(its)[:number]] for move, its in made.items()}


def _first_of_each_passage(day_from: PlanDay, day_to: PlanDay, number: int) -> QuerySet:
    """(pk, deadline, place before, place after, whether its deadline moved) of the first rows of each kind.

    A kind goes from the same place to the same place, with or without another deadline; those that did neither move nor
    get another deadline are left out.
    """
    kind = [F("place_before"), F("place_after"), F("with_another")]
    return (
        on_both_days(day_from, day_to)
        .annotate(with_another=Case(When(that_made(Move.DEADLINE_MOVED), then=True), default=False))
        .filter(~Q(place_before=F("place_after")) | Q(with_another=True))
        .annotate(place=Window(RowNumber(), partition_by=kind, order_by=BY_DEADLINE))
        .filter(place__lte=number)
        .order_by()
        .values_list("pk", "deadline_on", "place_before", "place_after", "with_another")
    )
