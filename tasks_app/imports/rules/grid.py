"""A table as it stands in a file: lines of cells, and which cells are merged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tasks_app.common.text import folded
from tasks_app.imports.enums import Refusal

Value = str | date | float | int | None
AT_MOST_ROWS = 5000
AT_MOST_COLUMNS = 60
FILE_BYTES = 10 << 20
UNPACKED_BYTES = 80 << 20


class Unreadable(Exception):
    """Why a file is not read."""

    def __init__(self, refusal: Refusal):
        self.refusal = refusal
        super().__init__(refusal.value)


@dataclass(frozen=True)
class Span:
    """Cells that are one: from a line and a column to a line and a column, by their places in the grid."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Line:
    """``number``: of the row in the file, from 1; ``piece``: of which table of a Word file it is."""

    number: int
    cells: list[Value]
    is_hidden: bool = False
    piece: int = 0

    def text(self, column: int) -> str:
        return said(self.cells[column]) if column < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        return [column for column in range(len(self.cells)) if self.text(column)]


@dataclass
class Grid:
    lines: list[Line]
    spans: list[Span] = field(default_factory=list)
    name: str = ""
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)

    def filled_down(self) -> None:
        """What is merged over several lines holds for each of them."""
        for span in self.spans:
            if span.bottom > span.top and span.left < len(self.lines[span.top].cells):
                value = self.lines[span.top].cells[span.left]
                for line in self.lines[span.top + 1 : span.bottom + 1]:
                    line.cells += [None] * (span.left + 1 - len(line.cells))
                    line.cells[span.left] = value

    def goes_on(self, at: int, column: int) -> bool:
        """Whether a cell is merged with the one above it."""
        return any(span.left <= column <= span.right and span.top < at <= span.bottom for span in self.spans)


def said(value: Value) -> str:
    """A cell as text on one line: composed letters, no signs that cannot be seen."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    composed = unicodedata.normalize("NFC", str(value).replace("_x000D_", " "))
    visible = (" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in composed)
    return " ".join("".join(visible).split())


def plainly(value: Value) -> str:
    """The text of a cell to compare it by: folded, without stops at its end."""
    return folded(said(value)).strip(" .:;*")


def without_empty_end(lines: Iterable[Line]) -> list[Line]:
    kept = list(lines)
    while kept and not kept[-1].filled:
        kept.pop()
    return kept
