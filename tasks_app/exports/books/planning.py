"""The plan of a year as its appendix: a row for each task and organisation, drafts too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.exports.books.parts import day, file_name, notes_of_day, task_columns, text
from tasks_app.plan.models import Assignment, Task
from tasks_app.planning.queries import editor, work_of_plan
from tasks_app.planning.views import PlanEditor


def plan_book(page: PlanEditor) -> Book:
    """In the order of the page; a task that nobody has yet stands there with its own columns alone."""
    plan = page.plan
    title = _("Plan of %(year)s") % {"year": plan.year}
    columns = [
        text(_("Key task"), 30),
        *task_columns(),
        text(_("Deliverable"), 24),
        text(_("Deadline in words"), 20),
        day(_("Deadline")),
        text(_("Reporting period"), 16),
        text(_("Clause of the source document"), 12),
        text(_("Organisation"), 30),
        text(_("Coordinating organisations"), 30),
        text(_("Responsible member"), 22),
    ]
    work = work_of_plan(plan)
    lines = [(one, line.task) for one in editor(plan, on=page.today).key_tasks for line in one.tasks]
    rows = [
        (*_said(one.key_task, task), *its)
        for one, task in lines
        for its in [_given(given) for given in work.get(task.pk, ())] or [("", "", "")]
    ]
    return Book(file_name(title, page.today), title, notes_of_day(plan, page.today), [Sheet.of(title, columns, rows)])


def _said(key_task, task: Task) -> Row:
    return (
        str(key_task),
        task.number,
        task.title,
        task.deliverable,
        task.deadline_words,
        task.deadline_on,
        str(task.get_frequency_display()),
        task.clause.code if task.clause else "",
    )


def _given(work: Assignment) -> Row:
    others = "; ".join(one.organisation.name for one in work.contributions.all())
    return work.organisation.name, others, str(work.responsible or "")
