"""What a report stands on: a day, or a reporting period with its cut-off, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.dashboard.queries import Ground, ground_of_day, ground_of_period
from tasks_app.documents.rules import Scope
from tasks_app.plan.models import Plan
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import end_of_quarter
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.queries import CutOff, cut_off

LOOK_AHEAD = timedelta(days=15)  # what comes next after a day at the end of a quarter is not over in a fortnight


@dataclass(frozen=True)
class ReportGround:
    """``first``: where the time that is reported on begins; ``until``: what was written before that moment counts.

    ``next_until``: the last day of the time that comes next; ``period`` is None for a day.
    """

    day: PlanDay
    period: ReportingPeriod | None
    first: date
    until: datetime
    next_until: date
    before: ReportGround | None = None

    @property
    def scope(self) -> Scope:
        kind = self.period.kind if self.period else ""
        is_final = self.period.is_closed if self.period else self.day.is_past
        return Scope(kind, self.first, self.day.day, is_final)

    @property
    def ranking_ground(self) -> Ground:
        if isinstance(self.day, CutOff):
            return ground_of_period(self.day.period, self.day.by)
        return ground_of_day(self.day)


def report_ground(plan: Plan, asked: ReportingPeriod | date, *, at: datetime) -> ReportGround:
    """A period of the plan or a day up to today, beside the period of its kind before it, or the end of the quarter
    before it, where the plan had begun by then; at most four queries.

    An open period stands on its cut-off, or on today where that lies ahead, by what is known now.
    """
    calendar, today = working_calendar(), local_day(at)
    if isinstance(asked, ReportingPeriod):
        ground = _of_period(plan, asked, calendar, at=at)
        earlier = _period_before(asked)
        before = _of_period(plan, earlier, calendar, at=at) if earlier else None
    else:
        ground = _of_day(plan, asked, calendar, today=today)
        before = _of_day(plan, ground.first - timedelta(days=1), calendar, today=today)
    has_begun = before is not None and before.day.day >= plan.starts_on
    return replace(ground, before=before if has_begun else None)


def _of_day(plan: Plan, day: date, calendar: WorkingCalendar, *, today: date) -> ReportGround:
    its = PlanDay(plan, plan.yardstick(today=day, calendar=calendar), is_past=day < today)
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return ReportGround(its, None, first, its.end, end_of_quarter(day + LOOK_AHEAD))


def _of_period(plan: Plan, period: ReportingPeriod, calendar: WorkingCalendar, *, at: datetime) -> ReportGround:
    next_until = _next_until(period)
    if period.is_closed:
        frozen = cut_off(period, calendar=calendar)
        return ReportGround(frozen, period, period.starts_on, frozen.end, next_until)
    its = _of_day(plan, min(period.ends_on, local_day(at)), calendar, today=local_day(at))
    until = max(its.until, at)
    return replace(its, period=period, first=period.starts_on, until=until, next_until=next_until)


def _next_until(period: ReportingPeriod) -> date:
    """The cut-off of the period after it; where none is entered, as many days later as it has."""
    later = ReportingPeriod.objects.filter(plan=period.plan_id, kind=period.kind, starts_on__gt=period.ends_on)
    cut_offs = later.order_by("ends_on").values_list("ends_on", flat=True)
    return cut_offs.first() or period.ends_on + (period.ends_on - period.starts_on) + timedelta(days=1)


def _period_before(period: ReportingPeriod) -> ReportingPeriod | None:
    earlier = ReportingPeriod.objects.filter(plan=period.plan_id, kind=period.kind, ends_on__lt=period.starts_on)
    return earlier.select_related("plan").order_by("-ends_on").first()
