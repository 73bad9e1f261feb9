"""The log of what happened."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tasks_app.audit.queries import all_lines, number_of_lines
from tasks_app.audit.rules import MOST_TAKEN_OUT
from tasks_app.audit.views import AuditLog
from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import file_name, filter_notes, moment, text


def audit_book(page: AuditLog) -> Book:
    """The lines that the address asks for, the newest MOST_TAKEN_OUT of them."""
    title, asked = _("Audit log"), page.filters.asked
    number = number_of_lines(asked, today=page.today)
    columns = [
        moment(_("At")),
        moment(_("Last at")),
        text(_("Who"), 30),
        text(_("What"), 44),
        text(_("Details"), 44),
        text(_("In words"), 36),
        text(_("On what"), 36),
        *([text(_("Network address"), 18)] if page.sees_watched else []),
    ]
    notes = filter_notes(page.filters)
    if number == MOST_TAKEN_OUT:
        notes.append(_("Only the newest %(number)d lines. Choose days to get older ones.") % {"number": number})
    return Book(file_name(title, page.today), title, notes, [Sheet(title, columns, _rows(page), number)])


def _rows(page: AuditLog) -> Iterator[Row]:
    for found in all_lines(page.filters.asked, today=page.today):
        for one in page.said(found):
            row = (one.at, one.until, one.who, one.what, one.detail, one.quote, one.about)
            yield (*row, one.address) if page.sees_watched else row
