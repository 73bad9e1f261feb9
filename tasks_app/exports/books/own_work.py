"""What somebody answers for, and what a member oversees."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet
from tasks_app.exports.books.parts import (
    day,
    file_name,
    moment,
    notes_of_day,
    number,
    percent,
    task_columns,
    text,
    working_days_left,
)
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Status
from tasks_app.plan.queries import current_plan
from tasks_app.reminders.queries import OverseenWork
from tasks_app.reminders.views import MyOrganisations
from tasks_app.reporting.queries import ContributionLine, WorkRow
from tasks_app.reporting.views import WORK_GROUPS, MyWork

# --- One's own work ---------------------------------------------------------------------------------------------------


def my_work_book(page: MyWork) -> Book:
    """What a person answers for by its sections, and what is still to be given to the work of others."""
    title, work = _("My work"), page.work(whole=True)
    columns = [
        text(_("Group"), 20),
        *task_columns(),
        text(_("Lead organisation"), 28),
        day(_("Deadline")),
        day(_("Counts until")),
        text(_("Status"), 20),
        number(_("Working days left"), 10),
        percent(_("Progress"), 9),
        text(_("Note"), 22),
        text(_("Report owed"), 16),
        day(_("Report deadline")),
        moment(_("Report sent at")),
        moment(_("Draft saved at")),
        text(_("Returned with the comment"), 36),
        text(_("Missing contributions"), 30),
    ]
    rows = [_work_row(str(label), row) for name, label in WORK_GROUPS.items() for row in getattr(work, name)]
    sheets = [Sheet.of(title, columns, rows)]
    if work.coordinating:
        sheets.append(Sheet.of(_("Coordination"), _contribution_columns(), map(_contribution_row, work.coordinating)))
    notes = [str(page.request.standing.person), *notes_of_day(current_plan(on=page.today), page.today)]
    return Book(file_name(title, page.today), title, notes, sheets)


def _work_row(group: str, row: WorkRow) -> Row:
    its, period = row.assignment, row.owed
    return (
        group,
        its.task.number,
        its.task.title,
        its.organisation.name,
        its.deadline_on,
        row.measured.counts_until_on,
        row.shown.label,
        working_days_left(row.measured),
        its.percent,
        row.shown.note,
        str(period) if period else "",
        period.due_on if period else None,
        row.sent.submitted_at if row.sent else None,
        row.draft.updated_at if row.draft else None,
        row.returned.review_comment if row.returned else "",
        row.missing,
    )


def _contribution_columns() -> list[Column]:
    return [
        *task_columns(),
        text(_("Lead organisation"), 28),
        text(_("Coordinating organisation"), 28),
        day(_("To be given by")),
        text(_("State"), 30),
        number(_("Working days left"), 10),
        day(_("Deadline of the work")),
    ]


def _contribution_row(line: ContributionLine) -> Row:
    its, assignment = line.contribution, line.contribution.assignment
    return (
        assignment.task.number,
        assignment.task.title,
        assignment.organisation.name,
        its.organisation.name,
        its.due_on,
        line.shown.label,
        line.standing.working_days,
        assignment.deadline_on,
    )


# --- What a member oversees -------------------------------------------------------------------------------------------


def my_organisations_book(page: MyOrganisations) -> Book:
    """The organisations that a member follows, and their open work, the most urgent first."""
    title = _("My units and localities")
    statuses = [status for status in Status if status != Status.OUT_OF_FORCE]
    sums = [
        (one.organisation.name, one.total, *(one.counts[status] for status in statuses), one.urgings)
        for one in page.overseen
    ]
    columns = [
        text(_("Unit or locality"), 36),
        number(_("Assignments")),
        *(number(status.label) for status in statuses),
        number(_("Times urged")),
    ]
    rows = [_overseen_row(one.organisation, work) for one in page.overseen for work in (*one.pressing, *one.other)]
    sheets = [Sheet.of(title, columns, sums), Sheet.of(_("Open work"), _open_work_columns(), rows)]
    notes = [str(page.request.standing.person), *notes_of_day(current_plan(on=page.today), page.today)]
    return Book(file_name(title, page.today), title, notes, sheets)


def _open_work_columns() -> list[Column]:
    return [
        text(_("Unit or locality"), 32),
        *task_columns(),
        day(_("Deadline")),
        day(_("Counts until")),
        text(_("Status"), 20),
        number(_("Working days left"), 10),
        text(_("Responsible member"), 24),
        percent(_("Progress"), 9),
        number(_("Times urged"), 9),
        day(_("Last urged on")),
    ]


def _overseen_row(organisation: Organisation, work: OverseenWork) -> Row:
    its = work.assignment
    return (
        organisation.name,
        its.task.number,
        its.task.title,
        its.deadline_on,
        work.measured.counts_until_on,
        work.shown.label,
        working_days_left(work.measured),
        str(its.responsible),
        its.percent,
        work.urged.times,
        work.urged.last_on,
    )
