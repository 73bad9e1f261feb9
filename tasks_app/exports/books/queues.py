"""What waits for an answer: reports, and requests for an extension."""

from __future__ import annotations

from itertools import chain

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet
from tasks_app.exports.books.parts import (
    day,
    decimal,
    file_name,
    filter_notes,
    mark,
    moment,
    notes_of_day,
    number,
    percent,
    task_columns,
    text,
)
from tasks_app.reporting.enums import ExtensionState, Recommendation
from tasks_app.reporting.queries import (
    DeadlinesKept,
    QueueFigures,
    WaitingExtension,
    WaitingReport,
    queue_figures,
    waiting_report,
)
from tasks_app.reporting.views import ExtensionQueue, ReviewQueue


def review_book(page: ReviewQueue) -> Book:
    """The reports that wait for the secretariat, all that the address asks for, and how quickly it answers."""
    title = _("Review reports")
    columns = [
        *task_columns(),
        text(_("Organisation"), 30),
        text(_("Situation"), 22),
        percent(_("Progress"), 9),
        text(_("Period"), 16),
        text(_("Sent by"), 28),
        moment(_("Sent at")),
        number(_("Waits (working days)"), 10),
        text(_("Answer overdue"), 9),
    ]
    lines = [waiting_report(report, today=page.today, calendar=page.calendar) for report in page.queue]
    figures = queue_figures(today=page.today, calendar=page.calendar)
    sheets = [
        Sheet.of(title, columns, map(_waiting_row, lines)),
        Sheet.of(_("Figures"), [text(_("Figure"), 50), decimal(_("Number"))], _queue_rows(figures)),
    ]
    notes = notes_of_day(page.plan, page.today, *filter_notes(page.filters))
    return Book(file_name(title, page.today), title, notes, sheets)


def _waiting_row(line: WaitingReport) -> Row:
    report, its = line.report, line.report.assignment
    return (
        its.task.number,
        its.task.title,
        its.organisation.name,
        str(report.get_situation_display()),
        report.percent,
        str(report.due.period) if report.due else "",
        report.who,
        report.submitted_at,
        line.waits,
        mark(line.is_late),
    )


def _queue_rows(figures: QueueFigures) -> list[Row]:
    """Of the whole queue, whatever the list is narrowed to."""
    return [
        (_("Waiting for an answer"), figures.waiting),
        (_("Longest wait (working days)"), figures.longest),
        (_("Answer overdue"), figures.late),
        (_("Median of the answers (working days)"), figures.median),
        (_("Answered today"), figures.answered_today),
    ]


def extension_book(page: ExtensionQueue) -> Book:
    """The requests that wait for a leader, then those that wait for the secretariat; and the deadlines of the plan."""
    title, queue, kept = _("Extensions"), page.queue(), page.kept()
    columns = [
        text(_("State"), 26),
        *task_columns(),
        text(_("Organisation"), 30),
        text(_("Asked by"), 28),
        moment(_("Asked at")),
        day(_("Deadline")),
        number(_("Times extended"), 9),
        text(_("Asked after the deadline"), 10),
        day(_("Deadline asked for")),
        text(_("Proposal"), 16),
        day(_("Deadline proposed")),
        text(_("Reason"), 40),
        number(_("Waits (working days)"), 10),
    ]
    sheets = [Sheet.of(title, columns, map(_extension_row, chain(queue.for_decision, queue.for_proposal)))]
    if kept:
        sheets.append(Sheet.of(_("Deadlines of the plan"), _kept_columns(), _kept_rows(kept)))
    notes = notes_of_day(page.plan, page.today, *filter_notes(page.filters))
    return Book(file_name(title, page.today), title, notes, sheets)


def _extension_row(line: WaitingExtension) -> Row:
    extension, its = line.extension, line.extension.assignment
    return (
        str(ExtensionState(extension.state).label),
        its.task.number,
        its.task.title,
        its.organisation.name,
        extension.who,
        extension.asked_at,
        extension.deadline_before,
        extension.approved_before,
        mark(extension.is_late),
        extension.deadline_asked,
        str(Recommendation(extension.recommendation).label) if extension.recommendation else "",
        extension.deadline_proposed,
        extension.reason,
        line.waits,
    )


def _kept_columns() -> list[Column]:
    return [text(_("Figure"), 50), number(_("By the deadline in force"), 16), number(_("By the original deadline"), 16)]


def _kept_rows(kept: DeadlinesKept) -> list[Row]:
    return [
        (_("Not completed and overdue"), kept.overdue, kept.overdue_originally),
        (_("Overdue or completed late"), kept.late, kept.late_originally),
        (_("Assignments whose deadline was extended"), kept.extended, None),
    ]
