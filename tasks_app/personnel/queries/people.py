"""The people with an account: what each is today, when he last signed in, how much he answers for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tasks_app.common.text import folded
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Delegation, Invitation, Oversight, Person
from tasks_app.people.queries import has_second_factor, having_second_factor
from tasks_app.personnel.queries.left import DONE_WITH, LeftBehind, left_behind
from tasks_app.plan.models import Assignment


@dataclass(frozen=True)
class ListedPerson:
    """``appointments``: those of the day; ``open_work``: what he answers for himself; ``invitation``: an open one."""

    person: Person
    appointments: tuple[Appointment, ...]
    open_work: int
    oversees: int
    invitation: Invitation | None
    has_second_factor: bool


def people(*, search: str = "", role: str = "", state: str = "", on: date) -> QuerySet[Person]:
    """Those with these words in name, position or user name, with or without marks, and with that role on the day.

    ``state``: "invited" (no password yet), "out" (may not sign in), "never" (has never signed in), "one_factor" (may
    sign in by the password alone), or all.
    """
    found = Person.objects.select_related("organisation")
    for word in folded(search).split():
        found = found.filter(search__contains=word)
    if role:
        held = Appointment.objects.in_force(on).filter(person=OuterRef("pk"), role=role)
        found = found.filter(Exists(held))
    invited = Exists(Invitation.objects.open().filter(person=OuterRef("pk")))
    match state:
        case "invited":
            found = found.filter(invited)
        case "out":
            found = found.filter(is_active=False)
        case "never":
            found = found.filter(last_login__isnull=True, is_active=True)
        case "one_factor":
            found = found.filter(is_active=True).exclude(pk__in=having_second_factor())
    return found.order_by("name_key", "pk")


def listed_people(shown: Collection[Person], *, on: date) -> list[ListedPerson]:
    """Some people with what the list says of each; five queries, however many they are."""
    keys = [one.pk for one in shown]
    held: dict[int, list[Appointment]] = {}
    for one in Appointment.objects.in_force(on).filter(person__in=keys).select_related("organisation"):
        held.setdefault(one.person_id, []).append(one)
    work = _number_by(Assignment.objects.exclude(state__in=DONE_WITH).filter(responsible__in=keys), "responsible")
    oversees = _number_by(Oversight.objects.in_force(on).filter(member__in=keys), "member")
    open_ones = {one.person_id: one for one in Invitation.objects.open().filter(person__in=keys)}
    secured = set(having_second_factor().filter(user__in=keys))
    return [
        ListedPerson(
            one,
            tuple(_in_order(held.get(one.pk, []))),
            work.get(one.pk, 0),
            oversees.get(one.pk, 0),
            open_ones.get(one.pk),
            one.pk in secured,
        )
        for one in shown
    ]


@dataclass(frozen=True)
class PersonPage:
    """All that the page of a person shows. ``now``, ``before``, ``ahead``: appointments by the day."""

    now: list[Appointment]
    before: list[Appointment]
    ahead: list[Appointment]
    oversights: list[Oversight]
    delegations: list[Delegation]
    left: LeftBehind
    invitation: Invitation | None
    has_second_factor: bool
    record: list[Entry]


def person_page(person: Person, *, on: date) -> PersonPage:
    """Nine queries. What was taken back before its first day was over is not shown; the record tells of it."""
    on_no_day = Q(valid_to__lt=F("valid_from"))
    appointments = person.appointments.exclude(on_no_day).select_related("organisation")
    held = list(appointments.order_by("-valid_from", "-pk"))
    over = [one for one in held if one.valid_to is not None and one.valid_to < on]
    ahead = [one for one in held if one not in over and one.valid_from > on]
    either = Q(principal=person) | Q(deputy=person)
    return PersonPage(
        now=_in_order(one for one in held if one not in over and one not in ahead),
        before=over,
        ahead=ahead,
        oversights=list(
            person.oversights.exclude(on_no_day)
            .select_related("organisation")
            .order_by("-valid_from", "organisation__order")
        ),
        delegations=list(
            Delegation.objects.filter(either).select_related("principal", "deputy").order_by("-valid_from", "-pk")[:20]
        ),
        left=left_behind(person, on=on),
        invitation=Invitation.objects.open().filter(person=person).first(),
        has_second_factor=has_second_factor(person),
        record=list(record_of(person)[:50]),
    )


def powers_of(person: Person, *, on: date) -> frozenset[str]:
    """The roles that an account has or will have; whoever changes its address could come to all of them.

    The first account of a new database administers without an appointment, see ``can_open_administration``.
    """
    held = list(person.appointments.values_list("role", "valid_from", "valid_to"))
    powers = {role for role, since, until in held if until is None or until >= max(on, since)}
    if person.is_superuser and not any(role == Role.ADMINISTRATOR for role, _since, _until in held):
        powers.add(Role.ADMINISTRATOR)
    return frozenset(powers)


def members_to_choose(*, on: date, but: Person | None = None) -> list[Person]:
    """The active members and leaders of a day, by given name."""
    held = Appointment.objects.in_force(on).filter(role__in=[Role.MEMBER, Role.LEADER])
    found = Person.objects.filter(is_active=True, pk__in=held.values("person")).order_by("name_key", "pk")
    return [one for one in found if one != but]


def _in_order(appointments: Iterable[Appointment]) -> list[Appointment]:
    order = {role: number for number, role in enumerate(Role)}
    return sorted(appointments, key=lambda one: (order[Role(one.role)], one.valid_from, one.pk))


def _number_by(rows: QuerySet, column: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))
