"""Files of offices, read as grids. Nothing in them is run, followed or evaluated."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime
from pathlib import PurePath
from typing import BinaryIO

from tasks_app.common.enums import FileKind
from tasks_app.common.files import NO_ARCHIVE, NotTaken, Objection, kind_of
from tasks_app.common.packages import TooMuch, check_package
from tasks_app.imports.enums import Refusal
from tasks_app.imports.rules.grid import (
    AT_MOST_COLUMNS,
    AT_MOST_ROWS,
    FILE_BYTES,
    UNPACKED_BYTES,
    Grid,
    Line,
    Span,
    Unreadable,
    Value,
    said,
    without_empty_end,
)

NOT_READ = {
    FileKind.XLS: Refusal.OLD_EXCEL,
    FileKind.DOC: Refusal.OLD_WORD,
    FileKind.PDF: Refusal.PDF,
    FileKind.JPEG: Refusal.PICTURE,
    FileKind.PNG: Refusal.PICTURE,
}
OBJECTIONS = {
    Objection.EMPTY: Refusal.EMPTY,
    Objection.MACROS: Refusal.MACROS,
    Objection.LOCKED: Refusal.LOCKED,
    Objection.MISNAMED: Refusal.MISNAMED,
}
BY_ENDING = {"xls": Refusal.OLD_EXCEL, "doc": Refusal.OLD_WORD, "pdf": Refusal.PDF}
DAY_IN_FORMAT = re.compile(r"d(?![^\[]*\])", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read_file(file: BinaryIO, name: str) -> list[Grid]:
    """The tables of a workbook (one for each sheet shown) or of a Word file (one for all). Raises Unreadable."""
    kind = _kind(file, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader's, of styles that it does not know
            grids = _sheets(file) if kind == FileKind.XLSX else _word(file)
    except Unreadable:
        raise
    except Exception as error:  # a file that is damaged, or was made to do harm, breaks the readers anywhere
        raise Unreadable(Refusal.DAMAGED) from error
    return grids


def _kind(file: BinaryIO, name: str) -> FileKind:
    file.seek(0, 2)
    if file.tell() > FILE_BYTES:
        raise Unreadable(Refusal.TOO_LARGE)
    try:
        kind = kind_of(file, name)
    except NotTaken as refused:
        ending = PurePath(name).suffix.lower().removeprefix(".")
        known = OBJECTIONS.get(refused.objection) or BY_ENDING.get(ending) or Refusal.UNKNOWN
        if refused.objection == Objection.MISNAMED and refused.kind in NOT_READ:
            known = NOT_READ[refused.kind]
        raise Unreadable(known) from refused
    if kind in NOT_READ:
        raise Unreadable(NOT_READ[kind])
    try:
        check_package(file, most_bytes=UNPACKED_BYTES)
    except TooMuch as error:
        raise Unreadable(Refusal.UNPACKS_TOO_LARGE) from error
    except NO_ARCHIVE as error:
        raise Unreadable(Refusal.DAMAGED) from error
    return kind


# --- Workbooks --------------------------------------------------------------------------------------------------------


def _sheets(file: BinaryIO) -> list[Grid]:
    from openpyxl import load_workbook

    # The last results of formulas are read, since rows are numbered by them; links to other files are dropped.
    workbook = load_workbook(file, data_only=True, keep_links=False)
    try:
        return [_sheet(sheet) for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    finally:
        workbook.close()


def _sheet(sheet) -> Grid:
    last = _last_row(sheet)
    if last > AT_MOST_ROWS:
        raise Unreadable(Refusal.TOO_MANY_ROWS)
    width = min(sheet.max_column or 0, AT_MOST_COLUMNS)
    lines: list[Line] = []
    for row in sheet.iter_rows(max_row=last, max_col=width) if last else ():
        cells = [_value(cell) for cell in row]
        number = len(lines) + 1
        hidden = sheet.row_dimensions[number].hidden if number in sheet.row_dimensions else False
        lines.append(Line(number, cells, is_hidden=bool(hidden)))
    lines = without_empty_end(lines)
    spans = [
        Span(its.min_row - 1, its.min_col - 1, min(its.max_row, len(lines)) - 1, min(its.max_col, width) - 1)
        for its in sheet.merged_cells.ranges
        if its.min_row <= len(lines) and its.min_col <= width
    ]
    return Grid(lines, spans, sheet.title, _hidden_columns(sheet))


def _last_row(sheet) -> int:
    """The last row with something in it; 0 where there is none.

    Of the cells that the file has: walking over a sheet makes all cells up to the last one, a million rows where a
    single cell stands at the bottom.
    """
    filled = (row for (row, column), cell in sheet._cells.items() if column <= AT_MOST_COLUMNS and said(cell.value))
    return max(filled, default=0)


def _hidden_columns(sheet) -> frozenset[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min:
            hidden.update(range(dimension.min - 1, min(dimension.max, AT_MOST_COLUMNS)))
    return frozenset(hidden)


def _value(cell) -> Value:
    """A day is a day; where the format shows no day, it is the month that was meant."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if DAY_IN_FORMAT.search(QUOTED.sub("", cell.number_format or "d")) else f"{value:%m/%Y}"
    if isinstance(value, bool) or value is None or isinstance(value, (str, int, float)):
        return None if isinstance(value, bool) else value
    return str(value)


# --- Word -------------------------------------------------------------------------------------------------------------


def _word(file: BinaryIO) -> list[Grid]:
    """All tables below one another: a table that was split, or begins again on each page, is one."""
    from docx import Document

    grid = Grid([])
    for piece, table in enumerate(Document(file).tables):
        _add_table(grid, table._tbl, piece)
        if len(grid.lines) > AT_MOST_ROWS:
            raise Unreadable(Refusal.TOO_MANY_ROWS)
    return [grid] if grid.lines else []


def _add_table(grid: Grid, table, piece: int) -> None:
    open_spans: dict[int, tuple[int, int]] = {}  # by column, the line where a merge began and its last column
    for row in table.tr_lst:
        at = len(grid.lines)
        line = Line(at + 1, [None] * min(row.grid_before, AT_MOST_COLUMNS), piece=piece)
        going_on: set[int] = set()
        for cell in row.tc_lst:
            left = len(line.cells)
            if left >= AT_MOST_COLUMNS:
                break
            width = min(max(cell.grid_span, 1), AT_MOST_COLUMNS)
            if cell.vMerge == "continue" and left in open_spans:
                going_on.add(left)
                line.cells += [None] * width
                continue
            line.cells += [_text(cell), *[None] * (width - 1)]
            if cell.vMerge == "restart":
                _end_span(grid, open_spans, left, at - 1)
                open_spans[left] = (at, left + width - 1)
                going_on.add(left)
            elif width > 1:
                grid.spans.append(Span(at, left, at, left + width - 1))
        for left in set(open_spans) - going_on:
            _end_span(grid, open_spans, left, at - 1)
        grid.lines.append(line)
    for left in set(open_spans):
        _end_span(grid, open_spans, left, len(grid.lines) - 1)


def _end_span(grid: Grid, open_spans: dict[int, tuple[int, int]], left: int, bottom: int) -> None:
    if left in open_spans:
        top, right = open_spans.pop(left)
        if bottom > top or right > left:
            grid.spans.append(Span(top, left, bottom, right))


def _text(cell) -> str:
    """The paragraphs of a cell; what was struck out by the tracking of changes is not in them."""
    return "\n".join(paragraph.text for paragraph in cell.p_lst)
