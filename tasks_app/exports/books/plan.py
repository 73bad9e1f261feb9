"""The plan and its assignments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet
from tasks_app.exports.books.parts import day, empty_book, file_name, number, percent, plan_notes, text
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import JudgedQuerySet, Task
from tasks_app.plan.queries import Line, PlanDay, clause_in_words, in_order, lines, visible_on
from tasks_app.plan.views import AssignmentList, TaskList, TaskRow, applied_filters


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
    words = Words.of(on)
    for line in lines(found, on):
        yield _row(line, words, on)


@dataclass(frozen=True)
class Words:
    """What rows say of a task (their first four cells, and its day of issue), of an organisation and a person, by
    primary keys, and of a state and a status."""

    tasks: dict[int, tuple[str, str, str, str, date | None]]
    organisations: dict[int, str]
    people: dict[int, str]
    states: dict[str, str]
    statuses: dict[str, str]

    @classmethod
    def of(cls, on: PlanDay) -> Words:
        """Three queries."""
        tasks = Task.objects.filter(key_task__plan=on.plan).select_related("key_task", "clause__document")
        tasks = tasks.defer("search", "content_vi", "content_en")
        return cls(
            {task.pk: _of_task(task) for task in tasks},
            {one.pk: one.name for one in Organisation.objects.defer("search", "basis")},
            {one.pk: str(one) for one in Person.objects.all()},
            {state.value: str(state.label) for state in State},
            {status.value: str(status.label) for status in Status},
        )


def _of_task(task: Task) -> tuple[str, str, str, str, date | None]:
    document = clause_in_words(task.clause) if task.clause else ""
    return task.number, task.title, task.deliverable, document, task.issued_on


def _row(line: Line, words: Words, on: PlanDay) -> Row:
    number, title, deliverable, document, issued_on = words.tasks[line.task]
    return (
        number,
        title,
        deliverable,
        document,
        words.organisations[line.organisation],
        "; ".join(map(words.organisations.__getitem__, line.coordinating)),
        words.people.get(line.responsible, ""),
        issued_on,
        line.original_deadline_on,
        line.deadline_on,
        line.counts_until_on,
        line.times_moved,
        words.states[line.state],
        words.statuses[line.status],
        days_overdue(line, on),
        line.percent,
        line.last_word_on,
        line.submitted_on,
        line.completed_on,
    )


def days_overdue(line: Line, on: PlanDay) -> int | None:
    """Calendar days past the deadline, of what is overdue or was completed late."""
    if line.status not in (Status.OVERDUE, Status.LATE):
        return None
    stopped_on = line.completed_on or line.submitted_on or on.day
    return (stopped_on - line.counts_until_on).days


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
