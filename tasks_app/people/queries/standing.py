"""What a person is on a day."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import QuerySet

from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept, kept_rows
from tasks_app.common.tokens import digest
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Delegation, Invitation, Oversight, Person

REPORTING_ROLES = (Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER)


@dataclass(frozen=True)
class Standing:
    """What a person is on a day: his roles, and the organisations he reports for or oversees (primary keys).

    ``person`` is the one whose work and powers these are. ``acting``: who sits at the keyboard, where that is another;
    ``only_reports``: he may do no more for him than say what concerns the work: that it arrived, how it goes, that it
    needs more time. ``acting_reports_for``: what he reports for himself, which lends nothing but bars him as a judge.
    """

    person: Person
    roles: frozenset[str] = frozenset()
    reports_for: frozenset[int] = field(default=frozenset())
    oversees: frozenset[int] = field(default=frozenset())
    acting: Person | None = None
    only_reports: bool = False
    acting_reports_for: frozenset[int] = field(default=frozenset())

    @property
    def people(self) -> frozenset[int]:
        """The primary keys of both: what one of them wrote, neither of them decides on."""
        return frozenset(one.pk for one in (self.person, self.acting) if one is not None)

    def is_(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def sees_everything(self) -> bool:
        return self.is_(Role.LEADER, Role.SECRETARIAT, Role.INSPECTOR, Role.ADMINISTRATOR)

    @property
    def sees_drafts(self) -> bool:
        """Whether plans and tasks that are not out yet exist for him."""
        return self.is_(Role.SECRETARIAT, Role.ADMINISTRATOR)

    @property
    def has_work(self) -> bool:
        """Whether assignments can be his own."""
        return self.is_(*REPORTING_ROLES)


def account(key: int | str) -> Person | None:
    """The person of a session, who is the asker's own to change; no query where it was asked before and nobody
    changed since. ``last_login`` is asked for by who wants it: it is not kept."""
    its = _account(int(key))
    return its and copy(its)


@kept(Part.PEOPLE, size=1024)
def _account(key: int) -> Person | None:
    return Person.objects.defer("last_login").filter(pk=key).first()


def standing(person: Person, *, on: date) -> Standing:
    """The roles and relations of a person on a day; no query for a person who may not sign in, else at most three."""
    return _standing_beside(person, None, on=on)[0]


def _standing_beside(person: Person, deputy: Person | None, *, on: date) -> tuple[Standing, frozenset[int]]:
    """What a person is, and what his deputy reports for himself."""
    if not person.is_active:
        return Standing(person), frozenset()
    people = tuple(one.pk for one in (person, deputy) if one is not None)
    appointments, overseen = _held_by(people, on)
    its = Standing(
        person=person,
        roles=frozenset(role for holder, role, _ in appointments if holder == person.pk),
        reports_for=frozenset(one for holder, _, one in appointments if one and holder == person.pk),
        oversees=overseen,
    )
    return its, frozenset(one for holder, _, one in appointments if one and holder != person.pk)


@kept(Part.PEOPLE, size=1024)
def _held_by(people: tuple[int, ...], on: date) -> tuple[tuple[tuple[int, str, int | None], ...], frozenset[int]]:
    """The appointments of one or two people as (person, role, organisation), and what the first of them oversees."""
    appointments = Appointment.objects.in_force(on).filter(person__in=people)
    overseen = Oversight.objects.in_force(on).filter(member=people[0])
    return (
        tuple(appointments.order_by().values_list("person_id", "role", "organisation_id")),
        frozenset(overseen.order_by().values_list("organisation_id", flat=True)),
    )


def standing_for(delegation: Delegation, *, on: date) -> Standing:
    """What a deputy is while he acts for another: what the principal is that day, as far as the kind lends it.

    It is made of the principal's own appointments alone, so that nothing held for a third person is passed on.
    Administration is nobody's to lend.
    """
    principal, deputy = delegation.principal, delegation.deputy
    its, own = _standing_beside(principal, deputy, on=on)
    lent = replace(its, roles=its.roles - {Role.ADMINISTRATOR}, acting=deputy, acting_reports_for=own)
    if not delegation.is_for_reports_only:
        return lent
    # A leader's own work is a member's; what he sees and decides beyond it needs him.
    roles = frozenset(
        Role.MEMBER if role == Role.LEADER else Role(role) for role in lent.roles if role in REPORTING_ROLES
    )
    return replace(lent, roles=roles, oversees=frozenset(), only_reports=True)


def reported_for(people: Iterable[int], *, on: date) -> frozenset[int]:
    """The organisations (primary keys) that some people are focal officers of on a day."""
    appointments = Appointment.objects.in_force(on).filter(role=Role.FOCAL_OFFICER, person__in=people)
    return frozenset(kept_rows(appointments.order_by().values_list("organisation", flat=True), Part.PEOPLE))


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


def invited_by(token: str, *, at: datetime) -> Person | None:
    """Who chooses his password with this link at a moment; None where it was used, revoked, too old or never sent."""
    invitation = Invitation.objects.open().filter(token_digest=digest(token)).select_related("person").first()
    return invitation.person if invitation and invitation.serves(at) and invitation.person.is_active else None
