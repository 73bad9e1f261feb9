"""What was planned and what was done, over the months of the plan's year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, IntegerField, Value

from tasks_app.common.stamps import kept
from tasks_app.dashboard import rules
from tasks_app.dashboard.queries.board import BOARD
from tasks_app.plan.models import JudgedQuerySet
from tasks_app.plan.queries import PlanDay


@dataclass(frozen=True)
class ProgressPoint:
    """At the end of ``day``: how many were due by then, and how many were completed; None while it lies ahead."""

    day: date
    planned: int
    completed: int | None


@dataclass(frozen=True)
class Progress:
    """Of the assignments in force that have a deadline, ``base`` in number.

    ``points``: the ends of the months of the plan's year, and between them the day itself, ``now``.
    """

    base: int
    points: tuple[ProgressPoint, ...]
    now: ProgressPoint

    def share(self, number: int) -> float:
        """In per cent of the base."""
        return rules.percentage(number, self.base) or 0.0


@kept(*BOARD, size=8)
def progress_over_year(day: PlanDay) -> Progress | None:
    """Planned and done as it was known on the day; None where nothing has a deadline. One query.

    Both lines are about the assignments of that day, so that each of them can be laid beside the other.
    """
    dated = day.assignments().in_force().filter(deadline_on__isnull=False)
    due_on, completed_on = _numbers(dated, "counts_until_on", "completed_on")
    base = sum(due_on.values())
    if not base:
        return None

    def point(end: date) -> ProgressPoint:
        completed = _up_to(end, completed_on) if end <= day.day else None
        return ProgressPoint(end, _up_to(end, due_on), completed)

    ends = sorted({*_ends_of_months(day.plan.year), day.day})
    points = tuple(point(end) for end in ends if end.year == day.plan.year)
    return Progress(base, points, point(day.day))


def _numbers(assignments: JudgedQuerySet, *columns: str) -> list[dict[date, int]]:
    """For each of the columns how many there are of each day in it."""
    first, *others = (
        assignments.filter(**{f"{column}__isnull": False})
        .order_by()
        .values_list(Value(place, output_field=IntegerField()), column)
        .annotate(Count("pk"))
        for place, column in enumerate(columns)
    )
    numbers: list[dict[date, int]] = [{} for _ in columns]
    for place, day, number in first.union(*others, all=True):
        numbers[place][day] = number
    return numbers


def _up_to(end: date, numbers: dict[date, int]) -> int:
    return sum(number for day, number in numbers.items() if day <= end)


def _ends_of_months(year: int) -> Iterable[date]:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13))
