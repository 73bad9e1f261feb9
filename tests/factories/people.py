from collections.abc import Iterable
from datetime import date, timedelta

import factory

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Organisation
from tasks_app.people.actions import grant_delegation
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Appointment, Delegation, Oversight, Person
from tests.factories.organisations import OrganisationFactory

SINCE = date(2024, 1, 1)


class PersonFactory(factory.django.DjangoModelFactory):
    """An account without a role."""

    class Meta:
        model = Person

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.vn")
    full_name = factory.Sequence(lambda n: f"Người Thử {n}")


def appoint(
    person: Person,
    role: Role,
    *,
    organisation: Organisation | None = None,
    since: date = SINCE,
    until: date | None = None,
) -> Appointment:
    return Appointment.objects.create(
        person=person, role=role, organisation=organisation, valid_from=since, valid_to=until
    )


def oversee(person: Person, organisation: Organisation, *, since: date = SINCE, until: date | None = None) -> Oversight:
    return Oversight.objects.create(member=person, organisation=organisation, valid_from=since, valid_to=until)


def person_with(
    *roles: Role,
    reports_for: Organisation | None = None,
    oversees: Iterable[Organisation] = (),
    since: date = SINCE,
    until: date | None = None,
    **fields,
) -> Person:
    """A person with roles from–to; ``reports_for`` is the organisation of a focal officer."""
    person = PersonFactory(**fields)
    for role in roles:
        organisation = reports_for if role == Role.FOCAL_OFFICER else None
        appoint(person, role, organisation=organisation, since=since, until=until)
    for organisation in oversees:
        oversee(person, organisation, since=since, until=until)
    return person


def member(**details) -> Person:
    return person_with(Role.MEMBER, **details)


def leader(**details) -> Person:
    return person_with(Role.LEADER, **details)


def secretary(**details) -> Person:
    return person_with(Role.SECRETARIAT, **details)


def focal_officer(organisation: Organisation | None = None, **details) -> Person:
    organisation = organisation or OrganisationFactory()
    return person_with(Role.FOCAL_OFFICER, reports_for=organisation, **({"organisation": organisation} | details))


def inspector(**details) -> Person:
    return person_with(Role.INSPECTOR, **details)


def administrator(**details) -> Person:
    return person_with(Role.ADMINISTRATOR, **({"is_staff": True, "is_superuser": True} | details))


def delegate(
    principal: Person,
    deputy: Person,
    kind: DelegationKind = DelegationKind.ACTING_FOR,
    *,
    since: date = date(2024, 10, 1),
    last_day: date = date(2024, 10, 31),
    by: Person | None = None,
) -> Delegation:
    """Set by the secretariat on the morning of the first day."""
    return grant_delegation(
        principal=principal,
        deputy=deputy,
        kind=kind,
        valid_from=since,
        valid_to=last_day + timedelta(days=1),
        basis="15/GUQ-BCĐ",
        by=Actor(by or secretary()),
        at=at_time(since, 7),
    )
