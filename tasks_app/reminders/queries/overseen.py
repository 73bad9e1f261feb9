"""What a member oversees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
    measured: Timeliness
    urged: Urged

    @property
    def shown(self) -> Shown:
        return shown(self.measured)

    @property
    def can_be_urged(self) -> bool:
        return rules.can_be_urged(self.assignment.state)

    @property
    def can_be_ticked(self) -> bool:
        """Whether it can be urged together with others: not where the one who looks has urged it today."""
        return self.can_be_urged and not self.urged.by_me_today


@dataclass(frozen=True)
class OverseenOrganisation:
    """An organisation that a member follows. ``pressing``: overdue or due soon; ``other``: its other open work;
    ``counts``: all of its work by how it stands."""

    organisation: Organisation
    pressing: list[OverseenWork]
    other: list[OverseenWork]
    counts: Mapping[Status, int]
    list_url: str

    @property
    def shares(self) -> list[Share]:
        return shares(self.counts, url=lambda status: f"{self.list_url}&status={status}")

    @property
    def overdue(self) -> int:
        return self.counts[Status.OVERDUE]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

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
    all_work: dict[int, list[OverseenWork]] = {}
    for assignment in assignments:
        measured = assignment.measured(today=today, calendar=calendar)
        work = OverseenWork(assignment, measured, urged.get(assignment.pk, Urged()))
        all_work.setdefault(assignment.organisation_id, []).append(work)
    overseen = [_overseen(organisation, all_work.get(organisation.pk, [])) for organisation in organisations]
    return sorted(overseen, key=lambda one: (-one.overdue, one.organisation.order, one.organisation.pk))


def _overseen(organisation: Organisation, all_work: list[OverseenWork]) -> OverseenOrganisation:
    all_work = sorted(all_work, key=_longest_overdue_first)
    pressing = {Status.OVERDUE, Status.DUE_SOON}
    completed = {Status.DONE, Status.LATE}
    return OverseenOrganisation(
        organisation=organisation,
        pressing=[work for work in all_work if work.measured.status in pressing],
        other=[work for work in all_work if work.measured.status not in pressing | completed],
        counts=counted(work.measured for work in all_work),
        list_url=f"{reverse('assignment_list')}?organisation={organisation.pk}",
    )


def _longest_overdue_first(work: OverseenWork) -> tuple:
    days = work.measured.working_days
    task = work.assignment.task
    return (work.measured.status != Status.OVERDUE, days is None, days, task.key_task.number, task.order)


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
