"""Reports as others ask for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from tasks_app.common.joins import Many, joined
from tasks_app.common.text import keys_in
from tasks_app.plan.enums import Act
from tasks_app.plan.models import Assignment
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import EvidenceFile, ProgressReport
from tasks_app.reporting.rules import ReportContent


def with_last_report(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Adds ``last_reports``: the draft, if there is one, and the newest sent report; one more query."""
    reports = last_reports().select_related("by", "for_person", "reviewed_by", "reviewed_for")
    return assignments.prefetch_related(Prefetch("reports", queryset=reports, to_attr="last_reports"))


def last_reports() -> QuerySet[ProgressReport]:
    """Of each assignment the draft, if there is one, and the newest sent report."""
    newest_sent = (
        ProgressReport.objects.sent()
        .filter(assignment=OuterRef("assignment"))
        .order_by("-submitted_at", "-pk")
        .values("pk")[:1]
    )
    return ProgressReport.objects.filter(Q(state=ReportState.DRAFT) | Q(pk=Subquery(newest_sent)))


def others_version(assignment: Assignment, key: int) -> ProgressReport | None:
    """Another's report of an assignment as it is now, to be merged with what was typed."""
    return (
        ProgressReport.objects.filter(assignment=assignment, pk=key)
        .select_related("by")
        .prefetch_related("evidence", "files")
        .first()
    )


def content_of(report: ProgressReport) -> ReportContent:
    """What a stored report says; its evidence is two queries."""
    evidence = report.evidence.first()
    return ReportContent(
        situation=Situation(report.situation),
        percent=report.percent,
        results=report.results,
        difficulties=report.difficulties,
        proposals=report.proposals,
        evidence=(evidence.number, evidence.issued_on, evidence.title) if evidence else None,
        files=frozenset(report.attachments.values_list("file", flat=True)),
    )


def reports_and_draft_of(assignment: Assignment) -> list[ProgressReport]:
    """The reports of an assignment with people and evidence, newest first, the draft wherever it comes to stand; one
    query."""
    its = ProgressReport.objects.filter(assignment=assignment).select_related(
        "by", "for_person", "reviewed_by", "reviewed_for", "due__period"
    )
    return joined(its, evidence=Many("evidence"), files=Many("attachments__file"))


def report_before(report: ProgressReport) -> ProgressReport | None:
    """The accepted report before this one: what a reviewer compares with."""
    return (
        ProgressReport.objects.filter(
            assignment=report.assignment_id, state=ReportState.ACCEPTED, submitted_at__lt=report.submitted_at
        )
        .select_related("due__period")
        .prefetch_related("evidence", "files")
        .order_by("-submitted_at", "-pk")
        .first()
    )


def reported_progress(assignment: Assignment) -> int | None:
    """The percentage of the newest report that names one and was not returned; None where there is none.

    Reports from before the work was last reopened speak of a completion that does not stand any more.
    """
    reports = ProgressReport.objects.sent().filter(assignment=assignment, percent__isnull=False)
    reopened_at = assignment.state_changes.filter(act=Act.REOPEN).aggregate(last=Max("at"))["last"]
    if reopened_at is not None:
        reports = reports.filter(submitted_at__gt=reopened_at)
    standing = reports.exclude(state=ReportState.RETURNED)
    return standing.order_by("-submitted_at", "-pk").values_list("percent", flat=True).first()


def files_on_offer(
    assignment: Assignment, *, draft: ProgressReport | None, previous: ProgressReport | None, named: Iterable[str] = ()
) -> list[EvidenceFile]:
    """The files that a form shows with a box to tick: those of the report it goes on from, and those that it names.

    A form names what came with it before and was kept, or what stands in another's version of it.
    """
    start = files_to_start_with(draft, previous)
    known = {file.pk for file in start}
    others = keys_in(named) - known
    if not others:
        return start
    return start + list(EvidenceFile.objects.filter(assignment=assignment, pk__in=others))


def files_to_start_with(draft: ProgressReport | None, previous: ProgressReport | None) -> list[EvidenceFile]:
    """The draft's own; without a draft, those of a report that was returned, to be sent again."""
    if draft is not None:
        return list(draft.files.all())
    return list(previous.files.all()) if previous is not None and previous.was_returned else []


def deliverable_files() -> QuerySet[EvidenceFile]:
    """Files with what decides on who may open them."""
    return EvidenceFile.objects.with_sent().select_related("assignment").prefetch_related("assignment__contributions")
