"""Workbooks that were filled in without a connection: kept when they come back, then settled row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.exports.enums import RowState
from tasks_app.exports.models import OfflineRow, OfflineUpload
from tasks_app.options.queries import options
from tasks_app.people.models import Delegation
from tasks_app.plan.models import Assignment
from tasks_app.reporting.actions import save_draft, submit_report
from tasks_app.reporting.models import ProgressReport, ReportDue
from tasks_app.reporting.rules import FormBirth, ReportContent

CHANGING = ["state", "reasons", "theirs", "theirs_version", "report", "report_version", "settled_at"]


@transaction.atomic
def keep_workbook(
    rows: Iterable[OfflineRow],
    *,
    name: str,
    made_at: datetime,
    delegation: Delegation | None,
    by: Actor,
    at: datetime,
) -> OfflineUpload:
    """What came in waits, row by row, until its person says what becomes of it. No report is touched."""
    upload = OfflineUpload.objects.create(name=name, made_at=made_at, delegation=delegation, arrived_at=at, **by.fields)
    rows = list(rows)
    for row in rows:
        row.upload = upload
    OfflineRow.objects.bulk_create(rows)
    return upload


@transaction.atomic
def settle_row(
    row: OfflineRow,
    assignment: Assignment,
    content: ReportContent,
    *,
    birth: FormBirth,
    due: ReportDue | None,
    is_sent: bool,
    by: Actor,
    at: datetime,
) -> OfflineRow:
    """Save a row as a draft, or send it; a row that was settled before stays as it is.

    It is recorded as if it had been typed on its page. Raises what reporting.actions.save_draft raises.
    """
    row = _locked(row)
    if row.is_settled:
        return row
    write = submit_report if is_sent else save_draft
    report = write(assignment, content, birth=birth, due=due, by=by, at=at)
    row.state, row.reasons, row.settled_at = RowState.SENT if is_sent else RowState.SAVED, [], at
    row.report, row.report_version, row.theirs = report, report.version, None
    row.save(update_fields=CHANGING)
    return row


@transaction.atomic
def leave_row(row: OfflineRow, *, at: datetime) -> OfflineRow:
    """Another's version stays, and what stood in the row is not taken over."""
    row = _locked(row)
    if not row.is_settled:
        row.state, row.reasons, row.settled_at = RowState.LEFT, [], at
        row.save(update_fields=CHANGING)
    return row


@transaction.atomic
def note_row(
    row: OfflineRow, state: RowState, *, reasons: Iterable[str] = (), theirs: ProgressReport | None = None
) -> OfflineRow:
    """Keep why a row could not be settled: what has to be put right, or what stands against it now."""
    row = _locked(row)
    if not row.is_settled:
        row.state, row.reasons = state, list(reasons)
        row.theirs, row.theirs_version = theirs, theirs.version if theirs else 0
        row.save(update_fields=CHANGING)
    return row


def clear_away_workbooks(*, at: datetime) -> int:
    """Remove those that came back long enough ago, whatever became of them; returns how many."""
    old = OfflineUpload.objects.filter(arrived_at__lte=at - timedelta(days=options().files_kept_days))
    _rows, by_model = old.delete()
    return by_model.get(OfflineUpload._meta.label, 0)


def _locked(row: OfflineRow) -> OfflineRow:
    """The row as it is now; whoever presses beside us waits for this transaction."""
    return OfflineRow.objects.select_for_update().get(pk=row.pk)
