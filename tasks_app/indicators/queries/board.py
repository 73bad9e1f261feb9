"""All indicators at a glance: the newest value of each, beside its target and the period before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tasks_app.indicators.enums import Trend
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries.readings import Sums, Targets, sums_by_period, targets_of
from tasks_app.indicators.queries.reporters import Reporters, reporters_of
from tasks_app.indicators.rules import Goal, Period, Ratio, attains, lead, trend, value

SHOWN = 12  # periods of the small line


@dataclass(frozen=True)
class Standing:
    """A value beside what it is measured by. ``ahead`` and ``attained`` are None without a value or a target."""

    ratio: Ratio
    value: Decimal | None
    before: Decimal | None
    trend: Trend | None
    goal: Goal | None
    ahead: Decimal | None
    attained: bool | None


def standing(definition: IndicatorDefinition, ratio: Ratio, *, before: Ratio | None, goal: Goal | None) -> Standing:
    """``before``: the figures of the period before, where there are any."""
    reached = value(ratio, definition.unit)
    earlier = value(before, definition.unit) if before else None
    is_judged = reached is not None and goal is not None
    return Standing(
        ratio=ratio,
        value=reached,
        before=earlier,
        trend=trend(reached, earlier, definition.direction),
        goal=goal,
        ahead=lead(reached, goal, definition.direction) if is_judged else None,
        attained=attains(reached, goal, definition.direction) if is_judged else None,
    )


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in its newest period; ``period`` and ``its`` are None where nothing is read yet.

    ``series``: the values of the last periods up to that, the oldest first; ``expected`` is None where it is not read
    by organisation.
    """

    definition: IndicatorDefinition
    goal: Goal | None
    period: Period | None = None
    its: Standing | None = None
    series: tuple[Decimal | None, ...] = ()
    reported: int = 0
    expected: int | None = None


def indicator_lines(*, today: date, before: datetime | None = None) -> list[IndicatorLine]:
    """The indicators in force on a day; ``before``: by what was recorded until that moment. Four queries."""
    definitions = list(IndicatorDefinition.objects.in_force(today))
    sums = sums_by_period(definitions, before=before)
    targets = targets_of(today.year, before=before)
    reporters = reporters_of(definitions)
    return [_line(one, sums.get(one.pk, {}), targets, reporters[one.pk]) for one in definitions]


def _last(period: Period, sums: Mapping[Period, Sums]) -> list[Period]:
    """The last periods up to one, from the first that was read."""
    last = [period]
    while len(last) < SHOWN and last[0] > min(sums):
        last.insert(0, last[0].before)
    return last


def _line(
    definition: IndicatorDefinition, sums: Mapping[Period, Sums], targets: Targets, reporters: Reporters
) -> IndicatorLine:
    goal = targets.for_all(definition)
    if not sums:
        return IndicatorLine(definition, goal)
    period = max(sums)
    earlier = sums.get(period.before)
    return IndicatorLine(
        definition=definition,
        goal=goal,
        period=period,
        its=standing(definition, sums[period].ratio, before=earlier.ratio if earlier else None, goal=goal),
        series=tuple(value(sums[one].ratio, definition.unit) if one in sums else None for one in _last(period, sums)),
        reported=sums[period].reported,
        expected=len(reporters.on(period.last)) if definition.by_organisation else None,
    )
