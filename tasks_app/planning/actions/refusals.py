"""Why something cannot be done to a plan; each is a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.dates import local_day
from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import KeyTask, Plan, Task
from tasks_app.planning.rules import Checklist


class PlanningRefused(Exception):
    """The first of them; catch this one."""


class EditedMeanwhile(PlanningRefused):
    """Somebody else saved the same thing after the form was opened."""

    def __init__(self):
        super().__init__(
            _(
                "Somebody else has changed this in the meantime. What you typed is still here; compare it with what "
                "is saved now, and save again."
            )
        )


class YearIsTaken(PlanningRefused):
    def __init__(self, year: int):
        super().__init__(_("There is a plan of %(year)s already. Open that one instead.") % {"year": year})


class NoCommittee(PlanningRefused):
    def __init__(self):
        super().__init__(_("No committee is entered yet. An administrator enters it first."))


class NoDocument(PlanningRefused):
    def __init__(self):
        super().__init__(_("The plan has no source document yet. Enter it first."))


class PlanIsOut(PlanningRefused):
    def __init__(self, plan: Plan):
        super().__init__(
            _(
                "The plan of %(year)s is published, so this is not possible any more. Words can still be corrected, "
                "and tasks added and given out."
            )
            % {"year": plan.year}
        )


class PlanIsDraft(PlanningRefused):
    def __init__(self, plan: Plan):
        super().__init__(_("The plan of %(year)s is not published yet. Work is issued with it.") % {"year": plan.year})


class PlanIsClosed(PlanningRefused):
    def __init__(self, plan: Plan):
        super().__init__(
            _("The plan of %(year)s was closed on %(day)s; nothing is changed in it any more.")
            % {"year": plan.year, "day": date_format(local_day(plan.closed_at), "DATE_FORMAT")}
        )


class NotReady(PlanningRefused):
    """``checklist``: what is missing."""

    def __init__(self, checklist: Checklist):
        self.checklist = checklist
        text = ngettext(
            "%(number)d thing is missing before this can be issued. The checklist says what, and where to mend it.",
            "%(number)d things are missing before this can be issued. The checklist says what, and where to mend them.",
            len(checklist.blocking),
        )
        super().__init__(text % {"number": len(checklist.blocking)})


class DeadlineNeedsBasis(PlanningRefused):
    def __init__(self):
        super().__init__(
            _(
                "This task is out. To give it another deadline, enter number and date of the document that decides it; "
                "the deadlines of its assignments move too."
            )
        )


class MembersMissing(PlanningRefused):
    """Work that goes out at once, to organisations that no member oversees."""

    def __init__(self, organisations: Iterable[Organisation]):
        self.organisations = list(organisations)
        super().__init__(
            _("No member oversees these: %(names)s. Choose the member who is responsible.")
            % {"names": "; ".join(str(one) for one in self.organisations)}
        )


class StillHasTasks(PlanningRefused):
    def __init__(self, key_task: KeyTask):
        super().__init__(
            _("Key task %(number)d still has tasks. Move or remove these first.") % {"number": key_task.number}
        )


class StillAnswered(PlanningRefused):
    """Tasks refer to a shortcoming, or to a clause."""

    def __init__(self, number: int):
        text = ngettext(
            "%(number)d task refers to it. Change that task first.",
            "%(number)d tasks refer to it. Change these tasks first.",
            number,
        )
        super().__init__(text % {"number": number})


class CodeIsTaken(PlanningRefused):
    def __init__(self, code: str):
        super().__init__(_("The document has a clause %(code)s already. Give this one another code.") % {"code": code})


class TaskIsOut(PlanningRefused):
    def __init__(self, task: Task):
        super().__init__(
            _(
                "Task %(number)s is out already. Stop the tracking of its assignments instead, with the document "
                "that says so."
            )
            % {"number": task.number}
        )


class WorkGoesOnInIt(PlanningRefused):
    def __init__(self, task: Task):
        super().__init__(
            _("Work of an earlier year is carried over into task %(number)s, so it stays.") % {"number": task.number}
        )


class NotTakenBack(PlanningRefused):
    def __init__(self):
        super().__init__(
            _("This work is out already, so it cannot be taken back. Stop its tracking with the document that says so.")
        )


class StillOpen(PlanningRefused):
    """``assignments`` and ``tasks``: how many are neither finished nor stopped, and how many were never issued."""

    def __init__(self, plan: Plan, *, assignments: int, tasks: int):
        self.assignments, self.tasks = assignments, tasks
        super().__init__(
            _(
                "The plan of %(year)s cannot be closed yet: assignments that are open: %(assignments)d; tasks that "
                "were not issued: %(tasks)d. Carry them over, finish or stop them first."
            )
            % {"year": plan.year, "assignments": assignments, "tasks": tasks}
        )
