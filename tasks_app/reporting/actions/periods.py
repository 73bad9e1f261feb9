from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.plan.enums import Frequency
from tasks_app.plan.models import Plan, Task
from tasks_app.reporting import queries, rules
from tasks_app.reporting.models import FrozenFigure, FrozenOrganisation, ReportDue, ReportingPeriod
from tasks_app.reporting.rules import PeriodDays


class PeriodRefused(Exception):
    """Why a period cannot be entered, changed or closed; a sentence for the person."""


class PeriodIsClosed(PeriodRefused):
    def __init__(self, period: ReportingPeriod):
        super().__init__(
            _("%(period)s was closed by %(name)s; its days and figures do not change any more.")
            % {"period": period, "name": period.closed_by}
        )


class PeriodsOverlap(PeriodRefused):
    def __init__(self, other: ReportingPeriod):
        super().__init__(
            _("These days overlap with %(period)s (%(first)s to %(last)s). Choose days beside it.")
            % {"period": other, "first": _day(other.starts_on), "last": _day(other.ends_on)}
        )


class PeriodStillRuns(PeriodRefused):
    def __init__(self, period: ReportingPeriod, until: date):
        super().__init__(
            _("Reports for %(period)s may still come in until the end of %(day)s. Close it after that day.")
            % {"period": period, "day": _day(until)}
        )


@transaction.atomic
def enter_national_periods(plan: Plan, *, by: Actor | None, at: datetime) -> int:
    """Enter the periods of the plan's year by the national cut-off days, of every kind that its tasks report by.

    What overlaps with a period of the same kind that is there already is left out, so a repetition enters nothing,
    and what the secretariat has moved stays. Periods that were cut off before the plan began are not entered.
    Returns the number entered.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # two who enter periods of a plan wait for each other
    calendar = working_calendar()
    kinds = set(Task.objects.filter(key_task__plan=plan).order_by().values_list("frequency", flat=True).distinct())
    there = {kind: list(ReportingPeriod.objects.filter(plan=plan, kind=kind)) for kind in kinds}
    entered = 0
    for kind in sorted(kinds - {Frequency.NONE}):
        for days in rules.national_periods(plan.year, Frequency(kind), calendar):
            if days.ends_on >= plan.starts_on and not any(_share_a_day(days, other) for other in there[kind]):
                _enter(plan, Frequency(kind), days, by=by, at=at)
                entered += 1
    return entered


@transaction.atomic
def enter_period(plan: Plan, kind: Frequency, days: PeriodDays, *, by: Actor, at: datetime) -> ReportingPeriod:
    """Enter a period. Raises PeriodsOverlap where another of the same kind shares a day with it."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    _refuse_overlap(plan, kind, days)
    return _enter(plan, kind, days, by=by, at=at)


@transaction.atomic
def move_period(period: ReportingPeriod, days: PeriodDays, *, by: Actor, at: datetime) -> ReportingPeriod:
    """Give a period other days, old → new in the record. Raises PeriodIsClosed, PeriodsOverlap."""
    Plan.objects.select_for_update().get(pk=period.plan_id)
    period = _lock(period)
    if period.is_closed:
        raise PeriodIsClosed(period)
    _refuse_overlap(period.plan, Frequency(period.kind), days, but=period)
    old = _days_of(period)
    period.starts_on, period.ends_on, period.due_on = days.starts_on, days.ends_on, days.due_on
    period.save(update_fields=["starts_on", "ends_on", "due_on"])
    record("period.moved", period, by=by, at=at, old=old, new=_days_of(period))
    return period


@transaction.atomic
def open_dues(*, at: datetime) -> int:
    """Note what is owed for each period that has begun and is not closed; returns how many dues are new.

    Work that is issued in the course of a period owes its report too. A repetition notes nothing twice.
    """
    begun = ReportingPeriod.objects.open().filter(starts_on__lte=local_day(at)).select_related("plan")
    return sum(_open_dues_of(period, at=at) for period in begun)


@transaction.atomic
def close_period(period: ReportingPeriod, *, by: Actor, at: datetime) -> ReportingPeriod:
    """Close a period: its figures are frozen as they stand at the cut-off by all that is known now, and with them the
    names of their organisations.

    What was owed and has not come is missing from now on; a report that still comes is marked as after the cut-off.
    Recorded on the period. Raises PeriodIsClosed for a repetition, PeriodStillRuns until the day on which reports are
    due has passed.
    """
    period = _lock(period)
    if period.is_closed:
        raise PeriodIsClosed(period)
    today, calendar = local_day(at), working_calendar()
    until = calendar.counts_until(period.due_on)
    if not rules.may_be_closed(until, today=today):
        raise PeriodStillRuns(period, until)
    _open_dues_of(period, at=at)  # what is owed may not have been noted yet, where the period was entered late
    found = queries.figures(period, today=today, calendar=calendar)
    FrozenFigure.objects.bulk_create(_frozen(period, figure) for figure in found)
    organisations = {figure.assignment.organisation: None for figure in found}
    FrozenOrganisation.objects.bulk_create(FrozenOrganisation.of(one, period) for one in organisations)
    period.closed_at, period.closed_by, period.closed_for = at, by.person, by.for_person
    period.save(update_fields=["closed_at", "closed_by", "closed_for"])
    record("period.closed", period, by=by, at=at, figures=len(found))
    return period


def _open_dues_of(period: ReportingPeriod, *, at: datetime) -> int:
    owing = queries.owing_assignments(period, at=at)
    dues = [ReportDue(assignment=assignment, period=period, opened_at=at) for assignment in owing]
    # Two runs at once find the same; the second's are there already.
    ReportDue.objects.bulk_create(dues, ignore_conflicts=True)
    return len(dues)


def _frozen(period: ReportingPeriod, figure: queries.Figure) -> FrozenFigure:
    assignment = figure.assignment
    return FrozenFigure(
        period=period,
        assignment=assignment,
        organisation=assignment.organisation,
        responsible=assignment.responsible,
        state=figure.facts.state,
        status=figure.measured.status,
        bucket=figure.measured.bucket or "",
        deadline_on=figure.facts.deadline_on,
        counts_until_on=figure.measured.counts_until_on,
        submitted_on=figure.facts.submitted_on,
        completed_on=figure.facts.completed_on,
        percent=assignment.percent,
        due_state=figure.due_state or "",
        is_late=figure.is_late,
    )


def _enter(plan: Plan, kind: Frequency, days: PeriodDays, *, by: Actor | None, at: datetime) -> ReportingPeriod:
    period = ReportingPeriod.objects.create(
        plan=plan, kind=kind, starts_on=days.starts_on, ends_on=days.ends_on, due_on=days.due_on
    )
    record("period.entered", period, by=by, at=at, new=_days_of(period))
    return period


def _lock(period: ReportingPeriod) -> ReportingPeriod:
    locked = ReportingPeriod.objects.select_for_update(of=["self"]).select_related("plan", "closed_by")
    return locked.get(pk=period.pk)


def _refuse_overlap(plan: Plan, kind: Frequency, days: PeriodDays, but: ReportingPeriod | None = None) -> None:
    others: Iterable[ReportingPeriod] = queries.overlapping(plan, kind, days.starts_on, days.ends_on)
    for other in others:
        if but is None or other.pk != but.pk:
            raise PeriodsOverlap(other)


def _share_a_day(days: PeriodDays, other: ReportingPeriod) -> bool:
    return days.starts_on <= other.ends_on and other.starts_on <= days.ends_on


def _days_of(period: ReportingPeriod) -> list[str]:
    return [day.isoformat() for day in (period.starts_on, period.ends_on, period.due_on)]


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
