from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL, local_day
from tasks_app.journal.actions import record
from tasks_app.journal.queries import was_recorded
from tasks_app.journal.rules import changes
from tasks_app.plan.actions import change_state, keep
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.reporting import rules
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import Attachment, Evidence, EvidenceFile, ProgressReport, ReportDue
from tasks_app.reporting.queries import content_of
from tasks_app.reporting.rules import FormBirth, ReportContent


class ReportConflict(Exception):
    """Another draft was saved or another report sent since the form was opened; both versions must be shown.

    ``news``: what happened, for those who do not see both yet.
    """

    def __init__(self, theirs: ProgressReport):
        self.theirs = theirs
        if theirs.state == ReportState.DRAFT:
            news = _("%(name)s saved this draft in the meantime.")
            text = _("%(name)s saved this draft in the meantime. Both versions are below; nothing is lost.")
        else:
            news = _("%(name)s sent a report in the meantime.")
            text = _("%(name)s sent a report in the meantime. Both are below; nothing is lost.")
        self.news = news % {"name": theirs.who}
        super().__init__(text % {"name": theirs.who})


class AlreadySubmitted(Exception):
    """The same form came twice; the first time counts."""

    def __init__(self, report: ProgressReport):
        self.report = report
        super().__init__(
            _("This report was already sent at %(time)s. It was not sent twice.")
            % {"time": date_format(report.submitted_at.astimezone(LOCAL), "DATETIME_FORMAT")}
        )


class ReportNotPossible(Exception):
    """The assignment takes no report now."""

    def __init__(self, state: State):
        super().__init__(
            _("This assignment is “%(state)s”, so no report can be sent for it. What you typed is still below.")
            % {"state": State(state).label}
        )


class FilesGone(Exception):
    """A file was cleared away between the form and the report that should carry it."""

    def __init__(self):
        super().__init__(_("A file of this report is no longer there. Choose it again."))


@transaction.atomic
def save_draft(
    assignment: Assignment,
    content: ReportContent,
    *,
    birth: FormBirth,
    due: ReportDue | None = None,
    by: Actor,
    at: datetime,
) -> ProgressReport:
    """Keep what was typed, without sending it. Anything may be missing yet. ``due``: what it is to answer.

    What is saved while typing comes often: within an hour the savings of one draft by the same people are one line
    of the record, and what is saved already changes nothing. Nobody is told.

    Raises AlreadySubmitted where the same has been sent, ReportConflict where somebody saved or sent
    something else since the form was opened, ReportNotPossible where the assignment takes no report,
    FilesGone where one of its files is no longer there.
    """
    assignment = lock(assignment)
    report = _write(assignment, content, birth=birth, due=due, by=by, at=at)
    if not was_recorded("report.saved", assignment, by=by, since=at - rules.ONE_LINE_FOR, report=report.pk):
        record("report.saved", assignment, by=by, at=at, report=report.pk, percent=report.percent)
    return report


@transaction.atomic
def submit_report(
    assignment: Assignment,
    content: ReportContent,
    *,
    birth: FormBirth,
    due: ReportDue | None = None,
    by: Actor,
    at: datetime,
) -> ProgressReport:
    """Send a report for review, for a period (``due``) or in between. The first one starts the work; one that asks
    for completion stops the clock.

    The assignment's progress and last word follow the report. Sending the same again raises
    AlreadySubmitted and changes nothing; see save_draft for the other errors.
    """
    assignment = lock(assignment)
    report = _write(assignment, content, birth=birth, due=due, by=by, at=at)
    before = assignment.recorded
    report.state = ReportState.SUBMITTED
    report.submitted_at = at
    report.save(update_fields=["state", "submitted_at"])

    day = local_day(at)
    act = rules.act_of_submission(State(assignment.state), report.situation)
    if act is not None:
        change_state(assignment, act, by=by, at=at, submitted_on=day)
    if report.percent is not None:
        assignment.percent = report.percent
    assignment.last_word_on = day
    keep(assignment, "percent", "last_word_on", at=at)
    record(
        "report.submitted",
        assignment,
        by=by,
        at=at,
        changed=changes(before, assignment.recorded),
        report=report.pk,
        percent=report.percent,
        situation=report.situation,
        files=len(content.files),
        **({"period": [due.period.kind, due.period.ends_on.isoformat()]} if due else {}),
    )
    return report


def lock(assignment: Assignment) -> Assignment:
    """The assignment as it is now; whoever reports or reviews beside us waits for this transaction."""
    return Assignment.objects.select_for_update().get(pk=assignment.pk)


