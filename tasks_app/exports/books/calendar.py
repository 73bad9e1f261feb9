"""The working calendar."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.views import CalendarYearPage
from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import day, file_name, mark, text


def calendar_book(page: CalendarYearPage) -> Book:
    """The days off and the swaps of a year."""
    its = page.its
    title = _("Working calendar %(year)s") % {"year": str(its.year)}
    columns = [
        day(_("Day")),
        text(_("Weekday"), 12),
        text(_("Kind of day"), 20),
        text(_("Name of the day"), 36),
        text(_("Falls on a weekend"), 10),
        text(_("Official notice"), 24),
    ]
    days = ngettext("%(number)s working day in the year.", "%(number)s working days in the year.", its.working_days)
    sheet = Sheet.of(title, columns, map(_row, its.days))
    return Book(file_name(title), title, [days % {"number": its.working_days}], [sheet])


def _row(one: CalendarDay) -> Row:
    return (
        one.day,
        date_format(one.day, "l"),
        str(one.kind_of_day.label),
        one.name,
        mark(one.is_on_a_weekend),
        one.notice_number or _("unconfirmed"),
    )
