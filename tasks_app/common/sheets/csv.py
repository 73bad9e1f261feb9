"""A book as CSV: UTF-8 with the mark by which Excel knows it, so that Vietnamese text comes out right."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

from tasks_app.common.sheets.books import TOLD_EVERY, Book, Column, Kind, Row, Sheet, Strong, Value
from tasks_app.common.sheets.cells import Remembered, local, neutral, text_cell

TO_BE_QUOTED = re.compile(r'[",\r\n]')
LINE_END, EMPTY = "\r\n", '""'
FRACTIONS = {Kind.DECIMAL, Kind.PERCENT}  # 7 and 7.0 are equal and not written alike


def write_csv(book: Book, target: BinaryIO, *, tell: Callable[[int], None] | None = None) -> int:
    """Write the sheets of a book one after the other into a file that is open for writing; returns how many rows.

    Days are ISO 8601 and numbers have a decimal point: this form is for programs. Sheets are parted by an empty line
    and begin with their title where there are several. Text that looks like a formula gets an apostrophe in front.
    """
    target.write(BOM_UTF8)
    field, written = Remembered(_field), 0
    for place, sheet in enumerate(book.sheets):
        if len(book.sheets) > 1:
            parting = LINE_END if place else ""
            target.write(f"{parting}{_field(sheet.title)}{LINE_END}".encode())
        target.write(_head(sheet))
        for rows in sheet.batches():
            target.write(_lines(rows, sheet.columns, field))
            written += len(rows)
            if tell and len(rows) == TOLD_EVERY:
                tell(written)
    if tell:
        tell(written)
    return written


def _head(sheet: Sheet) -> bytes:
    return f"{','.join(_field(column.label) for column in sheet.columns)}{LINE_END}".encode()


def _lines(rows: Iterable[Row], columns: Sequence[Column], field: Remembered[str]) -> bytes:
    """The rows as lines of text, made column by column: so the loops over their cells are not Python's."""
    values = (row.values if isinstance(row, Strong) else row for row in rows)
    fields = [
        map(_field if column.kind in FRACTIONS else field.__getitem__, its)
        for column, its in zip(columns, zip(*values, strict=True), strict=True)
    ]
    # A line of one empty field would be an empty line, which readers skip.
    return "".join(f"{','.join(line) or EMPTY}{LINE_END}" for line in zip(*fields, strict=True)).encode()


def _field(value: Value) -> str:
    """A value as it stands in a line: in quotes where it has to."""
    match value:
        case None:
            return ""
        case str():
            text = neutral(text_cell(value))
            return _quoted(text) if TO_BE_QUOTED.search(text) else text
        case datetime():
            return local(value).isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
    return str(value)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
