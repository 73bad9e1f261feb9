"""What a person answers for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.options.queries import options
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import own_assignments
from tasks_app.plan.rules import Timeliness, takes_contributions
from tasks_app.plan.wording import Share, Shown, counted, missing_contributions, shares, shown
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport, ReportDue
from tasks_app.reporting.queries.periods import pressing_dues
from tasks_app.reporting.queries.reports import with_last_report
from tasks_app.reporting.queries.roles import ContributionLine, contributions_to_give, with_roles


@dataclass(frozen=True)
class WorkRow:
    """One row of My work."""

    assignment: Assignment
    measured: Timeliness
    shown: Shown
    draft: ProgressReport | None
    returned: ProgressReport | None
    sent: ProgressReport | None
    """A report that awaits review while the work goes on: nobody is nagged for it."""
    due: ReportDue | None
    """A report that is owed for a period whose cut-off has passed."""

    @property
    def missing(self) -> str:
        """Which coordinating organisations have still to give something, while it can go into the work."""
        assignment = self.assignment
        if not takes_contributions(assignment.state):
            return ""
        return missing_contributions(assignment.coordinating_missing, assignment.coordinating_total)


@dataclass(frozen=True)
class MyWork:
    """What a person answers for on a day, each assignment in one group, the most urgent first."""

    overdue: list[WorkRow]
    returned: list[WorkRow]
    due_soon: list[WorkRow]
    periodic: list[WorkRow]
    waiting: list[WorkRow]
    later: list[WorkRow]
    done: list[WorkRow]
    shares: list[Share]
    coordinating: list[ContributionLine]
    """What is still to be given to the work of others, the most urgent first."""

    @property
    def coordinating_dated(self) -> list[ContributionLine]:
        return [line for line in self.coordinating if line.contribution.due_on]

    @property
    def coordinating_undated(self) -> list[ContributionLine]:
        return [line for line in self.coordinating if not line.contribution.due_on]

    @property
    def total(self) -> int:
        return len(self.pressing) + len(self.waiting) + len(self.later) + len(self.done)

    @property
    def pressing(self) -> list[WorkRow]:
        return self.overdue + self.returned + self.due_soon + self.periodic

    @property
    def to_report(self) -> list[WorkRow]:
        """Pressing work of which nothing has been reported that still awaits an answer."""
        return [row for row in self.pressing if row.sent is None]

    @property
    def next_due(self) -> WorkRow | None:
        return next((row for row in self.later if row.assignment.deadline_on), None)


GROUPS = ("overdue", "returned", "due_soon", "periodic", "waiting", "later", "done")


def my_work(who: Standing, *, today: date, calendar: WorkingCalendar) -> MyWork:
    """The work of a person on a day; five queries, whatever its size."""
    own = own_assignments(who).order_by("deadline_on", "task__key_task__number", "task__order")
    assignments = with_last_report(with_roles(own))
    measured = [(a, a.measured(today=today, calendar=calendar)) for a in assignments]
    dues = pressing_dues([one for one, _ in measured if one.takes_reports], today=today)
    groups: dict[str, list[WorkRow]] = {name: [] for name in GROUPS}
    for assignment, its in measured:
        row = _row(assignment, its, calendar, dues.get(assignment.pk))
        groups[_group(row, its)].append(row)
    return MyWork(
        **groups,
        shares=shares(counted(its for _, its in measured)),
        coordinating=contributions_to_give(who, today=today, calendar=calendar),
    )


def _row(assignment: Assignment, measured: Timeliness, calendar: WorkingCalendar, due: ReportDue | None) -> WorkRow:
    reports = {report.state: report for report in assignment.last_reports} if assignment.takes_reports else {}
    returned = reports.get(ReportState.RETURNED)
    its = shown(measured)
    if measured.state == State.SUBMITTED:
        # What the waiting person asks is no longer the deadline but when he will hear.
        its = replace(
            its,
            deadline_on=None,
            counts_until_on=None,
            note=_("answer by %(date)s") % _date(calendar.add(measured.stopped_on, options().answer_within)),
        )
    elif returned:
        until = calendar.add(local_day(returned.reviewed_at), options().resubmit_within)
        its = replace(its, note=_("resend by %(date)s") % _date(until))
    return WorkRow(
        assignment,
        measured,
        its,
        draft=reports.get(ReportState.DRAFT),
        returned=returned,
        sent=reports.get(ReportState.SUBMITTED),
        due=due,
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
    if row.due and measured.status in (Status.ON_TRACK, Status.NOT_STARTED):
        return "periodic"
    by_status = {Status.DUE_SOON: "due_soon", Status.DONE: "done", Status.LATE: "done"}
    return by_status.get(measured.status, "later")
