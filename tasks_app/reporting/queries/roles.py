"""The roles within an assignment beside its reports: the receipt of work, and what coordinating organisations give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.common.joins import Many, joined, put
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import Answer
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry, Receipt
from tasks_app.plan.permissions import can_contribute, can_date_contributions, can_receive
from tasks_app.plan.rules import WORKED_ON, ContributionStanding, contribution_standing, takes_contributions
from tasks_app.plan.wording import ContributionShown, contribution_shown


@dataclass(frozen=True)
class ContributionLine:
    """A coordinating organisation: how its contribution stands, its newest answer and the ones before."""

    contribution: Contribution
    standing: ContributionStanding
    entries: list[ContributionEntry]
    may_give: bool

    @property
    def shown(self) -> ContributionShown:
        return contribution_shown(self.standing)

    @property
    def newest(self) -> ContributionEntry | None:
        return self.entries[0] if self.entries else None


@dataclass(frozen=True)
class RolesInAssignment:
    """``receipt``: None while nobody said so; ``awaits_receipt``: whether it is still to be said."""

    receipt: Receipt | None
    awaits_receipt: bool
    may_receive: bool
    lines: list[ContributionLine]
    may_date: bool

    @property
    def missing(self) -> int:
        return sum(line.standing.is_open for line in self.lines)


def with_receipt(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Adds ``present``, who holds it now, with what he said of having received it; in the same query."""
    present = FilteredRelation("holders", condition=Q(holders__valid_to__isnull=True))
    said = ("present__receipt__by", "present__receipt__for_person")
    return assignments.annotate(present=present).select_related("present", *said)


def take_contributions(assignment: Assignment) -> None:
    """Puts the contributions of an assignment at hand, with their organisations and all that was given; one query."""
    its = assignment.contributions.select_related("organisation")
    put(assignment, "contributions", joined(its, entries=Many("entries", "-revision", also=("by", "for_person"))))


def roles_in(assignment: Assignment, who: Standing, *, today: date, calendar: WorkingCalendar) -> RolesInAssignment:
    """Who has done what beside reporting, and what this person may do; no query.

    The assignment comes ``with_roles``, ``with_receipt`` and after ``take_contributions``.
    """
    contributions = list(assignment.contributions.all())
    is_open = takes_contributions(assignment.state)
    return RolesInAssignment(
        receipt=None if assignment.awaits_receipt else _receipt(assignment),
        awaits_receipt=assignment.awaits_receipt,
        may_receive=assignment.awaits_receipt and can_receive(who, assignment),
        lines=[_line(one, list(one.entries.all()), who, today=today, calendar=calendar) for one in contributions],
        may_date=is_open and bool(contributions) and can_date_contributions(who, assignment),
    )


def _receipt(assignment: Assignment) -> Receipt | None:
    holder = getattr(assignment, "present", None)  # without a holder Django sets nothing
    return getattr(holder, "receipt", None)


def _line(
    contribution: Contribution,
    entries: list[ContributionEntry],
    who: Standing,
    *,
    today: date,
    calendar: WorkingCalendar,
) -> ContributionLine:
    assignment = contribution.assignment
    standing = contribution_standing(
        assignment.state,
        due_on=contribution.due_on,
        answer=Answer(entries[0].answer) if entries else None,
        answered_on=local_day(entries[-1].at) if entries else None,
        by=assignment.task.key_task.plan.yardstick(today=today, calendar=calendar),
    )
    may_give = takes_contributions(assignment.state) and can_contribute(who, contribution)
    return ContributionLine(contribution, standing, entries, may_give)


def contributions_to_give(who: Standing, *, today: date, calendar: WorkingCalendar) -> list[ContributionLine]:
    """What the organisations that a person reports for still owe to the work of others; one query, none for nobody.

    The most urgent first; what has no date comes last, by the deadline of the work.
    """
    open_ones = (
        Contribution.objects.filter(
            organisation__in=who.reports_for, assignment__state__in=WORKED_ON, entries__isnull=True
        )
        .select_related("organisation", "assignment__task__key_task__plan", "assignment__organisation")
        .order_by(
            F("due_on").asc(nulls_last=True),
            F("assignment__deadline_on").asc(nulls_last=True),
            "assignment__task__key_task__number",
            "assignment__task__order",
            "assignment__organisation__order",
            "pk",
        )
    )
    return [_line(one, [], who, today=today, calendar=calendar) for one in open_ones]


def with_roles(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Adds ``awaits_receipt``, ``coordinating_total`` and ``coordinating_missing``, in the same query.

    Nobody is missing before he was asked: only contributions with a day count.
    """
    unheard = Assignment.objects.not_received().filter(pk=OuterRef("pk")).order_by().values("pk")[:1]
    contributions = Contribution.objects.filter(assignment=OuterRef("pk"), due_on__isnull=False).order_by()
    return assignments.annotate(
        # A value and no EXISTS, for which PostgreSQL would read all that was ever held into a table of its own.
        awaits_receipt=IsNull(Subquery(unheard), False),
        coordinating_total=_number_of(contributions),
        coordinating_missing=_number_of(contributions.filter(entries__isnull=True)),
    )


def _number_of(contributions: QuerySet[Contribution]) -> Coalesce:
    counted = contributions.values("assignment").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
