"""The chart of an indicator: its course over the year, with the line that is to be reached."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.charts import Kind, Line, LineChart, Table
from tasks_app.indicators import wording
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.queries import Sheet, Sums
from tasks_app.indicators.rules import Period, value


def course(its: Sheet) -> LineChart | None:
    """None where the year has not two values: a point is no line."""
    unit = IndicatorUnit(its.definition.unit)
    known = [(period, sums, value(sums.ratio, unit)) for period, sums in its.course if sums]
    known = [(period, sums, reached) for period, sums, reached in known if reached is not None]
    if len(known) < 2:
        return None
    values = {period: float(reached) for period, _sums, reached in known}
    steps = len(its.course) - 1
    where = {period: number / steps for number, (period, _sums) in enumerate(its.course)}
    newest, _newest_sums, newest_value = known[-1]
    reached_words = wording.figure(newest_value, unit)
    return LineChart(
        key="course",
        title=_("%(indicator)s in %(year)s") % {"indicator": its.definition, "year": str(its.period.first.year)},
        description=_description(its, newest, reached_words, unit),
        lines=[
            *_target_line(its, unit),
            Line(
                Kind.ACTUAL,
                _("Actual %(value)s") % {"value": reached_words},
                [(where[period], values.get(period)) for period, _sums in its.course],
            ),
        ],
        ticks=[(where[period], wording.short_name_of(period)) for period, _sums in its.course],
        table=Table(
            [_("Period"), _("Value"), str(its.definition.numerator), str(its.definition.denominator)],
            [_cells(period, sums, unit) for period, sums in its.course if sums],
        ),
        unit="%" if unit == IndicatorUnit.PERCENT else "",
    )


def _target_line(its: Sheet, unit: IndicatorUnit) -> list[Line]:
    if its.goal is None:
        return []
    words = wording.goal_in_words(its.goal, its.definition.direction, unit)
    level = float(its.goal.value)
    return [Line(Kind.TARGET, _("Target %(value)s") % {"value": words}, [(0, level), (1, level)])]


def _description(its: Sheet, newest: Period, reached: str, unit: IndicatorUnit) -> str:
    said = {"period": wording.name_of(newest), "value": reached}
    if its.goal is None:
        return _("%(period)s: %(value)s.") % said
    said["target"] = wording.goal_in_words(its.goal, its.definition.direction, unit)
    return _("%(period)s: %(value)s; target %(target)s.") % said


def _cells(period: Period, sums: Sums, unit: IndicatorUnit) -> list[str]:
    return [
        wording.name_of(period),
        wording.figure(value(sums.ratio, unit), unit),
        wording.amount(sums.ratio.numerator),
        wording.amount(sums.ratio.denominator),
    ]
