"""What people read in their calendars, in the language that is active."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.rules import Face
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution
from tasks_app.reporting.models import ReportingPeriod


def calendar_name(kind: FeedKind, organisation: Organisation | None) -> str:
    match kind:
        case FeedKind.OWN:
            return _("Reform tasks: my work")
        case FeedKind.PERIODS:
            return _("Reform tasks: reporting periods")
    return _("Reform tasks: %(organisation)s") % {"organisation": organisation}


def deadline_title(assignment: Assignment, *, is_done: bool, is_called_off: bool) -> str:
    task = _task(assignment)
    if is_called_off:
        return _("No longer to be followed: %(task)s") % {"task": task}
    return (_("Completed: %(task)s") if is_done else _("Deadline: %(task)s")) % {"task": task}


def contribution_title(assignment: Assignment, *, is_given: bool, is_called_off: bool) -> str:
    task = _task(assignment)
    if is_called_off:
        return _("Contribution no longer needed: %(task)s") % {"task": task}
    return (_("Contribution was given: %(task)s") if is_given else _("Contribution due: %(task)s")) % {"task": task}


def deadline_words(assignment: Assignment, face: Face) -> str:
    """For who may see the assignment as it is now."""
    original = assignment.original_deadline_on
    return _lines(
        _line(_("Status"), State(assignment.state).label),
        _line(_("Lead organisation"), assignment.organisation),
        _line(_("Responsible member"), assignment.responsible),
        _line(_("Deliverable"), assignment.task.deliverable),
        _days(face),
        _line(_("Original deadline"), _day(original)) if original and original != face.set_on else "",
    )


def contribution_words(contribution: Contribution, face: Face) -> str:
    assignment = contribution.assignment
    return _lines(
        _line(_("Coordinating organisation"), contribution.organisation),
        _line(_("Lead organisation"), assignment.organisation),
        _line(_("Deliverable"), assignment.task.deliverable),
        _days(face),
    )


def reports_title(period: ReportingPeriod, *, is_done: bool) -> str:
    words = _("All reports sent: %(period)s") if is_done else _("Reports due: %(period)s")
    return words % {"period": period.name}


def cut_off_title(period: ReportingPeriod) -> str:
    return _("Data cut-off: %(period)s") % {"period": period.name}


def period_words(period: ReportingPeriod, face: Face, *, owed: int, answered: int) -> str:
    said = {"from": _day(period.starts_on), "until": _day(period.ends_on)}
    sent = ngettext("%(answered)d of %(owed)d report sent", "%(answered)d of %(owed)d reports sent", owed)
    return _lines(
        _("Period from %(from)s to %(until)s") % said,
        sent % {"answered": answered, "owed": owed} if owed else _("No report is owed yet"),
        _days(face),
    )


def _task(assignment: Assignment) -> str:
    return f"{assignment.task.number} {assignment.task.title}"


def _days(face: Face) -> str:
    """The day that was set and the day that counts, where they differ."""
    if face.on == face.set_on:
        return ""
    days = {"set": _day(face.set_on), "counts": _day(face.on)}
    return _("Set for %(set)s, a day off; it counts until the end of %(counts)s.") % days


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _line(label: str, value: object) -> str:
    return f"{label}: {value}" if value else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
