"""What the first mail of a week tells the secretariat and the leaders of the whole plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Bucket
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import current_plan
from tasks_app.reminders.queries.subjects import open_work, owed_reports
from tasks_app.reporting.enums import ExtensionState
from tasks_app.reporting.models import Extension
from tasks_app.reporting.queries import queue_figures

NAMED = 5  # organisations with the most overdue work


@dataclass(frozen=True)
class Summary:
    """``buckets``: assignments in force in each; ``due_this_week``: open ones; ``most_overdue``: with their numbers;
    ``reviews``, ``late_reviews``, ``requests``: what waits for an answer; ``missing_reports``: owed and past their day.
    """

    plan: Plan
    buckets: dict[Bucket, int]
    due_this_week: int
    most_overdue: list[tuple[Organisation, int]]
    reviews: int
    late_reviews: int
    requests: int
    missing_reports: int

    @property
    def total(self) -> int:
        return sum(self.buckets.values())


def summaries(people: Collection[int], *, day: date, calendar: WorkingCalendar) -> dict[int, Summary]:
    """By person (primary key); the same for all of them, none where there is no plan."""
    plan = current_plan(on=day) if people else None
    if plan is None:
        return {}
    its = _summary(plan, day=day, calendar=calendar)
    return dict.fromkeys(people, its)


def _summary(plan: Plan, *, day: date, calendar: WorkingCalendar) -> Summary:
    by = plan.yardstick(today=day, calendar=calendar)
    assignments = Assignment.objects.of_plan(plan).in_force()
    overdue = (
        assignments.in_bucket(Bucket.OVERDUE, by)
        .order_by()
        .values("organisation")
        .annotate(number=Count("pk"))
        .order_by("-number", "organisation__order")
        .values_list("organisation", "number")
    )
    most = list(overdue[:NAMED])
    organisations = Organisation.objects.in_bulk([pk for pk, _ in most])
    queue = queue_figures(today=day, calendar=calendar)
    sunday = day + timedelta(days=6 - day.weekday())
    return Summary(
        plan=plan,
        buckets={bucket: assignments.in_bucket(bucket, by).count() for bucket in Bucket},
        due_this_week=open_work().filter(task__key_task__plan=plan, deadline_on__range=(day, sunday)).count(),
        most_overdue=[(organisations[pk], number) for pk, number in most],
        reviews=queue.waiting,
        late_reviews=queue.late,
        requests=Extension.objects.filter(state__in=[ExtensionState.REQUESTED, ExtensionState.PROPOSED]).count(),
        missing_reports=owed_reports(day=day).filter(period__due_on__lt=day).count(),
    )
