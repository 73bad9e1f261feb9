"""A workbook of one's own rows: written, read when it comes back, and its rows taken over one by one."""

from tasks_app.exports.books.offline.judging import Desk
from tasks_app.exports.books.offline.reading import NoWorkbook, ReadRow, read_workbook
from tasks_app.exports.books.offline.writing import OfflineBook, again_book, own_book, write_offline

__all__ = [
    "Desk",
    "NoWorkbook",
    "OfflineBook",
    "ReadRow",
    "again_book",
    "own_book",
    "read_workbook",
    "write_offline",
]
