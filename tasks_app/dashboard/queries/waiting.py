"""What waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tasks_app.common.dates import at_time, local_day
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept_count, kept_rows
from tasks_app.dashboard.queries.board import BOARD
from tasks_app.options.queries import options
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.queries import PlanDay, with_names
from tasks_app.plan.rules import last_day_to_receive
from tasks_app.reporting.models import Extension, ProgressReport
from tasks_app.reporting.queries import WaitingCounts, extensions_that_waited, review_queue, waiting_extensions
from tasks_app.reporting.rules import DECIDED_IN


def not_received_in_time(day: PlanDay) -> int:
    """How many assignments nobody of the lead organisation has said to have received within the days for it.

    For today only: of a past day nobody asks it.
    """
    until = last_day_to_receive(day.by, options().receive_within)
    return kept_count(Assignment.objects.of_plan(day.plan).not_received(held_until=until), *BOARD)


def first_to_review(day: PlanDay, number: int) -> tuple[list[ProgressReport], int]:
    """The reports that have waited longest for the secretariat, and how many wait in all."""
    queue = review_queue(at=at_time(day.day + timedelta(days=1)) if day.is_past else None)
    return list(kept_rows(queue[:number], *BOARD, Part.REPORTS)), kept_count(queue, *BOARD, Part.REPORTS)


@dataclass(frozen=True)
class ToDecide:
    """A request that waits for a leader, how its assignment stood, and for how many working days it has waited."""

    extension: Extension
    assignment: Assignment | Phase
    waits: int


def to_decide_on(day: PlanDay) -> list[ToDecide]:
    """The requests that wait for a decision, or waited when a past day ended, the longest wait first; two queries."""
    end = at_time(day.day + timedelta(days=1))
    proposed = Extension.objects.open_at(end) if day.is_past else Extension.objects.open()
    waiting = list(proposed.filter(proposed_at__lt=end).order_by("proposed_at", "pk"))
    worked_on = with_names(day.assignments()).filter(
        state__in=DECIDED_IN, **{f"{day.key}__in": [extension.assignment_id for extension in waiting]}
    )
    assignment_of = {assignment.key: assignment for assignment in worked_on}
    return [
        ToDecide(
            extension,
            assignment_of[extension.assignment_id],
            waits=day.by.calendar.between(local_day(extension.proposed_at), day.day),
        )
        for extension in waiting
        if extension.assignment_id in assignment_of
    ]


def waiting_extensions_on(day: PlanDay) -> WaitingCounts:
    """The requests for an extension that wait, or waited when a past day ended."""
    return extensions_that_waited(day) if day.is_past else waiting_extensions()
