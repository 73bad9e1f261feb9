"""What waits for the secretariat, and what a reviewer compares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.plan.wording import Shown, shown
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries.reports import report_before


def review_queue() -> QuerySet[ProgressReport]:
    """What waits for the secretariat, longest wait first."""
    return (
        ProgressReport.objects.awaiting_review()
        .select_related("assignment__task__key_task__plan", "assignment__organisation", "by", "for_person")
        .order_by("submitted_at", "pk")
    )


@dataclass(frozen=True)
class WaitingReport:
    """A line of the review queue; ``waits``: working days since it was sent."""

    report: ProgressReport
    shown: Shown
    waits: int


def waiting_report(report: ProgressReport, *, today: date, calendar: WorkingCalendar) -> WaitingReport:
    measured = report.assignment.measured(today=today, calendar=calendar)
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
