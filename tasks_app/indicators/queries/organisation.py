"""How one organisation stands by the indicators that it is read for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import F

from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading
from tasks_app.indicators.queries.board import SHOWN, IndicatorLine, standing
from tasks_app.indicators.queries.readings import Targets, targets_of
from tasks_app.indicators.rules import Period, Ratio, period_of, value
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Frequency


def lines_of_organisation(
    organisation: Organisation, *, today: date, before: datetime | None = None
) -> list[IndicatorLine]:
    """The indicators in force on a day of which something is read for an organisation, each in its newest period and
    beside its own target; ``before``: by what was recorded until that moment. Two queries."""
    readings = (
        IndicatorReading.objects.newest(before)
        .counted()
        .filter(
            organisation=organisation,
            period_kind=F("definition__period_kind"),
            definition__in=IndicatorDefinition.objects.in_force(today),
        )
        .select_related("definition")
        .order_by("definition__order", "definition__code", "period_from")
    )
    found: dict[IndicatorDefinition, dict[Period, Ratio]] = defaultdict(dict)
    for one in readings:
        found[one.definition][period_of(one.period_from, Frequency(one.period_kind))] = one.ratio
    targets = targets_of(today.year, before=before)
    return [_line(definition, ratios, targets, organisation) for definition, ratios in found.items()]


def _line(
    definition: IndicatorDefinition, ratios: dict[Period, Ratio], targets: Targets, organisation: Organisation
) -> IndicatorLine:
    period, goal = max(ratios), targets.for_organisation(definition, organisation)
    last = sorted(ratios)[-SHOWN:]
    return IndicatorLine(
        definition=definition,
        goal=goal,
        period=period,
        its=standing(definition, ratios[period], before=ratios.get(period.before), goal=goal),
        series=tuple(value(ratios[one], definition.unit) for one in last),
    )
