"""The ranking of organisations on a day, or by the frozen figures of a closed period.

Of a past day it is made from the phases and the dated facts until its end, of a period from what was frozen and the
dated facts until it was closed. Neither is ever changed, so the ranking comes out the same whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from tasks_app.common.dates import at_time
from tasks_app.dashboard import rules
from tasks_app.dashboard.rules import Record
from tasks_app.options.queries import options_on
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Plan, status_condition
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import Yardstick
from tasks_app.reporting.enums import ExtensionState, ReportState
from tasks_app.reporting.models import (
    LATE_OR_MISSING,
    Extension,
    FrozenFigure,
    FrozenOrganisation,
    ProgressReport,
    ReportingPeriod,
)

DATED = Q(deadline_on__isnull=False)


@dataclass(frozen=True)
class Ground:
    """What a ranking stands on.

    ``work``: the assignments in force with the organisation that led each, as rows that ``stands`` judges on the
    yardstick's day; ``reach``: from such a row to its assignment. What was recorded before ``until`` counts.
    ``period``: whose frozen figures these are; None for a day.
    """

    plan: Plan
    by: Yardstick
    work: QuerySet
    reach: str
    stands: Callable[[Status], Q]
    until: datetime
    period: ReportingPeriod | None = None

    @property
    def day(self) -> date:
        return self.by.today

    def of(self, *statuses: Status) -> Q:
        """Work with a deadline that stands so."""
        condition = Q()
        for status in statuses:
            condition |= self.stands(status)
        return DATED & condition

    @property
    def returned(self) -> Q:
        """The reports on the work that were sent back."""
        reports = f"{self.reach}reports"
        return Q(**{f"{reports}__state": ReportState.RETURNED, f"{reports}__reviewed_at__lt": self.until})

    @property
    def extended(self) -> Q:
        """The extensions of the work that were approved."""
        extensions = f"{self.reach}extensions"
        return Q(**{f"{extensions}__state": ExtensionState.APPROVED, f"{extensions}__decided_at__lt": self.until})

    def missed(self) -> QuerySet[FrozenFigure]:
        """The periodic reports that came late or not at all, of the periods that were closed by then."""
        closed = FrozenFigure.objects.filter(period__plan=self.plan, period__closed_at__lt=self.until)
        return closed.filter(LATE_OR_MISSING)


def ground_of_day(day: PlanDay) -> Ground:
    return Ground(
        plan=day.plan,
        by=day.by,
        work=day.assignments().in_force(),
        reach="assignment__" if day.is_past else "",
        stands=lambda status: status_condition(status, day.by),
        until=at_time(day.day + timedelta(days=1)),
    )


def ground_of_period(period: ReportingPeriod, by: Yardstick) -> Ground:
    """Of a closed period, needs its plan; ``by``: the yardstick of its cut-off."""
    return Ground(
        plan=period.plan,
        by=by,
        work=period.figures.in_force(),
        reach="assignment__",
        stands=lambda status: Q(status=status),
        until=period.closed_at + timedelta(microseconds=1),  # what was recorded with the closing counts
        period=period,
    )


@dataclass(frozen=True)
class RankingLine:
    """``rank``: None with too little due; ``rank_before``: on the ground compared with, None where it had none.

    ``extensions`` are shown and count for nothing.
    """

    organisation: Organisation | FrozenOrganisation
    pk: int
    record: Record
    extensions: int
    rank: int | None
    rank_before: int | None

    @property
    def risen(self) -> int | None:
        """By how many places; less than 0 where it fell."""
        if self.rank is None or self.rank_before is None:
            return None
        return self.rank_before - self.rank


@dataclass(frozen=True)
class RankingGroup:
    """Units, or localities. ``ranked`` by rank, those with the same rank and ``others`` in the official order."""

    ranked: tuple[RankingLine, ...] = ()
    others: tuple[RankingLine, ...] = ()

    @property
    def total(self) -> int:
        return len(self.ranked) + len(self.others)


@dataclass(frozen=True)
class Ranking:
    units: RankingGroup = field(default_factory=RankingGroup)
    localities: RankingGroup = field(default_factory=RankingGroup)


def ranking(ground: Ground, before: Ground | None = None) -> Ranking:
    """The organisations that lead work in force; ``before``: what the ranks are compared with. Both are ranked by the
    minimum that was set on the day of the ranking.

    Six queries, three more for what it is compared with.
    """
    records, extensions = _records(ground), _numbers(ground, ground.extended)
    earlier = _records(before) if before else {}
    organisations = _organisations(ground, records)
    lines, least = {}, options_on(ground.day).ranking_minimum
    for is_locality in (False, True):
        keys = [pk for pk, one in organisations.items() if one.is_locality == is_locality]
        ranks, ranks_before = _ranks(records, keys, least), _ranks(earlier, keys, least)
        lines[is_locality] = [
            RankingLine(organisations[pk], pk, records[pk], extensions.get(pk, 0), ranks.get(pk), ranks_before.get(pk))
            for pk in keys
        ]
    return Ranking(_group(lines[False]), _group(lines[True]))


def _records(ground: Ground) -> dict[int, Record]:
    """Organisation -> what it is ranked by; three queries."""
    days = ExpressionWrapper(
        Coalesce("submitted_on", Value(ground.day)) - F("counts_until_on"), output_field=DurationField()
    )
    rows = (
        ground.work.order_by()
        .values_list("organisation")
        .annotate(
            on_time=Count("pk", filter=ground.of(Status.DONE)),
            late=Count("pk", filter=ground.of(Status.LATE)),
            overdue=Count("pk", filter=ground.of(Status.OVERDUE)),
            days=Sum(days, filter=ground.of(Status.OVERDUE)),
        )
    )
    returned = _numbers(ground, ground.returned)
    missed = dict(ground.missed().order_by().values_list("organisation").annotate(Count("pk")))
    return {
        pk: Record(on_time, late, overdue, days.days if days else 0, returned.get(pk, 0), missed.get(pk, 0))
        for pk, on_time, late, overdue, days in rows
    }


def _numbers(ground: Ground, condition: Q) -> dict[int, int]:
    """Organisation -> how many of what a condition finds beside its work; one query."""
    return dict(ground.work.filter(condition).order_by().values_list("organisation").annotate(Count("pk")))


def _ranks(records: Mapping[int, Record], keys: Iterable[int], least: int) -> dict[int, int]:
    return rules.ranks({pk: records[pk] for pk in keys if pk in records}, least_due=least)


def _organisations(ground: Ground, keys: Collection[int]) -> dict[int, Organisation | FrozenOrganisation]:
    """In the official order; of a closed period as they were called then. One query."""
    if ground.period:
        named = ground.period.organisations.filter(organisation__in=keys).order_by("order", "organisation")
        return {one.organisation_id: one for one in named}
    return {one.pk: one for one in Organisation.objects.filter(pk__in=keys).order_by("order", "pk")}


def _group(lines: Iterable[RankingLine]) -> RankingGroup:
    lines = list(lines)
    return RankingGroup(
        ranked=tuple(sorted((line for line in lines if line.rank is not None), key=lambda line: line.rank)),
        others=tuple(line for line in lines if line.rank is None),
    )


# --- What stands behind an organisation's rank ------------------------------------------------------------------------


def work_of(ground: Ground, organisation: int, *statuses: Status) -> QuerySet:
    """Its assignments with a deadline that stand so, with their tasks, by the day on which the deadline passes."""
    path = f"{'assignment__' if ground.period else ''}task__key_task__plan"
    its = ground.work.filter(ground.of(*statuses), organisation=organisation)
    return its.select_related(path).order_by("counts_until_on", "pk")


def returned_of(ground: Ground, organisation: int) -> QuerySet[ProgressReport]:
    """The reports on its work that were sent back, the newest first."""
    returned = ProgressReport.objects.filter(
        assignment__in=_keys(ground, organisation), state=ReportState.RETURNED, reviewed_at__lt=ground.until
    )
    return returned.select_related("assignment__task__key_task__plan").order_by("-reviewed_at", "-pk")


def extensions_of(ground: Ground, organisation: int) -> QuerySet[Extension]:
    """The extensions of its work that were approved, the newest first."""
    approved = Extension.objects.approved().filter(
        assignment__in=_keys(ground, organisation), decided_at__lt=ground.until
    )
    return approved.select_related("assignment__task__key_task__plan").order_by("-decided_at", "-pk")


def missed_of(ground: Ground, organisation: int) -> QuerySet[FrozenFigure]:
    """Its periodic reports that came late or not at all, those of the newest period first."""
    missed = ground.missed().filter(organisation=organisation)
    return missed.select_related("period", "assignment__task__key_task__plan").order_by("-period__ends_on", "pk")


def _keys(ground: Ground, organisation: int) -> QuerySet:
    """The primary keys of its assignments."""
    return ground.work.filter(organisation=organisation).order_by().values(f"{ground.reach}pk")


# --- The grounds that suggest themselves ------------------------------------------------------------------------------


def closed_periods(plan: Plan) -> list[ReportingPeriod]:
    """By which the plan's organisations can be ranked, the newest first; one query."""
    closed = ReportingPeriod.objects.filter(plan=plan, closed_at__isnull=False)
    return list(closed.select_related("plan").order_by("-ends_on", "starts_on"))


def period_before(period: ReportingPeriod, periods: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """The one of the same kind before it."""
    earlier = (one for one in periods if one.kind == period.kind and one.ends_on < period.ends_on)
    return max(earlier, key=lambda one: one.ends_on, default=None)