def draft_to_go_on_with(
    assignment: Assignment, content: ReportContent, *, birth: FormBirth, due: ReportDue | None
) -> ProgressReport | None:
    """The draft that a form continues, None where it begins one. Nothing is written.

    Raises what save_draft and submit_report raise where they would refuse it, but for files that are gone.
    """
    if due is not None and due.assignment_id != assignment.pk:
        raise ValueError("this report is owed for another assignment")
    draft, newest, same_form = _reports_beside(assignment, birth)
    for sent in (same_form, newest if _is_news(newest, birth) else None):
        if sent is not None and sent.due == due and content_of(sent) == content:
            raise AlreadySubmitted(sent)
    if not assignment.takes_reports:
        raise ReportNotPossible(assignment.state)
    if _is_news(newest, birth):
        raise ReportConflict(newest)
    if draft is not None and not _continues(draft, content, birth):
        raise ReportConflict(draft)
    return draft


def _reports_beside(
    assignment: Assignment, birth: FormBirth
) -> tuple[ProgressReport | None, ProgressReport | None, ProgressReport | None]:
    """The draft, the report that was sent last, and the one that was sent from this very form; one query, because a
    form asks whenever it saves what is being typed."""
    sent = ProgressReport.objects.sent().filter(assignment=assignment).order_by("-submitted_at", "-pk")
    reports = ProgressReport.objects.select_related("by", "for_person", "due").filter(
        Q(state=ReportState.DRAFT) | Q(uid=birth.uid) | Q(pk=Subquery(sent.values("pk")[:1])), assignment=assignment
    )
    drafts, others = [], []
    for report in reports:
        (drafts if report.state == ReportState.DRAFT else others).append(report)
    return (
        next(iter(drafts), None),
        max(others, key=lambda report: (report.submitted_at, report.pk), default=None),
        next((report for report in others if report.uid == birth.uid), None),
    )


def says_the_same(draft: ProgressReport, content: ReportContent, due: ReportDue | None) -> bool:
    """Whether saving a content would leave a draft as it stands."""
    return draft.due == due and content_of(draft) == content


def _write(
    assignment: Assignment,
    content: ReportContent,
    *,
    birth: FormBirth,
    due: ReportDue | None,
    by: Actor,
    at: datetime,
) -> ProgressReport:
    draft = draft_to_go_on_with(assignment, content, birth=birth, due=due)
    if draft is not None and _is_by(draft, by) and says_the_same(draft, content, due):
        return draft
    report = draft or ProgressReport(
        uid=_fresh(birth.uid),
        assignment=assignment,
        revision=assignment.reports.count() + 1,
        version=0,
        created_at=at,
    )
    _fill(report, content, by=by, at=at)
    report.due = due
    report.save()
    _keep_evidence(report, content.evidence)
    _carry(report, content.files)
    return report


def _continues(draft: ProgressReport, content: ReportContent, birth: FormBirth) -> bool:
    """Whether a form goes on with this draft as it was last saved, or says the same again by a second press."""
    return draft.uid == birth.uid and (draft.version == birth.version or content_of(draft) == content)


def _is_by(report: ProgressReport, by: Actor) -> bool:
    return (report.by, report.for_person) == (by.person, by.for_person)


def _fresh(uid: UUID) -> UUID:
    """The form's own, or another where it is taken, by an older report or by one of another assignment."""
    return uuid4() if ProgressReport.objects.filter(uid=uid).exists() else uid


def _is_news(newest: ProgressReport | None, birth: FormBirth) -> bool:
    """Whether a report has been sent since the form was opened."""
    return newest is not None and newest.pk != birth.based_on


def _fill(report: ProgressReport, content: ReportContent, *, by: Actor, at: datetime) -> None:
    report.situation = content.situation
    report.percent = content.percent
    report.results = content.results
    report.difficulties = content.difficulties
    report.proposals = content.proposals
    report.by, report.for_person = by.person, by.for_person
    report.version += 1
    report.updated_at = at


def _keep_evidence(report: ProgressReport, evidence: tuple[str, date, str] | None) -> None:
    report.evidence.all().delete()
    if evidence:
        number, issued_on, title = evidence
        Evidence.objects.create(report=report, number=number, issued_on=issued_on, title=title)


def _carry(report: ProgressReport, files: frozenset[int]) -> None:
    """The draft carries these files and no others. Locked, so that they are not cleared away in this moment."""
    report.attachments.exclude(file__in=files).delete()
    new = files - set(report.attachments.values_list("file", flat=True))
    there = EvidenceFile.objects.select_for_update().filter(assignment=report.assignment_id, pk__in=new)
    if len(there) != len(new):
        raise FilesGone
    Attachment.objects.bulk_create(Attachment(report=report, file=file) for file in there)
