"""What is owed for periods, and the figures of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.plan.enums import Act, Frequency, State
from tasks_app.plan.models import Assignment, StateChange
from tasks_app.plan.queries import with_names
from tasks_app.plan.rules import IN_FORCE, WORKED_ON, Facts, Timeliness, timeliness
from tasks_app.reporting import rules
from tasks_app.reporting.enums import DueState, ReportState
from tasks_app.reporting.models import FrozenFigure, ProgressReport, ReportDue, ReportingPeriod
from tasks_app.reporting.rules import Answer, AtCutOff, StepTaken


def periods() -> QuerySet[ReportingPeriod]:
    """With ``owed``: for how many assignments, and ``answered``: of how many of them something was sent.

    A closed period has its frozen numbers.
    """
    dues = ReportDue.objects.filter(period=OuterRef("pk"))
    sent = ProgressReport.objects.sent().filter(due=OuterRef("pk"))
    frozen = FrozenFigure.objects.filter(period=OuterRef("pk")).exclude(due_state="")
    return ReportingPeriod.objects.select_related("plan", "closed_by", "closed_for").annotate(
        owed=Case(When(closed_at=None, then=_number(dues)), default=_number(frozen)),
        answered=Case(
            When(closed_at=None, then=_number(dues.filter(Exists(sent)))),
            default=_number(frozen.filter(due_state__in=rules.SENT)),
        ),
    )


def _number(rows: QuerySet) -> Coalesce:
    """How many rows of a period, as a number of the same query."""
    counted = rows.order_by().values("period").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def owing_assignments(period: ReportingPeriod, *, at: datetime) -> QuerySet[Assignment]:
    """Those that owe a report of a period and for which none is noted yet: reported on as often as the period comes,
    issued by its cut-off, and worked on at that moment, or now where it lies ahead."""
    moment = min(at, at_time(period.ends_on + timedelta(days=1)) - timedelta(microseconds=1))
    last_state = (
        StateChange.objects.filter(assignment=OuterRef("pk"), at__lte=moment).order_by("-at", "-pk").values("after")
    )
    return (
        Assignment.objects.of_plan(period.plan)
        .filter(task__frequency=period.kind, issued_on__lte=period.ends_on)
        .annotate(state_then=Subquery(last_state[:1]))
        .filter(state_then__in=WORKED_ON)
        .exclude(pk__in=period.dues.values("assignment"))
    )


def unanswered_dues(assignments: Iterable[Assignment], *, today: date) -> QuerySet[ReportDue]:
    """Dues of these assignments whose period has begun and of which nothing stands that was sent; newest period first.

    A returned report does not stand: it is owed again.
    """
    return _unanswered(today).filter(assignment__in=assignments).select_related("period")


def _unanswered(today: date) -> QuerySet[ReportDue]:
    standing = ProgressReport.objects.filter(
        due=OuterRef("pk"), state__in=[ReportState.SUBMITTED, ReportState.ACCEPTED]
    )
    begun = ReportDue.objects.filter(~Exists(standing), period__starts_on__lte=today)
    return begun.order_by("-period__ends_on", "pk")


def offered_dues(assignment: Assignment, *, today: date) -> list[ReportDue]:
    """The reports that can be written now, the one to begin with first; one query."""
    return dues_on_offer([assignment], today=today).get(assignment.pk, [])


def dues_on_offer(assignments: Iterable[Assignment], *, today: date) -> dict[int, list[ReportDue]]:
    """The same of many assignments, by their primary keys; one query."""
    offered: dict[int, list[ReportDue]] = {}
    for due in unanswered_dues(assignments, today=today):
        if rules.is_offered(Frequency(due.period.kind), due.period.ends_on, today=today):
            offered.setdefault(due.assignment_id, []).append(due)
    for dues in offered.values():
        dues.sort(key=lambda due: rules.offered_first(due.period.ends_on, is_closed=due.period.is_closed, today=today))
    return offered


def dues_answered_since(assignment: Assignment, *, uid: UUID, due: int, based_on: int) -> list[ReportDue]:
    """What a form asks for that has been answered since it was opened: by itself, or by somebody else.

    It is no longer owed, but the form has to be understood to be told so. ``based_on``: the newest sent report then.
    """
    sent = ProgressReport.objects.sent().filter(assignment=assignment)
    newer = sent.filter(Q(uid=uid) | Q(due=due, pk__gt=based_on))
    return list(ReportDue.objects.filter(reports__in=newer).select_related("period").distinct())


def pressing_dues(assignment: Assignment | OuterRef, *, today: date) -> QuerySet[ReportDue]:
    """What is owed for a cut-off that has passed and a period that is still open, the newest first."""
    over = _unanswered(today).filter(period__closed_at__isnull=True, period__ends_on__lt=today)
    return over.filter(assignment=assignment)


@dataclass(frozen=True)
class Figure:
    """How an assignment of the plan stands at the cut-off of a period, and what became of the report it owes.

    ``due_state`` is None where it owes none.
    """

    assignment: Assignment
    facts: Facts
    measured: Timeliness
    due: ReportDue | None
    due_state: DueState | None
    is_late: bool
    newest: ProgressReport | None


def figures(period: ReportingPeriod, *, today: date, calendar: WorkingCalendar) -> list[Figure]:
    """The assignments in force at the cut-off (today, where it lies ahead) and what else owes a report, by all that
    is known now; four queries.

    Closing the period keeps exactly these.
    """
    day = min(today, period.ends_on)
    by = period.plan.yardstick(today=day, calendar=calendar)
    dues = dues_with_reports(period)
    found = []
    for assignment, then in standings(period, day=day):
        due = dues.get(assignment.pk)
        if then is None or (then.state not in IN_FORCE and due is None):
            continue
        facts = Facts(then.state, assignment.deadline_on, then.submitted_on, then.completed_on)
        is_owed = rules.is_owed(then.state, State(assignment.state), is_cut_off=today > period.ends_on)
        stands, late = (None, False) if due is None else due_state(due, is_owed, today=today, calendar=calendar)
        newest = due.sent[-1] if due is not None and due.sent else None
        found.append(Figure(assignment, facts, timeliness(facts, by), due, stands, late, newest))
    return found


def standings(period: ReportingPeriod, *, day: date) -> list[tuple[Assignment, AtCutOff | None]]:
    """Every issued assignment of the plan with its state at the end of a day, by what is known now; two queries."""
    changes: dict[int, list[StepTaken]] = {}
    rows = (
        StateChange.objects.filter(assignment__task__key_task__plan=period.plan)
        .order_by("at", "pk")
        .values_list("assignment", "act", "after", "at", "submitted_on")
    )
    for pk, act, after, at, submitted_on in rows:
        changes.setdefault(pk, []).append(StepTaken(Act(act), State(after), at, submitted_on))
    assignments = with_names(Assignment.objects.of_plan(period.plan).exclude(state=State.DRAFT)).order_by(
        "organisation__order", "task__key_task__number", "task__order", "pk"
    )
    end = at_time(day + timedelta(days=1))
    return [(one, rules.at_cut_off(changes.get(one.pk, []), end=end)) for one in assignments]


def dues_with_reports(period: ReportingPeriod) -> dict[int, ReportDue]:
    """The dues of a period by assignment, each with ``sent``: its sent reports in order; two queries."""
    sent = ProgressReport.objects.sent().select_related("by", "for_person").order_by("submitted_at", "pk")
    dues = period.dues.prefetch_related(Prefetch("reports", queryset=sent, to_attr="sent"))
    return {due.assignment_id: due for due in dues}


def answer_of(due: ReportDue) -> Answer | None:
    """Needs ``sent``, see dues_with_reports."""
    if not due.sent:
        return None
    return Answer(ReportState(due.sent[-1].state), local_day(due.sent[0].submitted_at))


def late_reports(reports: Iterable[ProgressReport], calendar: WorkingCalendar) -> frozenset[int]:
    """Of an assignment's sent reports (with their dues and periods) those whose period was first answered late."""
    by_due: dict[int, list[ProgressReport]] = {}
    for report in reports:
        if report.due is not None:
            by_due.setdefault(report.due_id, []).append(report)
    late: set[int] = set()
    for its in by_due.values():
        first = min(its, key=lambda report: report.submitted_at)
        answer = Answer(ReportState(first.state), local_day(first.submitted_at))
        if rules.is_late(answer, counts_until=calendar.counts_until(first.due.period.due_on)):
            late.update(report.pk for report in its)
    return frozenset(late)


def due_state(due: ReportDue, is_owed: bool, *, today: date, calendar: WorkingCalendar) -> tuple[DueState, bool]:
    """How a due (with ``sent``) stands on a day, and whether it was answered late."""
    answer, until = answer_of(due), calendar.counts_until(due.period.due_on)
    stands = rules.due_state(answer, is_owed=is_owed, counts_until=until, today=today)
    return stands, rules.is_late(answer, counts_until=until)


def overlapping(plan, kind: str, starts_on: date, ends_on: date) -> QuerySet[ReportingPeriod]:
    """Periods of the same kind that share a day with a span."""
    return ReportingPeriod.objects.filter(Q(starts_on__lte=ends_on, ends_on__gte=starts_on), plan=plan, kind=kind)
