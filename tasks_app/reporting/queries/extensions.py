"""Requests for an extension: what waits for whom, what one page shows, and how deadlines were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept, kept_count
from tasks_app.journal.queries import record_of
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import Bucket
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import Facts, Timeliness, Yardstick, timeliness
from tasks_app.plan.wording import Shown, shown
from tasks_app.reporting import rules
from tasks_app.reporting.enums import ExtensionAct, ExtensionState
from tasks_app.reporting.models import Extension
from tasks_app.reporting.rules import Obstacle
from tasks_app.reporting.wording import Event, event, times_extended


@dataclass(frozen=True)
class WaitingExtension:
    """A line of the queue. ``waits``: working days since it is somebody's turn; ``extended``: "extended once", or "".

    ``is_overdue_for_proposal``: the secretariat's days are over, so a leader may decide as well.
    """

    extension: Extension
    shown: Shown
    waits: int
    extended: str
    is_overdue_for_proposal: bool


@dataclass(frozen=True)
class ExtensionQueue:
    """What waits for the secretariat's proposal, and what for a leader's decision, the longest wait first."""

    for_proposal: list[WaitingExtension]
    for_decision: list[WaitingExtension]

    @property
    def total(self) -> int:
        return len(self.for_proposal) + len(self.for_decision)


def extension_queue(
    *, today: date, calendar: WorkingCalendar, of: QuerySet[Organisation] | None = None
) -> ExtensionQueue:
    """The requests that wait for somebody, all or for the work of some organisations; one query."""
    approved = (
        Extension.objects.approved()
        .filter(assignment=OuterRef("assignment"))
        .order_by()
        .values("assignment")
        .annotate(number=Count("pk"))
        .values("number")
    )
    waiting = (
        _with_names(Extension.objects.waiting())
        .annotate(approved_before=Coalesce(Subquery(approved), 0))
        .order_by(Coalesce("proposed_at", "asked_at"), "pk")
    )
    if of is not None:
        waiting = waiting.filter(assignment__organisation__in=of)
    lines = [_waiting(extension, today=today, calendar=calendar) for extension in waiting]
    return ExtensionQueue(
        for_proposal=[line for line in lines if line.extension.state == ExtensionState.REQUESTED],
        for_decision=[line for line in lines if line.extension.state == ExtensionState.PROPOSED],
    )


def _waiting(extension: Extension, *, today: date, calendar: WorkingCalendar) -> WaitingExtension:
    asked_on = local_day(extension.asked_at)
    acts = rules.acts_on(extension.state, asked_on=asked_on, today=today, calendar=calendar)
    return WaitingExtension(
        extension,
        shown(extension.assignment.measured(today=today, calendar=calendar)),
        waits=waits_for(extension, today=today, calendar=calendar),
        extended=times_extended(extension.approved_before),
        is_overdue_for_proposal={ExtensionAct.PROPOSE, ExtensionAct.APPROVE} <= acts,
    )


def waits_for(extension: Extension, *, today: date, calendar: WorkingCalendar) -> int:
    """The working days since it is the secretariat's or a leader's turn."""
    return calendar.between(local_day(extension.proposed_at or extension.asked_at), today)


@dataclass(frozen=True)
class WaitingCounts:
    """How many requests wait for a proposal, and how many for a decision."""

    for_proposal: int
    for_decision: int


WAITING = (Part.REPORTS, Part.WORK, Part.PLANS)  # of what data it is made which requests wait


@kept(*WAITING)
def waiting_extensions() -> WaitingCounts:
    """Of today."""
    states = Extension.objects.waiting().order_by().values_list("state").annotate(Count("pk"))
    counts = dict(states)
    return WaitingCounts(counts.get(ExtensionState.REQUESTED, 0), counts.get(ExtensionState.PROPOSED, 0))


@kept(*WAITING)
def extensions_that_waited(day: PlanDay) -> WaitingCounts:
    """Those that waited when a past day ended."""
    end = at_time(day.day + timedelta(days=1))
    still_worked_on = day.assignments().filter(state__in=rules.DECIDED_IN).values("assignment")
    is_proposed = Q(proposed_at__lt=end)
    counts = (
        Extension.objects.open_at(end)
        .filter(assignment__in=still_worked_on)
        .aggregate(
            for_proposal=Count("pk", filter=~is_proposed | Q(proposed_at__isnull=True)),
            for_decision=Count("pk", filter=is_proposed),
        )
    )
    return WaitingCounts(**counts)


def waiting_for(who: Standing) -> int:
    """How many requests wait for a step that his roles take."""
    turns = {Role.SECRETARIAT: ExtensionState.REQUESTED, Role.LEADER: ExtensionState.PROPOSED}
    states = [state for role, state in turns.items() if who.is_(role)]
    return kept_count(Extension.objects.waiting().filter(state__in=states), *WAITING)


def extensions_of(assignment: Assignment) -> list[Extension]:
    """All requests of an assignment with their people, the newest first; one query."""
    return list(
        Extension.objects.filter(assignment=assignment).select_related(
            "by", "for_person", "proposed_by", "proposed_for", "decided_by", "decided_for"
        )
    )


def all_extensions() -> QuerySet[Extension]:
    """Requests with all that the page of one shows."""
    return _with_names(Extension.objects.all()).prefetch_related("assignment__contributions")


def _with_names(extensions: QuerySet[Extension]) -> QuerySet[Extension]:
    return extensions.select_related(
        "assignment__task__key_task__plan",
        "assignment__organisation",
        "assignment__responsible",
        *("by", "for_person", "proposed_by", "proposed_for", "decided_by", "decided_for"),
    )


def record_of_extension(extension: Extension) -> list[Event]:
    """What happened to a request, newest first: the lines of the assignment's record that are about it."""
    entries = record_of(extension.assignment).filter(verb__startswith="extension.")
    return [event(entry) for entry in entries if entry.details.get("extension") == extension.pk]


