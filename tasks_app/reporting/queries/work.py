"""What a person answers for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept, kept_rows
from tasks_app.options.queries import options
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import with_names
from tasks_app.plan.rules import Facts, Timeliness, takes_contributions, takes_reports, timeliness
from tasks_app.plan.wording import Share, Shown, missing_contributions, shares, shown
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport, ReportingPeriod
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
    owed: ReportingPeriod | None
    """A period whose cut-off has passed and for which a report is owed."""

    @property
    def missing(self) -> str:
        """Which coordinating organisations have still to give something, while it can go into the work."""
        assignment = self.assignment
        if not takes_contributions(assignment.state):
            return ""
        return missing_contributions(assignment.coordinating_missing, assignment.coordinating_total)


@dataclass(frozen=True)
class Section:
    """A group of My work: the first rows of it, and how many there are in all."""

    name: str
    rows: tuple[WorkRow, ...]
    number: int

    def __iter__(self) -> Iterator[WorkRow]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == self.number


@dataclass(frozen=True)
class MyWork:
    """What a person answers for on a day, each assignment in one group, the most urgent first."""

    overdue: Section
    returned: Section
    due_soon: Section
    periodic: Section
    waiting: Section
    later: Section
    done: Section
    shares: list[Share]
    to_report: int
    """How much of the pressing work there is of which nothing has been reported that still awaits an answer."""
    coordinating: list[ContributionLine]
    """What is still to be given to the work of others, the most urgent first."""

    @property
    def coordinating_dated(self) -> list[ContributionLine]:
        return [line for line in self.coordinating if line.contribution.due_on]

    @property
    def coordinating_undated(self) -> list[ContributionLine]:
        return [line for line in self.coordinating if not line.contribution.due_on]

    @property
    def sections(self) -> list[Section]:
        return [getattr(self, name) for name in GROUPS]

    @property
    def total(self) -> int:
        return sum(section.number for section in self.sections)

    @property
    def pressing(self) -> int:
        return sum(getattr(self, name).number for name in PRESSING)

    @property
    def next_due(self) -> WorkRow | None:
        return next((row for row in self.later if row.assignment.deadline_on), None)


PRESSING = ("overdue", "returned", "due_soon", "periodic")
GROUPS = (*PRESSING, "waiting", "later", "done")
SHOWN_WHOLE, FIRST = 15, 10  # a group of up to so many rows is shown whole, of a longer one so many


def my_work(who: Standing, *, today: date, calendar: WorkingCalendar, whole: bool = False) -> MyWork:
    """The work of a person on a day: the first rows of each group, or ``whole``. At most five queries, whatever its
    size."""
    own = _own_work(who.person.pk, who.reports_for, today)
    keys = {name: its if whole or len(its) <= SHOWN_WHOLE else its[:FIRST] for name, its in own.groups.items()}
    row_of = _rows(own, [key for its in keys.values() for key in its], today=today, calendar=calendar)
    return MyWork(
        **{
            name: Section(name, tuple(row_of[key] for key in its if key in row_of), len(own.groups[name]))
            for name, its in keys.items()
        },
        shares=shares(own.counts),
        to_report=own.to_report,
        coordinating=contributions_to_give(who, today=today, calendar=calendar),
    )


def section_of_my_work(who: Standing, name: str, *, today: date) -> Sequence[int]:
    """The primary keys of a group's assignments, in its order."""
    return _own_work(who.person.pk, who.reports_for, today).groups[name]


def rows_of_my_work(who: Standing, keys: Sequence[int], *, today: date, calendar: WorkingCalendar) -> list[WorkRow]:
    """Some of these as rows; at most three queries."""
    row_of = _rows(_own_work(who.person.pk, who.reports_for, today), keys, today=today, calendar=calendar)
    return [row_of[key] for key in keys if key in row_of]


@dataclass(frozen=True)
class _OwnWork:
    """``groups``: the primary keys of each; ``owed``: that of the period for which an assignment owes a report."""

    groups: Mapping[str, tuple[int, ...]]
    owed: Mapping[int, int]
    counts: Mapping[Status, int]
    to_report: int


@kept(Part.WORK, Part.REPORTS, Part.PLANS, Part.CALENDAR, size=64)
def _own_work(person: int, organisations: frozenset[int], today: date) -> _OwnWork:
    """Sorts all that a person answers for into the groups, by narrow rows: what is shown of it is read afterwards."""
    calendar, counts, owed, to_report = working_calendar(), dict.fromkeys(Status, 0), {}, 0
    yardstick_of = {plan.pk: plan.yardstick(today=today, calendar=calendar) for plan in Plan.objects.all()}
    groups: dict[str, list[int]] = {name: [] for name in GROUPS}
    for pk, plan, newest_sent, period, *facts in _narrow(person, organisations, today):
        measured = timeliness(Facts(*facts), yardstick_of[plan])
        takes = takes_reports(measured.state)
        name = _group(measured, is_returned=takes and newest_sent == ReportState.RETURNED, owes=takes and bool(period))
        groups[name].append(pk)
        counts[measured.status] += 1
        if takes and period:
            owed[pk] = period
        to_report += name in PRESSING and not (takes and newest_sent == ReportState.SUBMITTED)
    return _OwnWork({name: tuple(its) for name, its in groups.items()}, owed, counts, to_report)


def _narrow(person: int, organisations: frozenset[int], today: date) -> Iterable[tuple]:
    newest_sent = ProgressReport.objects.sent().filter(assignment=OuterRef("pk")).order_by("-submitted_at", "-pk")
    owed = pressing_dues(OuterRef("pk"), today=today)
    return (
        Assignment.objects.in_force()
        .filter(Q(responsible=person) | Q(organisation__in=organisations))
        .order_by(F("deadline_on").asc(nulls_last=True), "task__key_task__number", "task__order", "pk")
        .values_list(
            "pk",
            "task__key_task__plan",
            Subquery(newest_sent.values("state")[:1]),
            Subquery(owed.values("period")[:1]),
            *("state", "deadline_on", "submitted_on", "completed_on", "counts_until_on"),
        )
    )


def _rows(own: _OwnWork, keys: Collection[int], *, today: date, calendar: WorkingCalendar) -> dict[int, WorkRow]:
    if not keys:
        return {}
    periods = {one.pk: one for one in kept_rows(ReportingPeriod.objects.all(), Part.REPORTS)} if own.owed else {}
    assignments = with_last_report(with_roles(with_names(Assignment.objects.filter(pk__in=keys).order_by())))
    return {
        one.pk: _row(one, one.measured(today=today, calendar=calendar), calendar, periods.get(own.owed.get(one.pk)))
        for one in assignments
    }


def _row(
    assignment: Assignment, measured: Timeliness, calendar: WorkingCalendar, owed: ReportingPeriod | None
) -> WorkRow:
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
        owed=owed,
    )


def _date(day: date) -> dict[str, str]:
    return {"date": date_format(day, "DATE_FORMAT")}


def _group(measured: Timeliness, *, is_returned: bool, owes: bool) -> str:
    if measured.state == State.SUBMITTED:
        return "waiting"
    if measured.status == Status.OVERDUE:
        return "overdue"
    if is_returned:
        return "returned"
    if owes and measured.status in (Status.ON_TRACK, Status.NOT_STARTED):
        return "periodic"
    by_status = {Status.DUE_SOON: "due_soon", Status.DONE: "done", Status.LATE: "done"}
    return by_status.get(measured.status, "later")
