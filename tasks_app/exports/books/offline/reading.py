"""A workbook that came back, as rows of text. Nothing in it is run, followed or evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from tasks_app.common.text import folded
from tasks_app.exports.rules import AT_MOST_ROWS, FIELDS, NotUnderstood, plain, typed_text
from tasks_app.exports.wording import KEY, TITLE, fault_in_words, heading_key, headings, situations

LOOKED_THROUGH = 30  # rows in which the headings are looked for
AT_MOST_COLUMNS = 60
AT_MOST_LINES = 5000  # with the empty ones between


class NoWorkbook(Exception):
    """Why a file is not taken at all; a sentence for the person."""


@dataclass
class ReadRow:
    """A row with something in it: ``typed`` by field, ``cells`` where each stands, ``faults`` as sentences."""

    place: int
    key: str = ""
    title: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.key or any(self.typed.values()) or self.faults)


def read_workbook(file: BinaryIO) -> list[ReadRow]:
    """The rows below the headings, in whichever sheet and order they stand. Raises NoWorkbook."""
    from openpyxl import load_workbook

    try:
        # The last results of formulas are not asked for, links to other files are dropped.
        workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            return _rows_of(workbook)
        finally:
            workbook.close()
    except NoWorkbook:
        raise
    except Exception as error:  # a file that is damaged, or was made to do harm, breaks the reader anywhere
        raise NoWorkbook(_("The workbook is damaged and cannot be read. Save it anew and choose it again.")) from error


def _rows_of(workbook) -> list[ReadRow]:
    known = headings()
    for sheet in workbook.worksheets:
        lines = sheet.iter_rows(max_row=AT_MOST_LINES, max_col=AT_MOST_COLUMNS)
        for columns in _headings_in(lines, known):
            return _rows_below(lines, columns)
    raise NoWorkbook(
        _("The headings of the workbook were not found. Use a workbook that was downloaded here, with its heading row.")
    )


def _headings_in(lines: Iterator, known: dict[str, str]) -> Iterator[dict[int, str]]:
    """By place the columns that are known, of the first line that has the key and something to fill in."""
    for _number, line in zip(range(LOOKED_THROUGH), lines, strict=False):
        columns: dict[int, str] = {}
        for place, cell in enumerate(line):
            name = known.get(heading_key(unescaped(cell.value))) if isinstance(cell.value, str) else None
            if name and name not in columns.values():
                columns[place] = name
        if KEY in columns.values() and not set(FIELDS).isdisjoint(columns.values()):
            yield columns


def _rows_below(lines: Iterator, columns: dict[int, str]) -> list[ReadRow]:
    named = situations()
    rows: list[ReadRow] = []
    for line in lines:
        row = _row(line, columns, named)
        if row is None or row.is_empty:
            continue
        if len(rows) == AT_MOST_ROWS:
            raise NoWorkbook(
                _("The workbook has more than %(number)s rows. Split it into several.") % {"number": AT_MOST_ROWS}
            )
        rows.append(row)
    if not rows:
        raise NoWorkbook(_("There are no rows below the headings of the workbook."))
    return rows


def _row(line, columns: dict[int, str], named: dict[str, str]) -> ReadRow | None:
    from openpyxl.utils import get_column_letter

    place = next((cell.row for cell in line if getattr(cell, "row", None)), None)
    if place is None:
        return None
    row = ReadRow(place)
    for at, name in columns.items():
        _take(row, name, line[at], named, cell_at=f"{get_column_letter(at + 1)}{place}")
    return row


def _take(row: ReadRow, name: str, cell, named: dict[str, str], *, cell_at: str) -> None:
    value = unescaped(cell.value) if isinstance(cell.value, str) else cell.value
    if name in (KEY, TITLE):
        text = "" if value is None or cell.data_type == "f" else plain(str(value))
        setattr(row, name, text)
        return
    row.cells[name] = cell_at
    try:
        text = typed_text(name, value, number_format=getattr(cell, "number_format", ""), kind=_kind(cell, value))
    except NotUnderstood as refused:
        row.faults.append(fault_in_words(refused.fault, name, cell_at))
        row.typed[name] = "" if value is None else plain(str(value))
        return
    row.typed[name] = named.get(folded(text), text) if name == "situation" else text


def _kind(cell, value: object) -> str:
    """An array formula is an object of its own, which says nothing of the cell's type."""
    return "f" if value is not None and type(value).__module__.startswith("openpyxl.") else cell.data_type or ""


def unescaped(text: str) -> str:
    """Some programs write the end of a line by its number."""
    return text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