def approved_number(extensions: Iterable[Extension]) -> int:
    return sum(one.state == ExtensionState.APPROVED for one in extensions)


def obstacle_to(assignment: Assignment, extensions: Iterable[Extension], *, limit: int | None) -> Obstacle | None:
    """What stands in the way of another extension, by the requests so far."""
    extensions = list(extensions)
    return rules.obstacle_to_asking(
        state=assignment.state,
        deadline_on=assignment.deadline_on,
        is_waiting=any(one.is_open for one in extensions),
        approved=approved_number(extensions),
        limit=limit,
    )


def measured_originally(assignment: Assignment, *, today: date, calendar: WorkingCalendar) -> Timeliness:
    """How it would stand by its original deadline."""
    plan = assignment.task.key_task.plan
    facts = replace(assignment.facts, deadline_on=assignment.original_deadline_on, counts_until_on=None)
    return timeliness(facts, plan.yardstick(today=today, calendar=calendar))


@dataclass(frozen=True)
class DeadlinesKept:
    """Lateness of a plan's assignments in force, by the deadlines in force and by the original ones.

    ``late``: completed late or overdue; ``extended``: assignments with an extension; ``extensions``: all of them.
    """

    extended: int
    extensions: int
    overdue: int
    overdue_originally: int
    late: int
    late_originally: int


def deadlines_kept(plan: Plan, by: Yardstick) -> DeadlinesKept:
    """Both ways of counting, side by side; two queries, however many assignments there are."""
    groups = (
        Assignment.objects.of_plan(plan)
        .in_force()
        .order_by()
        .values_list("state", "deadline_on", "original_deadline_on", "submitted_on", "completed_on")
        .annotate(Count("pk"))
    )
    now, originally = dict.fromkeys(Bucket, 0), dict.fromkeys(Bucket, 0)
    for state, deadline_on, original_on, submitted_on, completed_on, number in groups:
        now[timeliness(Facts(state, deadline_on, submitted_on, completed_on), by).bucket] += number
        originally[timeliness(Facts(state, original_on, submitted_on, completed_on), by).bucket] += number
    granted = Extension.objects.approved().filter(assignment__task__key_task__plan=plan)
    counted = granted.aggregate(extensions=Count("pk"), extended=Count(F("assignment"), distinct=True))
    return DeadlinesKept(
        extended=counted["extended"],
        extensions=counted["extensions"],
        overdue=now[Bucket.OVERDUE],
        overdue_originally=originally[Bucket.OVERDUE],
        late=now[Bucket.OVERDUE] + now[Bucket.COMPLETED_LATE],
        late_originally=originally[Bucket.OVERDUE] + originally[Bucket.COMPLETED_LATE],
    )
