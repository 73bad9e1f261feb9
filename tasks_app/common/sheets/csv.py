"""A book as CSV: UTF-8 with the mark by which Excel knows it, so that Vietnamese text comes out right."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import TextIOWrapper
from typing import BinaryIO

from tasks_app.common.sheets.books import Book, Strong, Value
from tasks_app.common.sheets.cells import local, neutral, text_cell
from tasks_app.common.sheets.xlsx import TOLD_EVERY


def write_csv(book: Book, target: BinaryIO, *, tell: Callable[[int], None] | None = None) -> int:
    """Write the sheets of a book one after the other into a file that is open for writing; returns how many rows.

    Days are ISO 8601 and numbers have a decimal point: this form is for programs. Sheets are parted by an empty line
    and begin with their title where there are several. Text that looks like a formula gets an apostrophe in front.
    """
    target.write(BOM_UTF8)
    text = TextIOWrapper(target, "utf-8", newline="", write_through=True)
    writer, written = csv.writer(text), 0
    for place, sheet in enumerate(book.sheets):
        if len(book.sheets) > 1:
            writer.writerows([[]] if place else [])
            writer.writerow([neutral(text_cell(sheet.title))])
        writer.writerow([neutral(text_cell(column.label)) for column in sheet.columns])
        for row in sheet.rows:
            writer.writerow(_written(row.values if isinstance(row, Strong) else row))
            written += 1
            if tell and written % TOLD_EVERY == 0:
                tell(written)
    text.detach()
    if tell:
        tell(written)
    return written


def _written(values: Iterable[Value]) -> list[str]:
    return [_in_text(value) for value in values]


def _in_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return neutral(text_cell(value))
        case datetime():
            return local(value).isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
    return str(value)
