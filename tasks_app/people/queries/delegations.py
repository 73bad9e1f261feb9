"""In whose name a request is made, and who may act for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet

from tasks_app.common.actors import Actor
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept, kept_rows
from tasks_app.people.models import Delegation, Person
from tasks_app.people.queries.standing import Standing, standing, standing_for

SIGNER = Signer(salt="opened in the name of")


@dataclass(frozen=True)
class Name:
    """In whose name a form was opened, as primary keys: the person's own, or by a delegation for another."""

    person: int
    delegation: int | None = None

    @property
    def mark(self) -> str:
        """For a hidden field. Signed, so that nobody can put words into another person's page."""
        return SIGNER.sign(f"{self.person}-{self.delegation or ''}")

    @classmethod
    def read(cls, mark: str) -> Name | None:
        """None for what was not signed here."""
        try:
            person, _, delegation = SIGNER.unsign(mark).partition("-")
        except BadSignature:
            return None
        return cls(int(person), int(delegation) if delegation else None)


@dataclass(frozen=True)
class Capacity:
    """In what capacity a person makes a request.

    ``delegation``: by which he acts for another; ``ended``: by which he did until it ended, so that now he acts for
    himself; ``held`` and ``given``: the delegations in force by which he may act for others, and others for him.
    """

    person: Person
    delegation: Delegation | None = None
    ended: Delegation | None = None
    held: tuple[Delegation, ...] = field(default=())
    given: tuple[Delegation, ...] = field(default=())

    @property
    def actor(self) -> Actor:
        return Actor(self.person, self.delegation.principal if self.delegation else None)

    @property
    def name(self) -> Name:
        return Name(self.person.pk, self.delegation.pk if self.delegation else None)


def capacity(person: Person, *, chosen: int | None, on: date) -> Capacity:
    """In what capacity a person acts who has chosen a delegation (primary key), or none; at most two queries."""
    its = _delegations_of(person.pk, chosen, on)
    held = tuple(one for one in its if one.deputy_id == person.pk and one.is_in_force(on))
    ended = (one for one in its if one.pk == chosen and one.deputy_id == person.pk and one not in held)
    return Capacity(
        person,
        delegation=next((one for one in held if one.pk == chosen), None),
        ended=next(ended, None),
        held=held,
        given=tuple(one for one in its if one.principal_id == person.pk and one.is_in_force(on)),
    )


@kept(Part.PEOPLE, size=1024)
def _delegations_of(person: int, chosen: int | None, on: date) -> tuple[Delegation, ...]:
    """What is no business of a page stays behind: a password that changed would not be told by the stamp."""
    return tuple(
        Delegation.objects.filter(Q(deputy=person) | Q(principal=person))
        .filter(Q(pk=chosen) | Q(pk__in=Delegation.objects.in_force(on).values("pk")))
        .select_related("principal", "deputy")
        .defer(*(f"{one}__{column}" for one in ("principal", "deputy") for column in Person.stamps_without))
        .order_by("valid_to", "pk")
    )


def standing_in(capacity: Capacity, *, on: date) -> Standing:
    """What a person is on a day in the capacity in which he acts."""
    if capacity.delegation:
        return standing_for(capacity.delegation, on=on)
    return standing(capacity.person, on=on)


def all_delegations() -> QuerySet[Delegation]:
    """With the people that a list names."""
    return Delegation.objects.select_related("principal", "deputy", "by", "for_person")


def may_act_for(people: Iterable[int], *, on: date) -> frozenset[int]:
    """The people (primary keys) for whom some may act on a day, by a delegation of either kind."""
    delegations = Delegation.objects.in_force(on).filter(deputy__in=people)
    return frozenset(kept_rows(delegations.order_by().values_list("principal", flat=True), Part.PEOPLE))


def people_to_choose() -> QuerySet[Person]:
    """Who can act for another or be acted for: whoever may sign in, by given name."""
    return Person.objects.filter(is_active=True)
