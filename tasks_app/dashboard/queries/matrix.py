"""Who has what, and how it stands: organisations by key tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tasks_app.common.stamps import kept
from tasks_app.dashboard.queries.board import BOARD, OrganisationLine, Tally, organisation_lines
from tasks_app.plan.models import KeyTask
from tasks_app.plan.queries import PlanDay, organisations_in


@dataclass(frozen=True)
class Matrix:
    """Work in force, by organisation and key task; units and localities apart, both in the official order."""

    key_tasks: tuple[KeyTask, ...]
    units: tuple[OrganisationLine, ...]
    localities: tuple[OrganisationLine, ...]

    @property
    def lines(self) -> tuple[OrganisationLine, ...]:
        return self.units + self.localities


@kept(*BOARD, size=8)
def matrix(day: PlanDay, group: str = "") -> Matrix:
    """The organisations that have work in force on a day, of a group or of all. Kept until somebody writes."""
    key_tasks = tuple(day.plan.key_tasks.order_by("number").only("plan", "number", "short_vi", "short_en"))
    among = organisations_in(group, on=day.day, plan=day.plan) if group else None
    lines = organisation_lines(day, [key_task.pk for key_task in key_tasks], among=among)
    return Matrix(
        key_tasks,
        units=tuple(line for line in lines if not line.organisation.is_locality),
        localities=tuple(line for line in lines if line.organisation.is_locality),
    )


def column_tallies(lines: Sequence[OrganisationLine]) -> list[Tally]:
    """For each key task the work of these organisations together."""
    return [Tally.of(cell for cell in column if cell) for column in zip(*(line.cells for line in lines), strict=True)]


class HasTally(Protocol):
    tally: Tally


Line = TypeVar("Line", bound=HasTally)


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """Lines of organisations with most overdue work first, then the smallest share completed; else as they were."""
    return sorted(lines, key=lambda line: (-line.tally.overdue, line.tally.completed_share or 0))
