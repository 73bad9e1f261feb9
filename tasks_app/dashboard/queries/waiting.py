"""What waits for somebody."""

from __future__ import annotations

from datetime import timedelta

from tasks_app.common.dates import at_time
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import last_day_to_receive
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries import WaitingCounts, extensions_that_waited, review_queue, waiting_extensions


def not_received_in_time(day: PlanDay) -> int:
    """How many assignments nobody of the lead organisation has said to have received within the days for it.

    For today only: of a past day nobody asks it.
    """
    return Assignment.objects.of_plan(day.plan).not_received(held_until=last_day_to_receive(day.by)).count()


def first_to_review(day: PlanDay, number: int) -> tuple[list[ProgressReport], int]:
    """The reports that have waited longest for the secretariat, and how many wait in all; two queries."""
    queue = review_queue(at=at_time(day.day + timedelta(days=1)) if day.is_past else None)
    return list(queue[:number]), queue.count()


def waiting_extensions_on(day: PlanDay) -> WaitingCounts:
    """The requests for an extension that wait, or waited when a past day ended; one query."""
    return extensions_that_waited(day) if day.is_past else waiting_extensions()
