"""The plan and its assignments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet
from tasks_app.exports.books.parts import day, empty_book, file_name, number, percent, plan_notes, text
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Column as Shown
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Assignment, JudgedQuerySet, Phase, Task
from tasks_app.plan.queries import Beside, PlanDay, beside, in_order, tasks_of, visible_on
from tasks_app.plan.rules import Timeliness, timeliness
from tasks_app.plan.views import AssignmentList, TaskList, TaskRow, applied_filters

AT_A_TIME = 2000  # rows whose documents and deadlines are looked up together
BESIDE = (Shown.ORIGINAL, Shown.EXTENSIONS, Shown.COORDINATING, Shown.DOCUMENT)


def assignment_book(page: AssignmentList) -> Book:
    """All the assignments that the list has, not only those of its page."""
    title = _("Assignments")
    if page.plan is None:
        return empty_book(title)
    filters = page.filters(visible_on(page.plan_day, page.request.standing))
    found = in_order(filters.qs, filters.asked_order, page.yardstick)
    sheet = Sheet(title, assignment_columns(), assignment_rows(found, page.plan_day), filters.qs.count())
    notes = plan_notes(page, applied_filters(page.request, filters))
    return Book(file_name(title, page.plan_day.day), title, notes, [sheet])


def assignment_columns() -> list[Column]:
    return [
        text(_("Task no."), 8),
        text(_("Task"), 44),
        text(_("Deliverable"), 28),
        text(_("Assigning document"), 20),
        text(_("Lead organisation"), 28),
        text(_("Coordinating organisations"), 28),
        text(_("Responsible member"), 22),
        day(_("Date assigned")),
        day(_("Original deadline")),
        day(_("Deadline")),
        day(_("Counts until")),
        number(_("Times extended"), 9),
        text(_("Workflow state"), 18),
        text(_("Status"), 18),
        number(_("Days overdue (calendar)"), 10),
        percent(_("Progress"), 9),
        day(_("Last report on")),
        day(_("Submitted on")),
        day(_("Completed on")),
    ]


def assignment_rows(found: JudgedQuerySet, on: PlanDay) -> Iterator[Row]:
    """A row for each, in their order, as they come from the database.

    Tasks, organisations and people are few and recur, so each is read and put into words once, and not with every row.
    """
    names = Names.of(on)
    coming = found.select_related(None).iterator(chunk_size=AT_A_TIME)
    while rows := list(islice(coming, AT_A_TIME)):
        shows = beside(rows, BESIDE, on=on.day)
        yield from (_row(one, timeliness(one.facts, on.by), shows, names) for one in rows)


@dataclass(frozen=True)
class Names:
    """What rows say of a task, an organisation and a person, by primary keys."""

    tasks: dict[int, Task]
    organisations: dict[int, str]
    people: dict[int, str]

    @classmethod
    def of(cls, on: PlanDay) -> Names:
        """Three queries."""
        return cls(
            {task.pk: task for task in tasks_of(on.plan).defer("search", "content_vi", "content_en")},
            {one.pk: one.name for one in Organisation.objects.defer("search", "basis")},
            {one.pk: str(one) for one in Person.objects.all()},
        )


def _row(one: Assignment | Phase, measured: Timeliness, shows: Beside, names: Names) -> Row:
    task, deadlines = names.tasks[one.task_id], shows.deadlines[one.key]
    return (
        task.number,
        task.title,
        task.deliverable,
        shows.documents.get(one.task_id, ""),
        names.organisations[one.organisation_id],
        "; ".join(shows.coordinating.get(one.key, [])),
        names.people[one.responsible_id],
        task.issued_on,
        deadlines.original_on,
        one.deadline_on,
        measured.counts_until_on,
        deadlines.times_moved,
        str(measured.state.label),
        str(measured.status.label),
        days_overdue(measured),
        one.percent,
        one.last_word_on,
        one.submitted_on,
        one.completed_on,
    )


def days_overdue(measured: Timeliness) -> int | None:
    """Calendar days past the deadline, of what is overdue or was completed late."""
    if measured.status not in (Status.OVERDUE, Status.LATE) or measured.calendar_days is None:
        return None
    return -measured.calendar_days


def task_book(page: TaskList) -> Book:
    """The tasks of the plan that the page lists, each with how its assignments stand."""
    title = _("Plan")
    if page.plan is None:
        return empty_book(title)
    filters = page.filters(list(page.plan.key_tasks.all()))
    kept = page.kept(page.rows(filters.asked_group), filters)
    columns = [
        text(_("Key task"), 30),
        text(_("Task no."), 8),
        text(_("Task"), 44),
        text(_("Content"), 44),
        text(_("Deliverable"), 28),
        text(_("Reporting period"), 14),
        text(_("Deadline in words"), 20),
        day(_("Deadline")),
        day(_("Date assigned")),
        text(_("Status"), 16),
        number(_("Assignments in force")),
        number(_("Completed")),
        number(_("Overdue")),
    ]
    notes = plan_notes(page, applied_filters(page.request, filters))
    sheet = Sheet.of(title, columns, [_task_row(row) for row in kept])
    return Book(file_name(title, page.plan_day.day), title, notes, [sheet])


def _task_row(row: TaskRow) -> Row:
    task = row.task
    return (
        str(task.key_task),
        task.number,
        task.title,
        task.content,
        task.deliverable,
        str(task.get_frequency_display()),
        task.deadline_words,
        task.deadline_on,
        task.issued_on,
        row.chip.label,
        row.total,
        row.done,
        row.overdue,
    )
