"""How an organisation has reported until a day: what was returned, what came late or is missing, what was extended."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

from tasks_app.common.dates import LOCAL, at_time
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Act, ContributionState, State
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry, Phase, StateChange
from tasks_app.plan.queries import PlanDay, with_names
from tasks_app.plan.rules import WORKED_ON, contribution_standing
from tasks_app.plan.wording import ContributionShown, contribution_shown
from tasks_app.reporting import rules
from tasks_app.reporting.enums import DueState, ExtensionState, ReportState
from tasks_app.reporting.models import Extension, FrozenFigure, ProgressReport, ReportDue, ReportingPeriod
from tasks_app.reporting.queries.periods import due_state
from tasks_app.reporting.rules import StepTaken


@dataclass
class PeriodLine:
    """What an organisation owed for a period and what came of it by a day; ``late`` ones are among those sent."""

    period: ReportingPeriod
    states: Counter[DueState] = field(default_factory=Counter)
    late: int = 0

    def add(self, state: DueState, *, is_late: bool, number: int = 1) -> None:
        self.states[state] += number
        self.late += number * is_late

    @property
    def owed(self) -> int:
        return self.states.total()

    @property
    def sent(self) -> int:
        return sum(self.states[state] for state in rules.SENT)

    @property
    def missing(self) -> int:
        return self.states[DueState.MISSING]


@dataclass(frozen=True)
class ExtensionsAsked:
    """The requests for an extension of an organisation by a day; ``granted`` and ``waiting`` are among ``asked``."""

    asked: list[Extension]
    granted: int
    waiting: int


def returned_reports(day: PlanDay, organisation: Organisation) -> QuerySet[ProgressReport]:
    """Reports on work that it led when they were returned, the newest first."""
    reports = ProgressReport.objects.filter(
        state=ReportState.RETURNED,
        reviewed_at__lt=day.end,
        assignment__task__key_task__plan=day.plan,
    ).annotate(that_day=TruncDate("reviewed_at", tzinfo=LOCAL))
    return (
        reports.filter(_led_on_that_day(organisation))
        .select_related("assignment__task__key_task", "due__period")
        .order_by("-reviewed_at", "-pk")
    )


def extensions_asked(day: PlanDay, organisation: Organisation) -> ExtensionsAsked:
    """Requests for an extension of work that it led when they were made, the newest first; one query."""
    end = day.end
    asked = Extension.objects.filter(asked_at__lt=end, assignment__task__key_task__plan=day.plan).annotate(
        that_day=TruncDate("asked_at", tzinfo=LOCAL)
    )
    found = list(
        asked.filter(_led_on_that_day(organisation))
        .select_related("assignment__task__key_task")
        .order_by("-asked_at", "-pk")
    )
    states = Counter(state_by(one, end) for one in found)
    return ExtensionsAsked(
        found,
        granted=states[ExtensionState.APPROVED],
        waiting=states[ExtensionState.REQUESTED] + states[ExtensionState.PROPOSED],
    )


def state_by(extension: Extension, moment: datetime) -> ExtensionState:
    """How far a request had come at a moment."""
    if extension.decided_at and extension.decided_at < moment:
        return ExtensionState(extension.state)
    if extension.withdrawn_at and extension.withdrawn_at < moment:
        return ExtensionState.WITHDRAWN
    is_proposed = extension.proposed_at is not None and extension.proposed_at < moment
    return ExtensionState.PROPOSED if is_proposed else ExtensionState.REQUESTED


def _led_on_that_day(organisation: Organisation) -> Q:
    """Of rows with ``that_day``: those whose assignment the organisation led on it."""
    return Q(
        Q(assignment__phases__valid_to__isnull=True) | Q(assignment__phases__valid_to__gte=F("that_day")),
        assignment__phases__organisation=organisation,
        assignment__phases__valid_from__lte=F("that_day"),
    )


def reports_by_period(day: PlanDay, organisation: Organisation) -> list[PeriodLine]:
    """What it owed for each period that has begun, the newest first; periods for which it owed nothing are left out.

    A period that was closed by then has its frozen figures, another what is known of the work it leads. Five queries.
    """
    end = day.end
    periods = ReportingPeriod.objects.filter(plan=day.plan, starts_on__lte=day.day)
    lines = {one.pk: PeriodLine(one) for one in periods}
    closed = {pk for pk, line in lines.items() if line.period.closed_at and line.period.closed_at < end}
    frozen = (
        FrozenFigure.objects.filter(period__in=closed, organisation=organisation)
        .exclude(due_state="")
        .order_by()
        .values_list("period", "due_state", "is_late")
        .annotate(Count("pk"))
    )
    for pk, state, is_late, number in frozen:
        lines[pk].add(DueState(state), is_late=is_late, number=number)
    for due, steps in _dues(day, organisation, lines.keys() - closed, end=end):
        cut_off = due.period.ends_on
        then = rules.at_cut_off(steps, end=at_time(min(day.day, cut_off) + timedelta(days=1)))
        if then is None:
            continue
        is_owed = rules.is_owed(then.state, steps[-1].after, is_cut_off=day.day > cut_off)
        state, is_late = due_state(due, is_owed, today=day.day, calendar=day.by.calendar)
        lines[due.period_id].add(state, is_late=is_late)
    return [line for line in lines.values() if line.owed]


def _dues(
    day: PlanDay, organisation: Organisation, periods: Iterable[int], *, end: datetime
) -> list[tuple[ReportDue, list[StepTaken]]]:
    """What is owed for its work, each with ``sent`` and the steps of the work by a moment; three queries."""
    sent = ProgressReport.objects.sent().filter(submitted_at__lt=end).order_by("submitted_at", "pk")
    dues = list(
        ReportDue.objects.filter(
            period__in=periods,
            opened_at__lt=end,
            assignment__in=day.assignments().filter(organisation=organisation).order_by().values(day.key),
        )
        .select_related("period")
        .prefetch_related(Prefetch("reports", queryset=sent, to_attr="sent"))
    )
    steps: dict[int, list[StepTaken]] = defaultdict(list)
    changes = StateChange.objects.filter(assignment__in={due.assignment_id for due in dues}, at__lt=end)
    for pk, act, after, at, submitted_on in changes.order_by("at", "pk").values_list(
        "assignment", "act", "after", "at", "submitted_on"
    ):
        steps[pk].append(StepTaken(Act(act), State(after), at, submitted_on))
    return [(due, steps[due.assignment_id]) for due in dues]


@dataclass(frozen=True)
class AskedContribution:
    """A contribution that is still to be given, to the work of another (as it stood on the day)."""

    assignment: Assignment | Phase
    shown: ContributionShown


@dataclass(frozen=True)
class ContributionsAsked:
    """What an organisation is asked to contribute to work in force; ``first``: those still to be given, most urgent
    first; ``still_open``: how many these are in all."""

    total: int
    answered: int
    still_open: int
    first: list[AskedContribution]

    @property
    def closed(self) -> int:
        """Those that are not asked for any more: the work goes on, or was sent, without them."""
        return self.total - self.answered - self.still_open


def contributions_asked(day: PlanDay, organisation: Organisation, number: int) -> ContributionsAsked:
    """Its contributions on a day, of those still to be given so many; three queries."""
    answers = ContributionEntry.objects.filter(contribution=OuterRef("pk"), at__lt=day.end)
    asked = Contribution.objects.filter(
        organisation=organisation, assignment__in=day.assignments().in_force().order_by().values(day.key)
    ).annotate(is_answered=Exists(answers))
    at_work = day.assignments().filter(state__in=WORKED_ON).order_by().values(day.key)
    is_open = Q(is_answered=False, assignment__in=at_work)
    counts = asked.aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(is_answered=True)),
        still_open=Count("pk", filter=is_open),
    )
    order = [F("assignment__deadline_on").asc(nulls_last=True), "pk"]
    if not day.is_past:  # since when a contribution has its date is not kept
        order.insert(0, F("due_on").asc(nulls_last=True))
    first = list(asked.filter(is_open).order_by(*order)[:number])
    rows = with_names(day.assignments()).filter(**{f"{day.key}__in": [one.assignment_id for one in first]})
    row_of = {row.key: row for row in rows}
    return ContributionsAsked(
        **counts, first=[AskedContribution(row_of[one.assignment_id], _shown(one, day)) for one in first]
    )


def _shown(contribution: Contribution, day: PlanDay) -> ContributionShown:
    if day.is_past:
        return ContributionShown(
            css="", icon="clock", label=str(ContributionState.DUE.label), distance="", deadline_on=None
        )
    standing = contribution_standing(
        State.IN_PROGRESS, due_on=contribution.due_on, answer=None, answered_on=None, by=day.by
    )
    return contribution_shown(standing)
