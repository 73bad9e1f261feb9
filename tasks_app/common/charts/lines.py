"""A line chart in words and figures: what a page gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What a line says; the value is its class in the stylesheet."""

    PLAN = "pl"
    ACTUAL = "ac"
    TARGET = "tg"


@dataclass(frozen=True)
class Line:
    kind: Kind
    label: str
    points: Sequence[tuple[float, float | None]]
    """Across (0 to 1) and up (the chart's unit), from left to right. None: not known, and the line has a gap there."""
    label_at: float | None = None
    """Where across the label stands; where the line ends, if nothing is said."""
    note: str = ""
    """A second line under the label ("6 points behind")."""

    @property
    def known(self) -> list[tuple[float, float]]:
        return [(x, value) for x, value in self.points if value is not None]

    @property
    def runs(self) -> list[list[tuple[float, float]]]:
        """The stretches that are known without a gap."""
        runs = [[]]
        for x, value in self.points:
            if value is not None:
                runs[-1].append((x, value))
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    def value_at(self, part: float) -> float:
        """The height of the line there, straight across gaps and level before and behind it; it needs a known point."""
        known = self.known
        for (x, value), (to_x, to_value) in pairwise(known):
            if x <= part <= to_x:
                return value + (to_value - value) * ((part - x) / (to_x - x) if to_x > x else 0)
        return known[0][1] if part < known[0][0] else known[-1][1]


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class LineChart:
    key: str
    """Unique on its page: the ids of its parts begin with it."""
    title: str
    description: str
    """What the chart shows, as a sentence with figures: for who does not see it."""
    lines: Sequence[Line]
    ticks: Sequence[tuple[float, str]]
    """Across (0 to 1) and what is written there; those for which there is no room are left out."""
    table: Table
    low: float | None = None
    high: float | None = None
    """The ends of the scale where they are given (0 and 100); otherwise they follow from the figures."""
    unit: str = "%"
    height: int = 250


def across(day: date, first: date, last: date) -> float:
    """Where a day stands between two others: 0 on the first, 1 on the last, never outside."""
    whole = (last - first).days
    return min(max((day - first).days / whole, 0.0), 1.0) if whole else 0.0
