"""Reporting periods, and what is owed for one."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.common.sheets import Book, Row, Sheet, Strong
from tasks_app.dashboard.rules import percentage
from tasks_app.exports.books.parts import (
    day,
    day_in_words,
    file_name,
    filter_notes,
    mark,
    moment,
    notes_of_day,
    number,
    of_plan,
    percent,
    task_columns,
    text,
)
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.queries import DueRow, PeriodFigures
from tasks_app.reporting.views import PeriodDetail, PeriodList

PERIODS = {
    "current": gettext_lazy("Not closed yet"),
    "closed": gettext_lazy("Closed"),
    "ahead": gettext_lazy("Not begun yet"),
}


def period_list_book(page: PeriodList) -> Book:
    """The periods of the plan, each with how many of the reports owed were sent."""
    title = _("Reporting periods")
    columns = [
        text(_("State"), 16),
        text(_("Period"), 20),
        text(_("Kind of period"), 14),
        day(_("First day")),
        day(_("Data cut-off")),
        day(_("Report deadline")),
        number(_("Sent")),
        number(_("Owed")),
    ]
    rows = [_period_row(str(PERIODS[name]), one) for name, periods in page.sections().items() for one in periods]
    notes = notes_of_day(page.plan, page.today)
    return Book(file_name(title, page.today), title, notes, [Sheet.of(title, columns, rows)])


def _period_row(state: str, period: ReportingPeriod) -> Row:
    return (
        state,
        str(period),
        str(period.get_kind_display()),
        period.starts_on,
        period.ends_on,
        period.due_on,
        period.answered,
        period.owed,
    )


def period_book(page: PeriodDetail) -> Book:
    """The figures of a period, frozen where it is closed, and all the owed reports that the address asks for."""
    period, figures = page.shown, page.figures
    title = str(period)
    columns = [
        *task_columns(),
        text(_("Organisation"), 30),
        text(_("Report"), 20),
        text(_("Late"), 6),
        text(_("After the cut-off"), 30),
        text(_("Situation"), 22),
        percent(_("Progress"), 9),
        text(_("Sent by"), 28),
        moment(_("Sent at")),
    ]
    sheets = [
        Sheet.of(_("Figures"), [text(_("Figure"), 50), number(_("Number")), percent(_("Share"))], _figures(figures)),
        Sheet.of(_("Reports"), columns, map(_due_row, page.rows)),
    ]
    return Book(file_name(title), title, _period_notes(page), sheets)


def _figures(figures: PeriodFigures) -> list[Row]:
    lifted = [(_("Not owed any more"), figures.lifted, None)] if figures.lifted else []
    return [
        Strong((_("Owed"), figures.owed, None)),
        (_("Sent"), figures.sent, percentage(figures.sent, figures.owed)),
        (_("Sent late"), figures.late, percentage(figures.late, figures.owed)),
        (_("Missing"), figures.missing, percentage(figures.missing, figures.owed)),
        *lifted,
        Strong((_("Assignments in force at the cut-off"), figures.in_force, None)),
        *((one.label, one.count, percentage(one.count, figures.in_force)) for one in figures.shares),
    ]


def _due_row(row: DueRow) -> Row:
    its, newest = row.assignment, row.newest
    return (
        its.task.number,
        its.task.title,
        its.organisation.name,
        row.chip.label,
        mark(row.is_late),
        row.after,
        str(newest.get_situation_display()) if newest else "",
        newest.percent if newest else None,
        newest.who if newest else "",
        newest.submitted_at if newest else None,
    )


def _period_notes(page: PeriodDetail) -> list[str]:
    period = page.shown
    days = _("From %(first)s to the data cut-off on %(last)s; reports are due on %(due)s") % {
        "first": day_in_words(period.starts_on),
        "last": day_in_words(period.ends_on),
        "due": day_in_words(period.due_on),
    }
    organisation = [str(page.one_organisation)] if page.one_organisation else []
    return [*of_plan(period.plan), days, _how_firm(page), *filter_notes(page.filters), *organisation]


def _how_firm(page: PeriodDetail) -> str:
    if not page.shown.is_closed:
        return _("By what is known now; closing the period freezes these figures.")
    frozen, changed = _("These figures are frozen."), page.figures.changed
    if not changed:
        return frozen
    words = ngettext(
        "%(number)s assignment stands otherwise by what was recorded after the cut-off.",
        "%(number)s assignments stand otherwise by what was recorded after the cut-off.",
        changed,
    )
    return f"{frozen} {words % {'number': changed}}"
