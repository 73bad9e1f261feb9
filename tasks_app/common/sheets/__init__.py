"""Spreadsheets: what goes into one, and how it is written. Columns build ``Book``s; this package knows none of them."""

from tasks_app.common.sheets.books import Book, Column, Kind, Row, Sheet, Strong, Value
from tasks_app.common.sheets.cells import LONGEST, looks_like_formula, neutral, text_cell
from tasks_app.common.sheets.csv import write_csv
from tasks_app.common.sheets.xlsx import row_height, write_xlsx

__all__ = [
    "LONGEST",
    "Book",
    "Column",
    "Kind",
    "Row",
    "Sheet",
    "Strong",
    "Value",
    "looks_like_formula",
    "neutral",
    "row_height",
    "text_cell",
    "write_csv",
    "write_xlsx",
]
