"""What somebody pastes from a table: rows of an organisation, a numerator and a denominator."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from tasks_app.common.text import folded, tidy
from tasks_app.indicators.enums import IndicatorUnit, NumberFault, RowFault
from tasks_app.indicators.rules.figures import Ratio
from tasks_app.indicators.rules.names import NameBook
from tasks_app.indicators.rules.numbers import NotANumber, read_number

Key = TypeVar("Key", bound=Hashable)

ORDINAL = re.compile(
    r"(?:\d{1,3}|[IVXLCDM]{1,7})?\.?", re.ASCII
)  # what stands in front of the names: 1, 2., IV, nothing
SUMS = frozenset({"tong", "tong so", "tong cong", "cong", "toan tinh", "total", "whole province"})
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class PastedRow:
    """``line``: where it stands in the text, from 1; the cells as they were pasted, "" where there is none."""

    line: int
    name: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class Pasted:
    """``left_out``: the lines that are a head or a sum; sums are made here, of what was entered."""

    rows: list[PastedRow]
    left_out: list[int]


@dataclass(frozen=True)
class Fault:
    """``cell``: "numerator", "denominator", or "" for the row."""

    reason: RowFault | NumberFault
    cell: str = ""


@dataclass(frozen=True)
class JudgedRow(Generic[Key]):
    """``ratio`` is None for a row with a fault; ``alike``: whom a name that is not known may mean."""

    row: PastedRow
    organisation: Key | None = None
    ratio: Ratio | None = None
    faults: tuple[Fault, ...] = ()
    alike: list[Key] = field(default_factory=list)


def read_pasted(text: str) -> Pasted:
    """The rows of tab-separated cells. A column of ordinals in front and cells behind the third are left aside."""
    rows, left_out = [], []
    for line, content in enumerate(text.splitlines(), 1):
        if not content.strip():
            continue
        row = _row(line, content)
        (left_out.append(line) if _is_head(row, rows) or folded(row.name) in SUMS else rows.append(row))
    return Pasted(rows, left_out)


def _row(line: int, content: str) -> PastedRow:
    cells = [tidy(cell.strip('"')) for cell in content.split("\t")]
    if len(cells) > 3 and ORDINAL.fullmatch(cells[0]):
        cells = cells[1:]
    name, numerator, denominator = [*cells, "", ""][:3]
    return PastedRow(line, name, numerator, denominator)


def _is_head(row: PastedRow, before: list[PastedRow]) -> bool:
    """The first row, where it has words over its columns and no figure in them."""
    words = row.numerator and row.denominator
    return bool(not before and words and not DIGIT.search(row.numerator + row.denominator))


def judge_rows(rows: Iterable[PastedRow], book: NameBook[Key], unit: IndicatorUnit) -> list[JudgedRow[Key]]:
    """What each row says, or everything that is wrong with it."""
    seen: set[Key] = set()
    judged = []
    for row in rows:
        found = book.find(row.name)
        faults = [fault for fault in (_name_fault(found, seen), *_cell_faults(row, unit)) if fault]
        seen |= found if len(found) == 1 else set()
        judged.append(
            JudgedRow(
                row,
                organisation=next(iter(found)) if len(found) == 1 else None,
                ratio=None if faults else read_ratio(row.numerator, row.denominator),
                faults=tuple(faults),
                alike=[] if found else book.alike(row.name),
            )
        )
    return judged


def _name_fault(found: set, seen: set) -> Fault | None:
    if not found:
        return Fault(RowFault.UNKNOWN)
    if len(found) > 1:
        return Fault(RowFault.AMBIGUOUS)
    return Fault(RowFault.TWICE) if found & seen else None


def _cell_faults(row: PastedRow, unit: IndicatorUnit) -> list[Fault]:
    if not row.numerator and not row.denominator:
        return [Fault(RowFault.CELLS)]
    return ratio_faults(row.numerator, row.denominator, unit)


def ratio_faults(numerator: str, denominator: str, unit: IndicatorUnit) -> list[Fault]:
    """What is wrong with two figures as they were typed; nothing where they can be entered."""
    read: dict[str, Decimal] = {}
    faults = []
    for cell, text in (("numerator", numerator), ("denominator", denominator)):
        try:
            read[cell] = read_number(text)
        except NotANumber as refused:
            faults.append(Fault(refused.fault, cell))
    if faults:
        return faults
    is_larger = read["numerator"] > read["denominator"] if unit == IndicatorUnit.PERCENT else not read["denominator"]
    is_nothing = not read["numerator"] and not read["denominator"]
    return [Fault(RowFault.PART_IS_LARGER)] if is_larger and not is_nothing else []


def read_ratio(numerator: str, denominator: str) -> Ratio:
    """Of two figures without faults."""
    return Ratio(read_number(numerator), read_number(denominator))
