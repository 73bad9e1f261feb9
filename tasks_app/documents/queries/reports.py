"""Official reports as pages show them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from tasks_app.documents.models import OfficialReport, ReportFile
from tasks_app.reporting.models import ReportingPeriod

PEOPLE = ("by", "for_person", "edited_by", "edited_for", "issued_by", "issued_for")


def reports() -> QuerySet[OfficialReport]:
    """With all that a page names, and ``made``: how many files were made of each."""
    return OfficialReport.objects.select_related("plan", "period", *PEOPLE).annotate(made=Count("files"))


def listed_reports() -> QuerySet[OfficialReport]:
    """Without their facts, which no list shows; the newest first."""
    without_texts = reports().defer("facts", "opening", "shortcomings", "difficulties", "proposals", "next")
    return without_texts.order_by("-created_at", "-pk")


def files_of(report: OfficialReport) -> list[ReportFile]:
    """The newest first; one query."""
    return list(report.files.select_related("by", "for_person").order_by("-at", "-pk"))


def periods_to_report() -> QuerySet[ReportingPeriod]:
    """Those that have begun or will, the latest cut-off first and of one day the longest."""
    return ReportingPeriod.objects.select_related("plan__committee", "plan__source_document").order_by(
        "-ends_on", "starts_on"
    )
