"""What goes into a spreadsheet: a book of sheets, whose columns say what their values are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from itertools import chain, islice
from typing import NamedTuple

TOLD_EVERY = 2000  # rows; whoever is told writes it down, which takes as long as some hundred rows
Value = str | int | float | Decimal | date | datetime | None


class Kind(Enum):
    """What the values of a column are: None in all of them is an empty cell."""

    TEXT = auto()
    NUMBER = auto()  # whole numbers
    DECIMAL = auto()  # up to two decimals
    PERCENT = auto()  # in per cent: 98.6 is 98,6 %
    DAY = auto()  # date
    MOMENT = auto()  # aware datetime


@dataclass(frozen=True)
class Column:
    """``width``: in characters; text wraps within it."""

    label: str
    kind: Kind = Kind.TEXT
    width: int = 12


class Strong(NamedTuple):
    """A row that stands out: a sum, or the head of a group."""

    values: Sequence[Value]


Row = Sequence[Value] | Strong


@dataclass(frozen=True)
class Sheet:
    """``rows`` are read once, one after the other, so they may come straight from a database; ``number``: how many
    there are."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    number: int

    @classmethod
    def of(cls, title: str, columns: Sequence[Column], rows: Iterable[Row]) -> Sheet:
        """Of rows that are few, and all at hand."""
        rows = list(rows)
        return cls(title, columns, rows, len(rows))

    def batches(self) -> Iterator[list[Row]]:
        """The rows as they come, ``TOLD_EVERY`` at a time; the last ones may be fewer."""
        coming = iter(self.rows)
        while rows := list(islice(coming, TOLD_EVERY)):
            yield rows


@dataclass(frozen=True)
class Book:
    """``name``: of the file, without ending; ``notes``: what stands under the title: plan, day, filters, by whom."""

    name: str
    title: str
    notes: Sequence[str]
    sheets: Sequence[Sheet]

    @property
    def number(self) -> int:
        """How many rows there are in all."""
        return sum(sheet.number for sheet in self.sheets)

    def with_notes(self, *notes: str) -> Book:
        return Book(self.name, self.title, tuple(chain(self.notes, notes)), self.sheets)
