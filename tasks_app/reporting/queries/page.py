"""The page of an assignment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.rules import contradiction
from tasks_app.plan.wording import Shown, shown
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import Extension, ProgressReport
from tasks_app.reporting.queries.extensions import approved_number, extensions_of, measured_originally
from tasks_app.reporting.queries.periods import late_reports
from tasks_app.reporting.queries.reports import reports_and_draft_of
from tasks_app.reporting.queries.review import answered_after
from tasks_app.reporting.wording import (
    CONTRADICTIONS,
    Event,
    Step,
    event,
    original_in_words,
    steps,
    times_extended,
)

URGED = "assignment.urged"
SHOWN_AT_ONCE = 5  # lines of the record and reports; weekly reporting makes dozens a year


@dataclass(frozen=True)
class SentReport:
    """A sent report with the working days after which it was answered, None while it waits."""

    report: ProgressReport
    answered_after: int | None


@dataclass(frozen=True)
class PageOfAssignment:
    """All that the page of an assignment shows beside its fields.

    ``extended``: "extended once", or ""; ``by_original``: how late it is by its original deadline, where that differs.
    """

    shown: Shown
    is_overdue: bool
    contradiction: str
    steps: list[Step]
    events: list[Event]
    urgings: list[Event]
    draft: ProgressReport | None
    last_sent: ProgressReport | None
    reports: list[SentReport]
    extensions: list[Extension]
    extended: str
    by_original: str
    late: frozenset[int]
    """Primary keys of the reports that answered a period after its deadline."""

    @property
    def recent_events(self) -> list[Event]:
        return self.events[:SHOWN_AT_ONCE]

    @property
    def older_events(self) -> list[Event]:
        return self.events[SHOWN_AT_ONCE:]

    @property
    def recent_reports(self) -> list[SentReport]:
        return self.reports[:SHOWN_AT_ONCE]

    @property
    def older_reports(self) -> list[SentReport]:
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
    """Where an assignment stands on a day and what happened to it; its reports, evidence, extensions and
    journal: three queries."""
    measured = assignment.measured(today=today, calendar=calendar)
    every = reports_and_draft_of(assignment)
    reports = [report for report in every if report.state != ReportState.DRAFT]
    extensions = extensions_of(assignment)
    entries = _each_act_once(record_of(assignment))
    code = contradiction(assignment.percent, measured)
    return PageOfAssignment(
        shown=shown(measured),
        is_overdue=measured.status == Status.OVERDUE,
        contradiction=str(CONTRADICTIONS[code]) if code else "",
        steps=steps(assignment.state),
        events=[event(entry) for entry in entries],
        urgings=[event(entry) for entry in entries if entry.verb == URGED],
        draft=next((report for report in every if report.state == ReportState.DRAFT), None),
        last_sent=reports[0] if reports else None,
        reports=[SentReport(report, answered_after(report, calendar)) for report in reports],
        extensions=extensions,
        extended=times_extended(approved_number(extensions)),
        by_original=original_in_words(measured, measured_originally(assignment, today=today, calendar=calendar)),
        late=late_reports(reports, calendar),
    )


def _each_act_once(entries: Iterable[Entry]) -> list[Entry]:
    """A granted extension is one act with two lines of the record; its own says all that the moved deadline's does."""
    entries = list(entries)
    granted_at = {entry.at for entry in entries if entry.verb in ("extension.approved", "extension.opened")}
    return [entry for entry in entries if entry.verb != "assignment.deadline_moved" or entry.at not in granted_at]
