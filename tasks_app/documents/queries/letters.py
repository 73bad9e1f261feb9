"""What an urging letter tells an organisation: its overdue work, and how often it was urged about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Column, Status
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.queries import PlanDay, beside, in_order, with_names
from tasks_app.plan.rules import timeliness
from tasks_app.reminders.models import Urging


@dataclass(frozen=True)
class OverdueLine:
    """``days``: calendar days past the deadline; ``urged``: how often by the day, last on ``urged_on``."""

    assignment: Assignment | Phase
    days: int
    original_on: date | None
    urged: int
    urged_on: date | None


@dataclass(frozen=True)
class OverdueOrganisation:
    """An organisation with overdue work, what is longest overdue first."""

    organisation: Organisation
    lines: tuple[OverdueLine, ...]

    @property
    def longest(self) -> int:
        """In calendar days."""
        return max(line.days for line in self.lines)

    @property
    def urged_on(self) -> date | None:
        return max((line.urged_on for line in self.lines if line.urged_on), default=None)


def overdue_organisations(on: PlanDay, organisation: int | None = None) -> list[OverdueOrganisation]:
    """Those with overdue work at the end of a day, in the official order; or one of them. Three queries."""
    overdue = with_names(on.assignments()).in_status(Status.OVERDUE, on.by)
    if organisation is not None:
        overdue = overdue.filter(organisation=organisation)
    found = list(in_order(overdue, "-days", on.by))
    deadlines = beside(found, [Column.ORIGINAL], on=on.day).deadlines
    urged = _urged({one.key for one in found}, on)
    by_organisation: dict[Organisation, list[OverdueLine]] = defaultdict(list)
    for one in found:
        times, last_on = urged.get(one.key, (0, None))
        days = -(timeliness(one.facts, on.by).calendar_days or 0)
        line = OverdueLine(one, days, deadlines[one.key].original_on, times, last_on)
        by_organisation[one.organisation].append(line)
    lines = [OverdueOrganisation(one, tuple(its)) for one, its in by_organisation.items()]
    return sorted(lines, key=lambda its: (its.organisation.is_locality, its.organisation.order, its.organisation.pk))


def _urged(assignments: Iterable[int], on: PlanDay) -> dict[int, tuple[int, date]]:
    urgings = Urging.objects.filter(assignment__in=assignments, at__lt=on.end).order_by().values_list("assignment")
    return {key: (times, last_on) for key, times, last_on in urgings.annotate(Count("pk"), Max("on"))}
