from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.plan.actions import change_state, tell
from tasks_app.plan.enums import Act, Happening
from tasks_app.plan.queries import audience, reachable
from tasks_app.plan.rules import TRANSITIONS
from tasks_app.reporting import rules
from tasks_app.reporting.actions.reports import lock
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries import report_before


class AlreadyReviewed(Exception):
    """Another reviewer was quicker."""

    def __init__(self, report: ProgressReport):
        self.report = report
        super().__init__(
            _("%(name)s has already decided on this report: %(state)s.")
            % {"name": report.reviewed_by, "state": report.get_state_display()}
        )


@transaction.atomic
def accept_report(report: ProgressReport, *, comment: str = "", by: Actor, at: datetime) -> ProgressReport:
    """Accept a report; where it asked for completion, the assignment is completed as of the day of its submission.

    Raises AlreadyReviewed where another reviewer decided first, PermissionError for one's own report.
    """
    report = _decide(report, ReportState.ACCEPTED, comment=comment, by=by, at=at)
    if report.asks_completion:
        change_state(report.assignment, Act.CONFIRM, by=by, at=at, note=comment)
        _tell(report, Happening.CONFIRMED, by=by, at=at)
    record(
        "report.accepted", report.assignment, by=by, at=at, report=report.pk, percent=report.percent, comment=comment
    )
    return report


@transaction.atomic
def return_report(report: ProgressReport, *, comment: str, by: Actor, at: datetime) -> ProgressReport:
    """Return a report with a reason; a completion asked for gets no credit and the work goes on.

    The assignment's progress falls back to what was last accepted.

    Raises ValueError without a reason; see accept_report for the other errors.
    """
    if not comment.strip():
        raise ValueError("a returned report needs a reason")
    report = _decide(report, ReportState.RETURNED, comment=comment, by=by, at=at)
    if report.asks_completion:
        change_state(report.assignment, Act.RETURN, by=by, at=at, note=comment)
    if not _was_followed(report):
        accepted = report_before(report)
        report.assignment.percent = accepted.percent if accepted else None
        report.assignment.save(update_fields=["percent"])
    record("report.returned", report.assignment, by=by, at=at, report=report.pk, comment=comment)
    _tell(report, Happening.RETURNED, by=by, at=at)
    return report


def _tell(report: ProgressReport, happening: Happening, *, by: Actor, at: datetime) -> None:
    """Those who answer for the work, and whoever wrote the report."""
    assignment = report.assignment
    act = Act.CONFIRM if happening == Happening.CONFIRMED else Act.RETURN
    people = audience(assignment, TRANSITIONS[act].tells, on=local_day(at))
    tell(assignment, happening, to=reachable([report.by, *people]), by=by, at=at, quote=report.review_comment)


def _was_followed(report: ProgressReport) -> bool:
    """Whether a later report has been sent, which speaks for the assignment now."""
    later = ProgressReport.objects.sent().filter(assignment=report.assignment, submitted_at__gt=report.submitted_at)
    return later.exists()


def _decide(report: ProgressReport, state: ReportState, *, comment: str, by: Actor, at: datetime) -> ProgressReport:
    assignment = lock(report.assignment)
    report = ProgressReport.objects.select_related("reviewed_by", "by").get(pk=report.pk)
    report.assignment = assignment
    if by.people & {report.by_id, report.for_person_id}:
        raise PermissionError("nobody reviews his own report")
    if report.state not in rules.REVIEWABLE:
        raise AlreadyReviewed(report)
    report.state = state
    report.reviewed_by, report.reviewed_for = by.person, by.for_person
    report.reviewed_at = at
    report.review_comment = tidy(comment)
    report.save(update_fields=["state", "reviewed_by", "reviewed_for", "reviewed_at", "review_comment"])
    return report
