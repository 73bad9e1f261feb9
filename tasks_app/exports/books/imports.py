"""A file for a plan, row by row with what is said of each: to be put right in a spreadsheet and uploaded again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import file_name, notes_of_day, number, text
from tasks_app.imports.enums import Part
from tasks_app.imports.views import ImportPage, Line

WIDTHS = {Part.CONTENT: 50, Part.LEAD: 30, Part.COORDINATING: 30, Part.DELIVERABLE: 24}
PARTS = [part for part in Part if part != Part.NUMBER]


def import_book(page: ImportPage) -> Book:
    """The rows that the page is narrowed to, with the words of the file."""
    title = _("Rows of the file")
    columns = [
        number(_("Row"), 7),
        *(text(part.label, WIDTHS.get(part, 18)) for part in PARTS),
        text(_("Verdict"), 14),
        text(_("What is said of it"), 60),
    ]
    lines = page.lines_of(page.numbers)
    notes = notes_of_day(None, page.today, ": ".join((_("File"), page.its.name)))
    return Book(
        file_name(title, page.its.name.rsplit(".", 1)[0]),
        title,
        notes,
        [Sheet.of(title, columns, [_row(line) for line in lines])],
    )


def _row(line: Line) -> Row:
    raw = line.row.raw
    key_task = line.judged.key_task or ""
    words = (str(key_task) if part == Part.KEY_TASK else raw.text(part) for part in PARTS)
    said = "\n".join(sentence for _verdict, sentence in line.said)
    return (line.row.number, *words, str(line.row.get_verdict_display()), said)
