from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.journal.queries import record_of
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import own_assignments
from tasks_app.plan.rules import Timeliness, contradiction, timeliness
from tasks_app.plan.wording import Share, Shown, counted, shares, shown
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.rules import ANSWER_WITHIN, RESUBMIT_WITHIN, ReportContent
from tasks_app.reporting.wording import CONTRADICTIONS, Event, Step, event, steps


def with_last_report(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Adds ``last_reports``: the draft, if there is one, and the newest sent report; one more query."""
    newest_sent = (
        ProgressReport.objects.sent()
        .filter(assignment=OuterRef("assignment"))
        .order_by("-submitted_at", "-pk")
        .values("pk")[:1]
    )
    reports = ProgressReport.objects.filter(Q(state=ReportState.DRAFT) | Q(pk=Subquery(newest_sent))).select_related(
        "by", "reviewed_by"
    )
    return assignments.prefetch_related(Prefetch("reports", queryset=reports, to_attr="last_reports"))


def draft_of(assignment: Assignment) -> ProgressReport | None:
    return (
        ProgressReport.objects.filter(assignment=assignment, state=ReportState.DRAFT)
        .select_related("by", "for_person")
        .prefetch_related("evidence")
        .first()
    )


def content_of(report: ProgressReport) -> ReportContent:
    """What a stored report says; its evidence is one query."""
    evidence = report.evidence.first()
    return ReportContent(
        situation=Situation(report.situation),
        percent=report.percent,
        results=report.results,
        difficulties=report.difficulties,
        proposals=report.proposals,
        evidence=(evidence.number, evidence.issued_on, evidence.title) if evidence else None,
    )


def reports_of(assignment: Assignment) -> QuerySet[ProgressReport]:
    """The sent reports of an assignment with people and evidence, newest first."""
    return (
        ProgressReport.objects.filter(assignment=assignment)
        .sent()
        .select_related("by", "for_person", "reviewed_by")
        .prefetch_related("evidence")
    )


def review_queue() -> QuerySet[ProgressReport]:
    """What waits for the secretariat, longest wait first."""
    return (
        ProgressReport.objects.awaiting_review()
        .select_related("assignment__task__key_task__plan", "assignment__organisation", "by", "for_person")
        .order_by("submitted_at", "pk")
    )


def report_before(report: ProgressReport) -> ProgressReport | None:
    """The accepted report before this one: what a reviewer compares with."""
    return (
        ProgressReport.objects.filter(
            assignment=report.assignment_id, state=ReportState.ACCEPTED, submitted_at__lt=report.submitted_at
        )
        .prefetch_related("evidence")
        .order_by("-submitted_at", "-pk")
        .first()
    )


@dataclass(frozen=True)
class WorkRow:
    """One row of My work."""

    assignment: Assignment
    shown: Shown
    draft: ProgressReport | None
    returned: ProgressReport | None
    sent: ProgressReport | None
    """A report that awaits review while the work goes on: nobody is nagged for it."""


@dataclass(frozen=True)
class MyWork:
    """What a person answers for on a day, each assignment in one group, the most urgent first."""

    overdue: list[WorkRow]
    returned: list[WorkRow]
    due_soon: list[WorkRow]
    waiting: list[WorkRow]
    later: list[WorkRow]
    done: list[WorkRow]
    shares: list[Share]

    @property
    def total(self) -> int:
        return len(self.pressing) + len(self.waiting) + len(self.later) + len(self.done)

    @property
    def pressing(self) -> list[WorkRow]:
        return self.overdue + self.returned + self.due_soon

    @property
    def to_report(self) -> list[WorkRow]:
        """Pressing work of which nothing has been reported that still awaits an answer."""
        return [row for row in self.pressing if row.sent is None]

    @property
    def next_due(self) -> WorkRow | None:
        return next((row for row in self.later if row.assignment.deadline_on), None)


def my_work(who: Standing, *, today: date, calendar: WorkingCalendar) -> MyWork:
    """The work of a person on a day; two queries, whatever its size."""
    assignments = with_last_report(
        own_assignments(who).order_by("deadline_on", "task__key_task__number", "task__order")
    )
    measured = [(a, _measured(a, today=today, calendar=calendar)) for a in assignments]
    groups: dict[str, list[WorkRow]] = {name: [] for name in GROUPS}
    for assignment, its in measured:
        row = _row(assignment, its, calendar)
        groups[_group(row, its)].append(row)
    return MyWork(**groups, shares=shares(counted(its for _, its in measured)))


GROUPS = ("overdue", "returned", "due_soon", "waiting", "later", "done")


def _measured(assignment: Assignment, *, today: date, calendar: WorkingCalendar) -> Timeliness:
    plan = assignment.task.key_task.plan
    return timeliness(assignment.facts, plan.yardstick(today=today, calendar=calendar))


def _row(assignment: Assignment, measured: Timeliness, calendar: WorkingCalendar) -> WorkRow:
    reports = {report.state: report for report in assignment.last_reports} if assignment.takes_reports else {}
    returned = reports.get(ReportState.RETURNED)
    its = shown(measured)
    if measured.state == State.SUBMITTED:
        # What the waiting person asks is no longer the deadline but when he will hear.
        its = replace(
            its,
            deadline_on=None,
            counts_until_on=None,
            note=_("answer by %(date)s") % _date(calendar.add(measured.stopped_on, ANSWER_WITHIN)),
        )
    elif returned:
        its = replace(
            its, note=_("resend by %(date)s") % _date(calendar.add(local_day(returned.reviewed_at), RESUBMIT_WITHIN))
        )
    return WorkRow(
        assignment,
        its,
        draft=reports.get(ReportState.DRAFT),
        returned=returned,
        sent=reports.get(ReportState.SUBMITTED),
    )


def _date(day: date) -> dict[str, str]:
    return {"date": date_format(day, "DATE_FORMAT")}


def _group(row: WorkRow, measured: Timeliness) -> str:
    if measured.state == State.SUBMITTED:
        return "waiting"
    if measured.status == Status.OVERDUE:
        return "overdue"
    if row.returned:
        return "returned"
    by_status = {Status.DUE_SOON: "due_soon", Status.DONE: "done", Status.LATE: "done"}
    return by_status.get(measured.status, "later")


SHOWN_AT_ONCE = 5  # lines of the record and reports; weekly reporting makes dozens a year


@dataclass(frozen=True)
class PageOfAssignment:
    """All that the page of an assignment shows beside its fields."""

    shown: Shown
    is_overdue: bool
    contradiction: str
    steps: list[Step]
    events: list[Event]
    draft: ProgressReport | None
    last_sent: ProgressReport | None
    reports: list[ProgressReport]

    @property
    def recent_events(self) -> list[Event]:
        return self.events[:SHOWN_AT_ONCE]

    @property
    def older_events(self) -> list[Event]:
        return self.events[SHOWN_AT_ONCE:]

    @property
    def recent_reports(self) -> list[ProgressReport]:
        return self.reports[:SHOWN_AT_ONCE]

    @property
    def older_reports(self) -> list[ProgressReport]:
        return self.reports[SHOWN_AT_ONCE:]

    @property
    def waiting(self) -> ProgressReport | None:
        """The report that awaits review, if the newest one does."""
        newest = self.last_sent
        return newest if newest and newest.state == ReportState.SUBMITTED else None

    @property
    def returned(self) -> ProgressReport | None:
        newest = self.last_sent
        return newest if newest and newest.state == ReportState.RETURNED else None


def assignment_page(assignment: Assignment, *, today: date, calendar: WorkingCalendar) -> PageOfAssignment:
    """Where an assignment stands on a day and what happened to it; its reports, evidence and journal: four queries."""
    measured = _measured(assignment, today=today, calendar=calendar)
    reports = list(reports_of(assignment))
    code = contradiction(assignment.percent, measured)
    return PageOfAssignment(
        shown=shown(measured),
        is_overdue=measured.status == Status.OVERDUE,
        contradiction=str(CONTRADICTIONS[code]) if code else "",
        steps=steps(assignment.state),
        events=[event(entry) for entry in record_of(assignment)],
        draft=draft_of(assignment),
        last_sent=reports[0] if reports else None,
        reports=reports,
    )


@dataclass(frozen=True)
class WaitingReport:
    """A line of the review queue; ``waits``: working days since it was sent."""

    report: ProgressReport
    shown: Shown
    waits: int


def waiting_report(report: ProgressReport, *, today: date, calendar: WorkingCalendar) -> WaitingReport:
    measured = _measured(report.assignment, today=today, calendar=calendar)
    return WaitingReport(report, shown(measured), waits=calendar.between(local_day(report.submitted_at), today))


def reviewable_reports() -> QuerySet[ProgressReport]:
    """Sent reports with all that the review page shows of them."""
    return (
        ProgressReport.objects.sent()
        .select_related(
            "assignment__task__key_task__plan",
            "assignment__organisation",
            "assignment__responsible",
            "by",
            "for_person",
            "reviewed_by",
        )
        .prefetch_related("evidence")
    )


@dataclass(frozen=True)
class Compared:
    """One field of a report beside the same field of the one accepted before."""

    label: str
    before: str
    now: str

    @property
    def has_changed(self) -> bool:
        return self.before != self.now


def comparison(report: ProgressReport) -> list[Compared]:
    """Each field, old beside new; the old is empty where there is no accepted report before."""
    previous = report_before(report)
    return [
        Compared(str(label), _text(previous, read), _text(report, read))
        for label, read in (
            (gettext_lazy("Situation"), lambda r: str(r.get_situation_display())),
            (gettext_lazy("Progress"), lambda r: "" if r.percent is None else f"{r.percent}%"),
            (gettext_lazy("What was done"), lambda r: r.results),
            (gettext_lazy("Difficulties, obstacles"), lambda r: r.difficulties),
            (gettext_lazy("Proposals"), lambda r: r.proposals),
            (gettext_lazy("Evidence"), _evidence_in_words),
        )
    ]


def _text(report: ProgressReport | None, read: Callable[[ProgressReport], str]) -> str:
    return read(report) if report else ""


def _evidence_in_words(report: ProgressReport) -> str:
    return "; ".join(
        f"{evidence.number} ({date_format(evidence.issued_on, 'DATE_FORMAT')}) {evidence.title}".strip()
        for evidence in report.evidence.all()
    )
