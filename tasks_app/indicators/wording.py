"""What people read of indicators: values, targets, how far one is from the other, and where a value goes.

Colour belongs to timeliness, so a target that is met or not has words and an icon.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.indicators.enums import Direction, IndicatorUnit, ShortcomingState, Trend
from tasks_app.indicators.rules import Fault, Goal, Period, Ratio
from tasks_app.reporting.wording import period_name

NOTHING = "–"
SIGNS = {
    (Direction.HIGHER, False): "≥",
    (Direction.HIGHER, True): ">",
    (Direction.LOWER, False): "≤",
    (Direction.LOWER, True): "<",
}
ARROWS = {"up": "arrow-up-right", "down": "arrow-down-right", "level": "arrow-right"}
SHORTCOMING_ICONS = {
    ShortcomingState.OVERCOME: "check-circle-fill",
    ShortcomingState.UNDER_WAY: "circle-half",
    ShortcomingState.WITHOUT_TASK: "circle",
}
CELLS = {"numerator": gettext_lazy("Numerator"), "denominator": gettext_lazy("Denominator")}


@dataclass(frozen=True)
class Chip:
    """What a status chip needs."""

    icon: str
    label: str
    css: str = ""


@dataclass(frozen=True)
class Move:
    """Against the period before: an arrow for the figure, and what it means in words. ``said``: the whole of it."""

    icon: str
    by: str
    said: str


def amount(number: Decimal) -> str:
    """A count, as it is written in the active language: 1.234 or 1.234,5."""
    return number_format(number, _places(number), use_l10n=True, force_grouping=True)


def typed(number: Decimal) -> str:
    """A count as it stands in a field: 1234,5, which is read back in either language and in one way only."""
    return f"{number:.{_places(number)}f}".replace(".", ",")


def figure(value: Decimal | None, unit: IndicatorUnit) -> str:
    """A value with its unit: 95,4% or 3,5 days."""
    if value is None:
        return NOTHING
    if unit == IndicatorUnit.PERCENT:
        return f"{amount(value)}%"
    return _("%(value)s days") % {"value": amount(value)}


def parts(ratio: Ratio) -> str:
    """The figures behind a value: 1.234/1.300."""
    return f"{amount(ratio.numerator)}/{amount(ratio.denominator)}"


def goal_in_words(goal: Goal | None, direction: Direction, unit: IndicatorUnit) -> str:
    """ "≥ 95%"; "" where there is no target."""
    if goal is None:
        return ""
    return f"{SIGNS[Direction(direction), goal.is_strict]} {figure(goal.value, unit)}"


def ahead_in_words(ahead: Decimal | None, unit: IndicatorUnit, *, attained: bool | None) -> str:
    """How far a value is from its target; "" where one of them is missing."""
    if ahead is None:
        return ""
    distance = points(abs(ahead), unit)
    if not attained:
        return _("%(distance)s short of it") % {"distance": distance} if ahead else _("just at it, more is asked for")
    return _("%(distance)s better") % {"distance": distance} if ahead else _("exactly met")


def points(distance: Decimal, unit: IndicatorUnit) -> str:
    if unit == IndicatorUnit.DAYS:
        return figure(distance, unit)
    return _("%(value)s points") % {"value": amount(distance)}


def attained_chip(attained: bool | None) -> Chip | None:
    if attained is None:
        return None
    return Chip("check2-circle", _("Target met")) if attained else Chip("dash-circle", _("Target not met"))


def move(trend: Trend | None, now: Decimal | None, before: Decimal | None, unit: IndicatorUnit) -> Move | None:
    """None where one of the two is not known."""
    if trend is None:
        return None
    by = now - before
    way = "up" if by > 0 else "down" if by < 0 else "level"
    size = "" if way == "level" else f"{'+' if by > 0 else '−'}{amount(abs(by))}"
    said = {
        "up": _("up by %(distance)s, %(trend)s"),
        "down": _("down by %(distance)s, %(trend)s"),
        "level": "%(trend)s",
    }[way]
    return Move(ARROWS[way], size, said % {"distance": points(abs(by), unit), "trend": trend.label})


def name_of(period: Period) -> str:
    """ "Tháng 9/2024", "Quý III/2024", "Năm 2024"."""
    return period_name(period.kind, period.last)


def short_name_of(period: Period) -> str:
    """On the axis of a chart: T9, Q3, 2024."""
    if period.months == 12:
        return str(period.first.year)
    if period.months == 3:
        return _("Q%(number)s") % {"number": (period.first.month + 2) // 3}
    return _("M%(number)s") % {"number": period.first.month}


def reported_in_words(reported: int, expected: int | None) -> str:
    """ "18 of 21 reported"; "" where it is not read by organisation."""
    if expected is None:
        return ""
    text = ngettext("%(count)d of %(number)d reported", "%(count)d of %(number)d reported", expected)
    return text % {"count": reported, "number": expected}


def fault_in_words(fault: Fault) -> str:
    """What is wrong with a typed or pasted figure, with the name of its column where it is one column's."""
    text = str(fault.reason.label)
    return f"{CELLS[fault.cell]}: {text}" if fault.cell else text


def shortcoming_chip(state: ShortcomingState) -> Chip:
    return Chip(SHORTCOMING_ICONS[state], str(state.label))


def _places(number: Decimal) -> int:
    """As many decimals as say something, at most two."""
    return 0 if number == number.to_integral_value() else 1 if number * 10 == (number * 10).to_integral_value() else 2
