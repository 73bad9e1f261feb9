"""The scale of a chart, and the units of its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH = 440
LETTER = 16  # the height of a letter where the chart is at its smallest, on a phone
ROOM_ABOVE, ROOM_BELOW, ROOM_RIGHT = 14, 26, 6
NICE = (1, 2, 2.5, 5, 10)


def scale(low: float, high: float, most: int = 5) -> list[float]:
    """Round figures in equal steps that enclose both ends; ``most`` of them, or one or two more."""
    if high <= low:
        low, high = low - 1, high + 1
    rough = (high - low) / (most - 1)
    power = 10 ** floor(log10(rough))
    step = next(nice * power for nice in NICE if nice * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def decimals(ticks: Sequence[float]) -> int:
    """How many decimals the steps of a scale need."""
    return next(places for places in range(6) if all(abs(tick - round(tick, places)) < 1e-9 for tick in ticks))


def text_width(text: str) -> float:
    """The room that a text takes, a little more rather than less: letters are not measured here."""
    return len(text) * LETTER * 0.61


def unit(value: float) -> str:
    """Texts, because a template would write decimals with the language's comma."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Frame:
    """The part of the drawing where the lines are, and the scale of its height."""

    left: float
    low: float
    high: float
    bottom: float

    def x(self, part: float) -> float:
        return self.left + part * (WIDTH - ROOM_RIGHT - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - ROOM_ABOVE)
