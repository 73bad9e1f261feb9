"""What was read and what is asked for, as it stands or as it stood at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, QuerySet, Sum

from tasks_app.indicators.enums import Side
from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading, IndicatorTarget
from tasks_app.indicators.rules import Goal, Period, Ratio, period_of
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Frequency
from tasks_app.plan.models import Plan


def readings_of(
    definition: IndicatorDefinition, period: Period, *, before: datetime | None = None
) -> QuerySet[IndicatorReading]:
    """The newest readings of a period, those that withdraw one among them; ``before``: as of that moment."""
    return IndicatorReading.objects.newest(before).filter(
        definition=definition, period_kind=period.kind, period_from=period.first
    )


@dataclass(frozen=True)
class Sums:
    """Of one period, over those who reported: the summed figures, and how many these are."""

    ratio: Ratio
    reported: int


def sums_by_period(
    definitions: Iterable[IndicatorDefinition],
    *,
    first: date | None = None,
    last: date | None = None,
    before: datetime | None = None,
) -> dict[int, dict[Period, Sums]]:
    """For each indicator (primary key) the sums of its periods within some days; one query."""
    readings = (
        IndicatorReading.objects.newest(before)
        .counted()
        .filter(definition__in=[one.pk for one in definitions], period_kind=F("definition__period_kind"))
    )
    if first is not None:
        readings = readings.filter(period_from__gte=first)
    if last is not None:
        readings = readings.filter(period_to__lte=last)
    rows = (
        readings.order_by()
        .values_list("definition_id", "period_kind", "period_from")
        .annotate(Sum("numerator"), Sum("denominator"), Count("pk"))
    )
    found: dict[int, dict[Period, Sums]] = defaultdict(dict)
    for definition, kind, begins, numerator, denominator, number in rows:
        found[definition][period_of(begins, Frequency(kind))] = Sums(Ratio(numerator, denominator), number)
    return found


def newest_period(definition: IndicatorDefinition, *, before: datetime | None = None) -> Period | None:
    """The latest period of which anything is read."""
    readings = IndicatorReading.objects.newest(before).counted()
    its = readings.filter(definition=definition, period_kind=definition.period_kind)
    begins = its.aggregate(begins=Max("period_from"))["begins"]
    return period_of(begins, Frequency(definition.period_kind)) if begins else None


@dataclass(frozen=True)
class Targets:
    """What a plan asks for of each indicator (primary key): of everybody, of a side, of single organisations."""

    general: dict[int, Goal]
    by_side: dict[tuple[int, str], Goal]
    by_organisation: dict[tuple[int, int], Goal]

    def for_all(self, definition: IndicatorDefinition) -> Goal | None:
        return self.general.get(definition.pk)

    def for_organisation(self, definition: IndicatorDefinition, organisation: Organisation) -> Goal | None:
        """The one that is set for it most closely."""
        side = Side.LOCALITIES if organisation.is_locality else Side.UNITS
        return (
            self.by_organisation.get((definition.pk, organisation.pk))
            or self.by_side.get((definition.pk, side))
            or self.general.get(definition.pk)
        )


def targets_of(year: int, *, definition: IndicatorDefinition | None = None, before: datetime | None = None) -> Targets:
    """The targets of a year's plan, of one indicator where it is given; one query."""
    rows = IndicatorTarget.objects.newest(before).filter(plan__year=year, value__isnull=False)
    if definition:
        rows = rows.filter(definition=definition)
    found = Targets({}, {}, {})
    for target in rows:
        if target.organisation_id:
            found.by_organisation[target.definition_id, target.organisation_id] = target.goal
        elif target.side:
            found.by_side[target.definition_id, target.side] = target.goal
        else:
            found.general[target.definition_id] = target.goal
    return found


def current_target(
    definition: IndicatorDefinition, plan: Plan, *, side: str = "", organisation: int | None = None
) -> IndicatorTarget | None:
    """The newest one that was set for exactly these, withdrawn or not."""
    its = IndicatorTarget.objects.newest().filter(definition=definition, plan=plan)
    return its.filter(side=side, organisation=organisation).first()


def targets_set(
    definition: IndicatorDefinition, plan: Plan, *, before: datetime | None = None
) -> QuerySet[IndicatorTarget]:
    """Those in force, that of everybody first, with the people and documents."""
    return (
        IndicatorTarget.objects.newest(before)
        .filter(definition=definition, plan=plan, value__isnull=False)
        .select_related("organisation", "source_document", "by", "for_person")
        .order_by(F("organisation__order").asc(nulls_first=True), "side", "pk")
    )
