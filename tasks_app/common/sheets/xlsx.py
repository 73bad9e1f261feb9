"""A book as .xlsx: real dates and numbers, a frozen header with filters, ready to be printed. Memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import ceil
from typing import BinaryIO

from django.utils.translation import gettext as _

from tasks_app.common.sheets.books import Book, Column, Kind, Sheet, Strong, Value
from tasks_app.common.sheets.cells import local, looks_like_formula, text_cell

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
TOLD_EVERY = 500  # rows
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
            for _row in writer.rows():
                written += 1
                if tell and written % TOLD_EVERY == 0:
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


class _SheetWriter:
    """One sheet: head, rows, set-up of the page."""

    def __init__(self, worksheet, sheet: Sheet, styles: Styles):
        self.worksheet, self.sheet, self.styles = worksheet, sheet, styles
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

    def rows(self) -> Iterable[None]:
        columns = self.sheet.columns
        for row in self.sheet.rows:
            is_strong = isinstance(row, Strong)
            lines = 1
            for place, (column, value) in enumerate(zip(columns, row.values if is_strong else row, strict=True)):
                self._cell(place, column, value, is_strong=is_strong)
                if isinstance(value, str) and (len(value) > column.width or "\n" in value):
                    lines = max(lines, _lines(value, column.width))
            self._make_room(lines)
            self.at += 1
            yield

    def _make_room(self, lines: int) -> None:
        """Excel finds out by itself how high a row of wrapped text is, LibreOffice does not."""
        if lines > 1:
            self.worksheet.set_row(self.at, min(lines * LINE, HIGHEST))

    def _cell(self, place: int, column: Column, value: Value, *, is_strong: bool) -> None:
        write = self.worksheet
        if value is None or value == "":
            write.write_blank(self.at, place, None, self.styles.of(column.kind, is_strong=is_strong))
        elif isinstance(value, str):
            text = text_cell(value)
            write.write_string(self.at, place, text, self.styles.of_text(text, is_strong=is_strong))
        elif isinstance(value, date):
            moment = local(value) if isinstance(value, datetime) else value
            write.write_datetime(self.at, place, moment, self.styles.of(column.kind, is_strong=is_strong))
        else:
            number = value / 100 if column.kind == Kind.PERCENT else value
            # A whole number in a format with decimals ends in a point.
            is_whole = column.kind == Kind.DECIMAL and value == int(value)
            kind = Kind.NUMBER if is_whole else column.kind
            write.write_number(self.at, place, number, self.styles.of(kind, is_strong=is_strong))

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
