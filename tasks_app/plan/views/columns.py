"""The columns of the list of assignments: what can be chosen, and what a row shows in them."""

from __future__ import annotations

from dataclasses import dataclass

from tasks_app.plan.enums import Column
from tasks_app.plan.forms import AssignmentFilter
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.queries import Beside, Deadlines
from tasks_app.plan.wording import Shown


@dataclass(frozen=True)
class ColumnChoice:
    """Which columns a list can show. ``kept``: the other parameters of the address, to go along; ``usual_url``: the
    list with its usual columns."""

    offered: list[tuple[Column, bool]]
    kept: list[tuple[str, str]]
    usual_url: str

    @classmethod
    def of(cls, request, filters: AssignmentFilter) -> ColumnChoice:
        kept = request.GET.copy()
        for own in ("columns", "page"):
            kept.pop(own, None)
        return cls(
            offered=[(column, column in filters.asked_columns) for column in filters.columns_offered],
            kept=[(name, value) for name, values in kept.lists() for value in values if value],
            usual_url=f"{request.path}?{kept.urlencode()}",
        )


@dataclass(frozen=True)
class AssignmentRow:
    """An assignment in a list, or how it stood on a past day; ``beside``: what the chosen columns show of it."""

    assignment: Assignment | Phase
    shown: Shown
    beside: Beside

    @property
    def deadlines(self) -> Deadlines:
        return self.beside.deadlines[self.assignment.key]

    @property
    def coordinating(self) -> list[str]:
        return self.beside.coordinating.get(self.assignment.key, [])

    @property
    def document(self) -> str:
        return self.beside.documents.get(self.assignment.task_id, "")
