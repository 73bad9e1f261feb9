from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person

REPORTING_ROLES = (Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER)


@dataclass(frozen=True)
class Standing:
    """What a person is on a day: his roles, and the organisations he reports for or oversees (primary keys)."""

    person: Person
    roles: frozenset[str] = frozenset()
    reports_for: frozenset[int] = field(default=frozenset())
    oversees: frozenset[int] = field(default=frozenset())

    def is_(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def sees_everything(self) -> bool:
        return self.is_(Role.LEADER, Role.SECRETARIAT, Role.INSPECTOR, Role.ADMINISTRATOR)

    @property
    def has_work(self) -> bool:
        """Whether assignments can be his own."""
        return self.is_(*REPORTING_ROLES)


def standing(person: Person, *, on: date) -> Standing:
    """The roles and relations of a person on a day; two queries, none for a person who may not sign in."""
    if not person.is_active:
        return Standing(person)
    appointments = list(Appointment.objects.in_force(on).filter(person=person).values_list("role", "organisation_id"))
    overseen = Oversight.objects.in_force(on).filter(member=person).values_list("organisation_id", flat=True)
    return Standing(
        person=person,
        roles=frozenset(role for role, _ in appointments),
        reports_for=frozenset(organisation for _, organisation in appointments if organisation),
        oversees=frozenset(overseen),
    )


def holders_of(role: Role, *, on: date) -> QuerySet[Person]:
    """Active people who hold a role on a day, by given name."""
    appointments = Appointment.objects.in_force(on).filter(role=role)
    return Person.objects.filter(is_active=True, pk__in=appointments.values("person"))


def holding(roles: Iterable[Role], people: set[int], *, on: date) -> set[int]:
    """Those of some people (primary keys) who hold one of these roles on a day."""
    appointments = Appointment.objects.in_force(on).filter(role__in=roles, person__in=people)
    return set(appointments.values_list("person", flat=True))


def focal_officers(organisation_ids: set[int], *, on: date) -> dict[int, list[Person]]:
    """The active focal officers of each organisation on a day; one query."""
    appointments = (
        Appointment.objects.in_force(on)
        .filter(role=Role.FOCAL_OFFICER, organisation__in=organisation_ids, person__is_active=True)
        .select_related("person")
        .order_by("organisation", "person__name_key")
    )
    officers: dict[int, list[Person]] = {}
    for appointment in appointments:
        officers.setdefault(appointment.organisation_id, []).append(appointment.person)
    return officers
