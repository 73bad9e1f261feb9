"""A book as .xlsx: real dates and numbers, a frozen header with filters, ready to be printed. Memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from math import ceil
from typing import Any, BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from tasks_app.common.sheets.books import TOLD_EVERY, Book, Column, Kind, Row, Sheet, Strong, Value
from tasks_app.common.sheets.cells import Remembered, local, looks_like_formula, text_cell

FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.DECIMAL: "#,##0.##",
    Kind.PERCENT: "0.0%",
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}
TO_THE_RIGHT = {Kind.NUMBER, Kind.DECIMAL, Kind.PERCENT}
A4 = 9
LINE, HIGHEST = 15, 409  # points; Excel knows no higher row
IN_A_UNIT = 1.3  # characters in a unit of width, rather too few than too many
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31


def write_xlsx(book: Book, target: BinaryIO, *, tell: Callable[[int], None] | None = None) -> int:
    """Write a book into a file that is open for writing; returns how many rows it has.

    ``tell`` is called with the number of rows written so far, now and then. Rows are written as they come and kept
    nowhere: a sheet of 50,000 rows takes no more memory than one of ten.
    """
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
        "default_date_format": FORMATS[Kind.DAY],
    }
    written = 0
    with Workbook(target, options) as workbook:
        workbook.set_properties({"title": book.title, "comments": "\n".join(book.notes)})
        styles = Styles(workbook)
        names = _names(book.sheets)
        for sheet, name in zip(book.sheets, names, strict=True):
            writer = _SheetWriter(workbook.add_worksheet(name), sheet, styles)
            writer.head(book, alone=len(book.sheets) == 1)
            for rows in sheet.batches():
                writer.add(rows)
                written += len(rows)
                if tell and len(rows) == TOLD_EVERY:
                    tell(written)
            writer.finish()
    if tell:
        tell(written)
    return written


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook):
        font = {"font_name": "Times New Roman", "font_size": 11}
        cell = font | {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
        add = workbook.add_format
        self.title = add(font | {"bold": True, "font_size": 14})
        self.note = add(font | {"italic": True, "font_color": "#595959"})
        self.header = add(
            cell | {"bold": True, "bg_color": "#E7EDF3", "text_wrap": True, "valign": "vcenter", "align": "center"}
        )
        self.text, self.quoted = add(cell | {"text_wrap": True}), add(cell | {"text_wrap": True, "quote_prefix": True})
        strong = cell | {"bold": True, "bg_color": "#F2F2F2"}
        self.strong_text = add(strong | {"text_wrap": True})
        self.strong_quoted = add(strong | {"text_wrap": True, "quote_prefix": True})
        self.by_kind = {kind: add(cell | self._number(kind)) for kind in FORMATS}
        self.strong_by_kind = {kind: add(strong | self._number(kind)) for kind in FORMATS}

    @staticmethod
    def _number(kind: Kind) -> dict:
        if kind in TO_THE_RIGHT:
            return {"num_format": FORMATS[kind], "align": "right", "indent": 1}
        return {"num_format": FORMATS[kind], "align": "center"}

    def of_text(self, text: str, *, is_strong: bool):
        """A text that begins like a formula says that it is one, so that it stays a text when its cell is edited."""
        if looks_like_formula(text):
            return self.strong_quoted if is_strong else self.quoted
        return self.strong_text if is_strong else self.text

    def of(self, kind: Kind, *, is_strong: bool):
        if kind == Kind.TEXT:
            return self.strong_text if is_strong else self.text
        return (self.strong_by_kind if is_strong else self.by_kind)[kind]


class Cell(NamedTuple):
    """How a value is written: by which method, as what, and in which format; ``lines``: on how many it stands."""

    write: Callable
    content: Value
    style: Any
    lines: int = 1


class _SheetWriter:
    """One sheet: head, rows, set-up of the page."""

    def __init__(self, worksheet, sheet: Sheet, styles: Styles):
        self.worksheet, self.sheet, self.styles = worksheet, sheet, styles
        # By column, what is written of each value.
        self.cells, self.strong_cells = (
            [Remembered(partial(self._cell, column, is_strong)) for column in sheet.columns]
            for is_strong in (False, True)
        )
        self.at = 0  # the next free row
        self.header_at = 0

    def head(self, book: Book, *, alone: bool) -> None:
        for place, column in enumerate(self.sheet.columns):
            self.worksheet.set_column(place, place, column.width)
        is_named = alone or self.sheet.title == book.title
        title = book.title if is_named else f"{book.title} - {self.sheet.title}"
        self._line(title, self.styles.title)
        for note in book.notes:
            self._line(note, self.styles.note)
        self.at += 1
        self.header_at = self.at
        for place, column in enumerate(self.sheet.columns):
            self.worksheet.write_string(self.at, place, text_cell(column.label), self.styles.header)
        self._make_room(max((_lines(one.label, one.width) for one in self.sheet.columns), default=1))
        self.worksheet.freeze_panes(self.at + 1, 0)
        self.at += 1

    def _line(self, text: str, style) -> None:
        self.worksheet.write_string(self.at, 0, text_cell(text), style)
        self.at += 1

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows below those that are there."""
        for row in rows:
            is_strong = isinstance(row, Strong)
            cells, values = (self.strong_cells, row.values) if is_strong else (self.cells, row)
            height = 1
            for place, (cell, value) in enumerate(zip(cells, values, strict=True)):
                write, content, style, lines = cell[value]
                write(self.at, place, content, style)
                height = max(height, lines)
            self._make_room(height)
            self._forget(self.at - 1)
            self.at += 1

    def _forget(self, row: int) -> None:
        """XlsxWriter keeps the height of every row to the end, also of those that it has written out."""
        self.worksheet.row_info.pop(row, None)
        self.worksheet.row_sizes.pop(row, None)

    def _make_room(self, lines: int) -> None:
        """Excel finds out by itself how high a row of wrapped text is, LibreOffice does not."""
        if lines > 1:
            self.worksheet.set_row(self.at, min(lines * LINE, HIGHEST))

    def _cell(self, column: Column, is_strong: bool, value: Value) -> Cell:
        write, style = self.worksheet, self.styles.of(column.kind, is_strong=is_strong)
        if value is None or value == "":
            return Cell(write.write_blank, None, style)
        if isinstance(value, str):
            text = text_cell(value)
            is_long = len(value) > column.width or "\n" in value
            lines = _lines(value, column.width) if is_long else 1
            return Cell(write.write_string, text, self.styles.of_text(text, is_strong=is_strong), lines)
        if isinstance(value, date):
            return Cell(write.write_datetime, local(value) if isinstance(value, datetime) else value, style)
        if column.kind == Kind.PERCENT:
            return Cell(write.write_number, value / 100, style)
        if column.kind == Kind.DECIMAL and value == int(value):
            # A whole number in a format with decimals ends in a point.
            return Cell(write.write_number, value, self.styles.of(Kind.NUMBER, is_strong=is_strong))
        return Cell(write.write_number, value, style)

    def finish(self) -> None:
        worksheet, last = self.worksheet, len(self.sheet.columns) - 1
        worksheet.autofilter(self.header_at, 0, max(self.at - 1, self.header_at), last)
        worksheet.set_landscape()
        worksheet.set_paper(A4)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(self.header_at)
        worksheet.set_footer("&C" + _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"})


def _names(sheets: Iterable[Sheet]) -> list[str]:
    """Names of sheets as Excel takes them: short, without some signs, each once."""
    names: list[str] = []
    for sheet in sheets:
        base = _name(sheet.title)
        name, number = base, 2
        while name.casefold() in {other.casefold() for other in names}:
            ending = f" ({number})"
            name, number = base[: LONGEST_NAME - len(ending)].strip() + ending, number + 1
        names.append(name)
    return names


def row_height(texts: Iterable[tuple[str, int]]) -> int:
    """How high a row is whose wrapped texts stand in columns of these widths; in points."""
    return min(max((_lines(text, width) for text, width in texts), default=1) * LINE, HIGHEST)


def _lines(text: str, width: int) -> int:
    """On about how many lines a text stands in a column of a width."""
    room = width * IN_A_UNIT
    if "\n" not in text:
        return ceil(len(text) / room)
    return sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))


def _name(title: str) -> str:
    plain = " ".join(text_cell(title).translate(NOT_IN_A_NAME).split()).strip("'")
    return plain[:LONGEST_NAME].strip() or "1"
