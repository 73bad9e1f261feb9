"""When a file is made while one waits, and for how long one is kept."""

from datetime import datetime, timedelta

from tasks_app.exports.enums import FileFormat

OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    FileFormat.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.DOCX: f"{OFFICE}.wordprocessingml.document",
    FileFormat.PDF: "application/pdf",
    FileFormat.ZIP: "application/zip",
}
MOST_TRIES = 3
TAKEN_FOR = timedelta(minutes=15)  # longer than the longest file takes; after that its worker has died
AT_MOST_OPEN = 5  # files of one person that wait at once


def has_died(taken_at: datetime | None, *, at: datetime) -> bool:
    """Whether whoever took a file up has not finished it for too long."""
    return taken_at is not None and taken_at <= at - TAKEN_FOR
