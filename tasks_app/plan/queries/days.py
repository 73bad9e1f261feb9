"""A plan on a day: what boards and lists ask for, today or of a day that has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import at_time
from tasks_app.plan.models import Assignment, JudgedQuerySet, Phase, Plan
from tasks_app.plan.rules import Yardstick


@dataclass(frozen=True)
class PlanDay:
    """A plan as it stood at the end of a day, by what was recorded until then; today as it stands now."""

    plan: Plan
    by: Yardstick
    is_past: bool = False

    @property
    def day(self) -> date:
        return self.by.today

    @property
    def end(self) -> datetime:
        """The first moment after the day."""
        return at_time(self.day + timedelta(days=1))

    def assignments(self) -> JudgedQuerySet:
        """Those of the plan, drafts and stopped ones too. Of a past day the rows are phases: the columns of an
        assignment as they were; ``key`` is the assignment's primary key on both."""
        if self.is_past:
            return Phase.objects.on(self.day).of_plan(self.plan)
        return Assignment.objects.of_plan(self.plan)

    @property
    def key(self) -> str:
        """The column that holds the assignment's primary key."""
        return "assignment_id" if self.is_past else "pk"

    @property
    def task(self) -> str:
        """The way from such a row to its task, as lookups are written."""
        return "task"


def plan_day(plan: Plan, day: date, *, today: date) -> PlanDay:
    """A plan on a day up to today; one query, for the calendar."""
    return PlanDay(plan, plan.yardstick(today=day, calendar=working_calendar()), is_past=day < today)
