from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.plan.actions import change_state, keep, tell
from tasks_app.plan.enums import Act, Happening
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import audience, reachable
from tasks_app.plan.rules import TRANSITIONS
from tasks_app.reporting import rules
from tasks_app.reporting.actions.reports import lock
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries import Involved, involved, reported_progress, review_birth
from tasks_app.reporting.rules import ReviewBirth

ONE_BY_ONE = gettext_lazy("It asks for completion, which is read and decided one by one.")


class AlreadyReviewed(Exception):
    """Another reviewer was quicker."""

    def __init__(self, report: ProgressReport):
        self.report = report
        super().__init__(
            _("%(name)s has already decided on this report: %(state)s.")
            % {"name": report.reviewer, "state": report.get_state_display()}
        )


class OwnReport(PermissionError):
    """Nobody reviews what he, or one for whom he acts or may act, wrote or answers for."""

    def __init__(self):
        super().__init__(
            _(
                "You, or somebody for whom you may act, wrote this report or answer for its work, "
                "so somebody else has to review it."
            )
        )


class NewsWhileReviewing(Exception):
    """Something came while the reviewer was reading; he is to see it before he decides."""

    def __init__(self, now: ReviewBirth, *, is_newer: bool):
        self.now = now
        if is_newer:
            text = _("A newer report was sent while you were reading. Look at it, then save your decision again.")
        else:
            text = _("The assignment is now “%(state)s”. Look at it, then save your decision again.") % {
                "state": now.state.label
            }
        super().__init__(text)


@dataclass(frozen=True)
class Together:
    """What became of several reports: those decided on, and those not with the sentence that says why."""

    decided: list[ProgressReport] = field(default_factory=list)
    refused: list[tuple[ProgressReport, str]] = field(default_factory=list)


def accept_reports(reports: Iterable[ProgressReport], *, comment: str = "", by: Actor, at: datetime) -> Together:
    """Accept several progress reports, each in a transaction of its own; see accept_report for what each records.

    Those that ask for completion, one's own, and those that somebody else decided on meanwhile are left as they
    are and come back with the reason. A repetition accepts nothing twice.
    """
    return _together(reports, lambda report: accept_report(report, comment=comment, by=by, at=at))


def return_reports(reports: Iterable[ProgressReport], *, comment: str, by: Actor, at: datetime) -> Together:
    """Return several progress reports with one comment; see accept_reports. Raises ValueError without a reason."""
    _refuse_no_reason(comment)
    return _together(reports, lambda report: return_report(report, comment=comment, by=by, at=at))


def why_not_together(report: ProgressReport, *, own: Involved) -> str:
    """The sentence that says why a report cannot be decided on with others; empty where it can."""
    if report.state not in rules.REVIEWABLE:
        return str(AlreadyReviewed(report))
    if report.asks_completion:
        return str(ONE_BY_ONE)
    return str(OwnReport()) if own.is_in(report) else ""


def _together(reports: Iterable[ProgressReport], decide: Callable[[ProgressReport], ProgressReport]) -> Together:
    outcome = Together()
    for report in reports:
        if report.asks_completion:
            outcome.refused.append((report, str(ONE_BY_ONE)))
            continue
        try:
            decide(report)
        except (AlreadyReviewed, OwnReport) as refused:
            outcome.refused.append((report, str(refused)))
        else:
            outcome.decided.append(report)
    return outcome


@transaction.atomic
def accept_report(
    report: ProgressReport, *, comment: str = "", birth: ReviewBirth | None = None, by: Actor, at: datetime
) -> ProgressReport:
    """Accept a report; where it asked for completion, the assignment is completed as of the day of its submission.

    The assignment's progress is that of the newest report that was not returned.

    Raises AlreadyReviewed where another reviewer decided first, OwnReport for one's own, and NewsWhileReviewing
    where a newer report or another state of the assignment came since the page was opened (``birth``).
    """
    report = _decide(report, ReportState.ACCEPTED, comment=comment, birth=birth, by=by, at=at)
    before = report.assignment.recorded
    if report.asks_completion:
        change_state(report.assignment, Act.CONFIRM, by=by, at=at, note=comment)
        _tell(report, Happening.CONFIRMED, by=by, at=at)
    _follow_reports(report.assignment, at=at)
    record(
        "report.accepted",
        report.assignment,
        by=by,
        at=at,
        changed=changes(before, report.assignment.recorded),
        report=report.pk,
        percent=report.percent,
        comment=comment,
    )
    return report


@transaction.atomic
def return_report(
    report: ProgressReport, *, comment: str, birth: ReviewBirth | None = None, by: Actor, at: datetime
) -> ProgressReport:
    """Return a report with a reason; a completion asked for gets no credit and the work goes on.

    The assignment's progress falls back to that of the newest report that was not returned.

    Raises ValueError without a reason; see accept_report for the other errors.
    """
    _refuse_no_reason(comment)
    report = _decide(report, ReportState.RETURNED, comment=comment, birth=birth, by=by, at=at)
    before = report.assignment.recorded
    if report.asks_completion:
        change_state(report.assignment, Act.RETURN, by=by, at=at, note=comment)
    _follow_reports(report.assignment, at=at)
    record(
        "report.returned",
        report.assignment,
        by=by,
        at=at,
        changed=changes(before, report.assignment.recorded),
        report=report.pk,
        comment=comment,
    )
    _tell(report, Happening.RETURNED, by=by, at=at)
    return report


def _tell(report: ProgressReport, happening: Happening, *, by: Actor, at: datetime) -> None:
    """Those who answer for the work, and whoever wrote the report."""
    assignment = report.assignment
    act = Act.CONFIRM if happening == Happening.CONFIRMED else Act.RETURN
    people = audience(assignment, TRANSITIONS[act].tells, on=local_day(at))
    tell(assignment, happening, to=reachable([report.by, *people]), by=by, at=at, quote=report.review_comment)


def _follow_reports(assignment: Assignment, *, at: datetime) -> None:
    """Reports are decided on in any order, so the progress is found anew after each decision."""
    assignment.percent = reported_progress(assignment)
    keep(assignment, "percent", at=at)


def _refuse_no_reason(comment: str) -> None:
    if not comment.strip():
        raise ValueError("a returned report needs a reason")


def _decide(
    report: ProgressReport, state: ReportState, *, comment: str, birth: ReviewBirth | None, by: Actor, at: datetime
) -> ProgressReport:
    assignment = lock(report.assignment)
    report = ProgressReport.objects.select_related("reviewed_by", "reviewed_for", "by").get(pk=report.pk)
    report.assignment = assignment
    if involved(by.people, on=local_day(at), reports=[report]).is_in(report):
        raise OwnReport
    if report.state not in rules.REVIEWABLE:
        raise AlreadyReviewed(report)
    if birth is not None and birth != (now := review_birth(report)):
        raise NewsWhileReviewing(now, is_newer=birth.newest != now.newest)
    report.state = state
    report.reviewed_by, report.reviewed_for = by.person, by.for_person
    report.reviewed_at = at
    report.review_comment = tidy(comment)
    report.save(update_fields=["state", "reviewed_by", "reviewed_for", "reviewed_at", "review_comment"])
    return report
