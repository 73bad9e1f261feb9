"""What follows from numerators and denominators: sums, values, targets met, trends and ranks.

Values are rounded to hundredths once, half up, and everything is judged by the rounded value: what is printed and what
is judged cannot contradict each other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from tasks_app.indicators.enums import Direction, IndicatorUnit, ShortcomingState, Trend
from tasks_app.plan.enums import TaskStatus

Key = TypeVar("Key", bound=Hashable)

HUNDREDTH = Decimal("0.01")
TIMES = {IndicatorUnit.PERCENT: 100, IndicatorUnit.DAYS: 1}


@dataclass(frozen=True)
class Ratio:
    """A numerator and its denominator. Both may be 0: there was nothing to count, which is an answer."""

    numerator: Decimal
    denominator: Decimal

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator + other.numerator, self.denominator + other.denominator)


def total(ratios: Iterable[Ratio]) -> Ratio:
    """Of organisations, or of months: numerators and denominators are summed, per cents are never averaged."""
    return sum(ratios, Ratio(Decimal(0), Decimal(0)))


def value(ratio: Ratio, unit: IndicatorUnit) -> Decimal | None:
    """In the unit (60 for 60 %), rounded to hundredths; None where there was nothing to count."""
    if not ratio.denominator:
        return None
    return (ratio.numerator * TIMES[unit] / ratio.denominator).quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Goal:
    """A target: at least ``value`` (or at most, where lower is better); ``is_strict``: more (or less) than it."""

    value: Decimal
    is_strict: bool = False


def attains(reached: Decimal, goal: Goal, direction: Direction) -> bool:
    ahead = lead(reached, goal, direction)
    return ahead > 0 or (ahead == 0 and not goal.is_strict)


def lead(reached: Decimal, goal: Goal, direction: Direction) -> Decimal:
    """How far a value is ahead of its target, below 0 where it lags behind."""
    ahead = reached - goal.value
    return ahead if direction == Direction.HIGHER else -ahead


def trend(now: Decimal | None, before: Decimal | None, direction: Direction) -> Trend | None:
    """None where one of them is not known."""
    if now is None or before is None:
        return None
    if now == before:
        return Trend.SAME
    return Trend.BETTER if (now > before) == (direction == Direction.HIGHER) else Trend.WORSE


def ranked(values: Mapping[Key, Decimal | None], direction: Direction) -> list[tuple[int, Key]]:
    """(place, who), the best first: equal values share a place and the next place is left out (1, 2, 2, 4).

    Who has no value has no place. Those who share one stand in the order given.
    """
    known = {key: reached for key, reached in values.items() if reached is not None}
    order = sorted(known, key=lambda key: known[key], reverse=direction == Direction.HIGHER)
    first_of: dict[Decimal, int] = {}
    for place, key in enumerate(order, 1):
        first_of.setdefault(known[key], place)
    return [(first_of[known[key]], key) for key in order]


def shortcoming_state(statuses: Iterable[TaskStatus | None]) -> ShortcomingState:
    """From its tasks; ``None`` for one without assignments in force. It is overcome only when all of them are done."""
    found = list(statuses)
    if not found:
        return ShortcomingState.WITHOUT_TASK
    if all(status == TaskStatus.DONE for status in found):
        return ShortcomingState.OVERCOME
    return ShortcomingState.UNDER_WAY
