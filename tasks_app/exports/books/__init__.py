"""What of each page goes into a spreadsheet. A page that is not here has no "Excel" button."""

from tasks_app.common.sheets import write_csv, write_xlsx
from tasks_app.exports.books.asking import AskedBook, PageBook, asked_book
from tasks_app.exports.books.parts import made_by
from tasks_app.exports.books.plan import assignment_book
from tasks_app.exports.enums import FileFormat
from tasks_app.plan import views as plan

BOOKS: dict[str, PageBook] = {
    "assignment_list": PageBook(plan.AssignmentList, assignment_book),
}

WRITERS = {FileFormat.XLSX: write_xlsx, FileFormat.CSV: write_csv}

__all__ = ["BOOKS", "WRITERS", "AskedBook", "PageBook", "asked_book", "made_by"]
