"""What a member oversees."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.urls import reverse

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.organisations.models import Organisation
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import overseen_assignments
from tasks_app.plan.rules import Timeliness
from tasks_app.plan.wording import Share, Shown, counted, shares, shown
from tasks_app.reminders import rules
from tasks_app.reminders.models import Urging
from tasks_app.reminders.queries.urging import by_or_for


@dataclass(frozen=True)
class Urged:
    """How often an assignment was urged, when last, and whether it was today by or for the one who looks."""

    times: int = 0
    last_on: date | None = None
    by_me_today: bool = False


@dataclass(frozen=True)
class OverseenWork:
    assignment: Assignment
    shown: Shown
    urged: Urged

    @property
    def can_be_urged(self) -> bool:
        return rules.can_be_urged(self.assignment.state)

    @property
    def can_be_ticked(self) -> bool:
        """Whether it can be urged together with others: not where the one who looks has urged it today."""
        return self.can_be_urged and not self.urged.by_me_today


@dataclass(frozen=True)
class OverseenOrganisation:
    """An organisation that a member follows. ``pressing``: overdue or due soon; ``other``: its other open work."""

    organisation: Organisation
    pressing: list[OverseenWork]
    other: list[OverseenWork]
    shares: list[Share]
    list_url: str
    overdue: int
    total: int

    @property
    def can_be_urged(self) -> bool:
        return any(work.can_be_ticked for work in self.pressing + self.other)

    @property
    def urgings(self) -> int:
        return sum(work.urged.times for work in self.pressing + self.other)


def my_organisations(who: Standing, *, today: date, calendar: WorkingCalendar) -> list[OverseenOrganisation]:
    """What a member oversees: the organisations with most overdue work first, then in their official order.

    Three queries, whatever there is.
    """
    organisations = Organisation.objects.filter(pk__in=who.oversees)
    assignments = list(overseen_assignments(who))
    urged = _urged(assignments, by=who.people, today=today)
    all_work: dict[int, list[tuple[Timeliness, OverseenWork]]] = {}
    for assignment in assignments:
        measured = assignment.measured(today=today, calendar=calendar)
        work = OverseenWork(assignment, shown(measured), urged.get(assignment.pk, Urged()))
        all_work.setdefault(assignment.organisation_id, []).append((measured, work))
    overseen = [_overseen(organisation, all_work.get(organisation.pk, [])) for organisation in organisations]
    return sorted(overseen, key=lambda one: (-one.overdue, one.organisation.order, one.organisation.pk))


def _overseen(organisation: Organisation, all_work: list[tuple[Timeliness, OverseenWork]]) -> OverseenOrganisation:
    all_work = sorted(all_work, key=lambda pair: _longest_overdue_first(*pair))
    counts = counted(measured for measured, _ in all_work)
    pressing = {Status.OVERDUE, Status.DUE_SOON}
    completed = {Status.DONE, Status.LATE}
    list_url = f"{reverse('assignment_list')}?organisation={organisation.pk}"
    return OverseenOrganisation(
        organisation=organisation,
        pressing=[work for measured, work in all_work if measured.status in pressing],
        other=[work for measured, work in all_work if measured.status not in pressing | completed],
        shares=shares(counts, url=lambda status: f"{list_url}&status={status}"),
        list_url=list_url,
        overdue=counts[Status.OVERDUE],
        total=len(all_work),
    )


def _longest_overdue_first(measured: Timeliness, work: OverseenWork) -> tuple:
    days = measured.working_days
    task = work.assignment.task
    return (measured.status != Status.OVERDUE, days is None, days, task.key_task.number, task.order)


def _urged(assignments: Iterable[Assignment], *, by: Collection[int], today: date) -> dict[int, Urged]:
    mine = Q(on=today) & by_or_for(by)
    urgings = (
        Urging.objects.filter(assignment__in=assignments)
        .order_by()
        .values("assignment")
        .annotate(
            times=Count("pk"),
            last_on=Max("on"),
            mine=Count("pk", filter=mine),
        )
    )
    return {row["assignment"]: Urged(row["times"], row["last_on"], bool(row["mine"])) for row in urgings}
