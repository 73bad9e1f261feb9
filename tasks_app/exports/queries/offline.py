"""The work that goes into a workbook, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.exports.enums import RowState
from tasks_app.exports.models import OfflineRow, OfflineUpload
from tasks_app.options.queries import options
from tasks_app.people.queries import Name, Standing
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import own_assignments
from tasks_app.plan.rules import Timeliness
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport, ReportDue
from tasks_app.reporting.queries import dues_on_offer, last_reports


@dataclass(frozen=True)
class Carried:
    """An assignment of one's own with what its report begins with. ``dues``: what is owed, the first to begin with."""

    assignment: Assignment
    measured: Timeliness
    draft: ProgressReport | None
    last_sent: ProgressReport | None
    dues: list[ReportDue]

    @property
    def is_overdue(self) -> bool:
        return self.measured.status == Status.OVERDUE

    def report(self, key: int | None) -> ProgressReport | None:
        """One of the two by its primary key."""
        return next((one for one in (self.draft, self.last_sent) if one is not None and one.pk == key), None)


def carried(
    who: Standing, *, today: date, calendar: WorkingCalendar, only: Iterable[int] | None = None
) -> dict[int, Carried]:
    """By primary key the assignments that a person answers for, those of ``only`` where it is given, in their order.

    Five queries, whatever their number. Whether a report can be written now is ``assignment.takes_reports``.
    """
    own = own_assignments(who).order_by("task__key_task__number", "task__order", "organisation", "pk")
    if only is not None:
        own = own.filter(pk__in=only)
    reports = (
        last_reports()
        .select_related("by", "for_person", "reviewed_by", "reviewed_for", "due")
        .prefetch_related("evidence", "files")
    )
    found = list(own.prefetch_related(Prefetch("reports", queryset=reports, to_attr="last_reports")))
    dues = dues_on_offer([one for one in found if one.takes_reports], today=today)
    return {
        one.pk: Carried(
            one,
            one.measured(today=today, calendar=calendar),
            draft=next((report for report in one.last_reports if report.state == ReportState.DRAFT), None),
            last_sent=next((report for report in one.last_reports if report.state != ReportState.DRAFT), None),
            dues=dues.get(one.pk, []),
        )
        for one in found
    }


def _in_name(name: Name, *, at: datetime) -> QuerySet[OfflineUpload]:
    kept = OfflineUpload.objects.filter(arrived_at__gt=at - timedelta(days=options().files_kept_days))
    return kept.filter(by=name.person, delegation=name.delegation).select_related("by", "for_person")


def newest_uploads(name: Name, *, at: datetime) -> QuerySet[OfflineUpload]:
    """The workbooks that came back in a name, with ``open_rows``: how many of their rows wait for a decision."""
    waits = Q(rows__state__in=[RowState.READY, RowState.CONFLICT])
    return _in_name(name, at=at).annotate(open_rows=Count("rows", filter=waits)).order_by("-arrived_at", "-pk")


def waiting_upload(name: Name, key: int, *, at: datetime) -> OfflineUpload | None:
    """One of them; None where it is another's, or was cleared away."""
    return _in_name(name, at=at).filter(pk=key).first()


def settled_before(name: Name, keys: Iterable[str]) -> dict[str, OfflineRow]:
    """By key what came of the same rows when the same workbook was uploaded earlier, the last time each."""
    rows = OfflineRow.objects.filter(
        upload__by=name.person, key__in=keys, state__in=[RowState.SAVED, RowState.SENT], report__isnull=False
    )
    return {row.key: row for row in rows.order_by("settled_at", "pk")}
