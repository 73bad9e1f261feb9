"""The members of the committee with their figures, and what the page of one shows beside his work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tasks_app.dashboard.queries.board import Tally
from tasks_app.dashboard.queries.work import tally_by
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Delegation, Oversight, Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import JudgedQuerySet
from tasks_app.plan.queries import PlanDay
from tasks_app.reporting.models import Extension
from tasks_app.reporting.queries import state_by

ON_THE_COMMITTEE = (Role.LEADER, Role.MEMBER)


@dataclass(frozen=True)
class ListedMember:
    """``overseen``: the work of the organisations that he oversees, ``organisations`` in number."""

    person: Person
    is_leader: bool
    tally: Tally
    organisations: int
    overseen: Tally


def members_on(day: PlanDay) -> list[ListedMember]:
    """The committee on a day in its official order: its head, its other leaders, its members. Four queries."""
    own = tally_by(day.assignments(), day, "responsible")
    of_organisation = tally_by(day.assignments(), day, "organisation")
    overseen: dict[int, list[int]] = defaultdict(list)
    for member, organisation in Oversight.objects.in_force(day.day).values_list("member", "organisation"):
        overseen[member].append(organisation)
    return [
        ListedMember(
            person,
            is_leader,
            own[person.pk],
            len(overseen[person.pk]),
            Tally.of(of_organisation[one] for one in overseen[person.pk]),
        )
        for person, is_leader in committee_on(day.day)
    ]


def committee_on(day: date) -> list[tuple[Person, bool]]:
    """(person, whether he is a leader), each once; those of one rank in the order in which they were entered."""
    appointments = Appointment.objects.in_force(day).filter(role__in=ON_THE_COMMITTEE).select_related("person")
    ranked: dict[int, tuple[tuple, Person]] = {}
    for one in appointments.order_by("pk"):
        rank = (not one.is_head, one.role != Role.LEADER, one.pk)
        if one.person_id not in ranked or rank < ranked[one.person_id][0]:
            ranked[one.person_id] = (rank, one.person)
    return [(person, not rank[1]) for rank, person in sorted(ranked.values(), key=lambda pair: pair[0])]


def roles_on_the_committee(person: Person, day: date) -> list[Role]:
    """What he is on the committee on a day, a leader first; one query."""
    held = set(
        Appointment.objects.in_force(day)
        .filter(person=person, role__in=ON_THE_COMMITTEE)
        .values_list("role", flat=True)
    )
    return [role for role in ON_THE_COMMITTEE if role in held]


def was_ever_on_the_committee(person: Person) -> bool:
    return Appointment.objects.filter(person=person, role__in=ON_THE_COMMITTEE).exists()


@dataclass(frozen=True)
class Overseen:
    """``oversight``: since when and by which document."""

    oversight: Oversight
    tally: Tally

    @property
    def organisation(self) -> Organisation:
        return self.oversight.organisation


def overseen_by(person: Person, day: PlanDay, assignments: JudgedQuerySet) -> list[Overseen]:
    """The organisations that he oversees on a day, with how their share of some assignments stands; two queries."""
    oversights = (
        Oversight.objects.in_force(day.day)
        .filter(member=person)
        .select_related("organisation")
        .order_by("organisation__order", "pk")
    )
    tallies = tally_by(
        assignments.filter(organisation__in=oversights.order_by().values("organisation")), day, "organisation"
    )
    return [Overseen(one, tallies[one.organisation_id]) for one in oversights]


@dataclass(frozen=True)
class WaitingFor:
    """For a member: ``returned`` work of his own, and the extensions that he ``asked`` for and that have no answer."""

    returned: int
    asked: list[Extension]


def waiting_for_member(person: Person, day: PlanDay, assignments: JudgedQuerySet) -> WaitingFor:
    """``assignments``: his own; two queries."""
    asked = (
        Extension.objects.open_at(day.end)
        .filter(Q(by=person) | Q(for_person=person), assignment__task__key_task__plan=day.plan)
        .select_related("assignment__task__key_task", "assignment__organisation")
        .order_by("asked_at", "pk")
    )
    return WaitingFor(assignments.filter(state=State.RETURNED).count(), list(asked))


def states_of(extensions: list[Extension], day: PlanDay) -> list[tuple[Extension, object]]:
    """Each with how far it had come by the end of a day."""
    return [(one, state_by(one, day.end)) for one in extensions]


def delegations_of(person: Person, day: PlanDay) -> tuple[list[Delegation], list[Delegation]]:
    """By which others act for him on a day, and by which he acts for others; one query."""
    found = (
        Delegation.objects.in_force(day.day)
        .filter(Q(principal=person) | Q(deputy=person), at__lt=day.end)
        .select_related("principal", "deputy")
        .order_by("valid_from", "pk")
    )
    given = [one for one in found if one.principal_id == person.pk]
    return given, [one for one in found if one.principal_id != person.pk]
