"""What was found."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import file_name, notes_of_day, text
from tasks_app.finding.enums import Kind
from tasks_app.finding.queries import Search, each_found
from tasks_app.finding.views import SearchPage, line_of


def search_book(page: SearchPage) -> Book:
    """All that was found, not only the best of each kind, in the order of the page."""
    search, title = page.search, _("Search")
    columns = [
        text(_("Kind of result"), 24),
        text(_("Number or code"), 16),
        text(_("Found"), 60),
        text(_("Details"), 44),
        text(_("Status"), 20),
    ]
    found = page.numbers()
    sheet = Sheet(title, columns, _rows(search, found), sum(found.values()))
    words = [_("Search: %(text)s") % {"text": search.text}] if search.words else []
    return Book(file_name(title, search.on), title, notes_of_day(search.plan, search.on, *words), [sheet])


def _rows(search: Search, kinds: dict[Kind, int]) -> Iterator[Row]:
    for kind in kinds:
        for one in each_found(search, kind):
            line = line_of(kind, one, search)
            status = line.shown.label if line.shown else ""
            yield (str(kind.label), line.number, line.title, line.detail, status)
