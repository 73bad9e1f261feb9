"""A plan at the cut-off of a closed period, for boards: the figures that were frozen, in place of those of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.queries import PlanDay
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.models.periods import FrozenQuerySet


@dataclass(frozen=True, kw_only=True)
class CutOff(PlanDay):
    """A plan as it was frozen with a period: on the day of its cut-off, by what was known when it was closed."""

    period: ReportingPeriod

    @property
    def end(self) -> datetime:
        """What was recorded before this moment counts: that of the closing, and what was recorded with it."""
        return self.period.closed_at + timedelta(microseconds=1)

    def assignments(self) -> FrozenQuerySet:
        """The frozen figures: those in force at the cut-off, and what else owed a report."""
        return self.period.figures.all()

    @property
    def task(self) -> str:
        return "assignment__task"


def cut_off(period: ReportingPeriod, *, calendar: WorkingCalendar) -> CutOff:
    """Of a closed period; needs its plan. No query."""
    by = period.plan.yardstick(today=period.ends_on, calendar=calendar)
    return CutOff(period.plan, by, is_past=True, period=period)
