"""Reports as others ask for them."""

from __future__ import annotations

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from tasks_app.plan.models import Assignment
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.rules import ReportContent


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
        .select_related("by", "for_person", "reviewed_by", "due__period")
        .prefetch_related("evidence")
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
