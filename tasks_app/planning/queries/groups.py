"""Groups of organisations with their members of a day, and what organisations can be ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q

from tasks_app.common.text import alphabet_key
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Group, Organisation
from tasks_app.organisations.queries import members_of
from tasks_app.organisations.wording import KINDS


def groups_with_numbers(day: date) -> list[Group]:
    """Every group by the alphabet, with its ``number`` of members on a day that are there then."""
    holds = (
        Q(memberships__valid_from__lte=day)
        & (Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gte=day))
        & Q(memberships__organisation__in=Organisation.objects.in_being(day).order_by().values("pk"))
    )
    groups = Group.objects.annotate(number=Count("memberships", filter=holds))
    return sorted(groups, key=lambda one: (alphabet_key(one.name_vi), one.pk))


def members_on(group: Group, day: date) -> list[Organisation]:
    """Those that are in it on a day, in the official order; one query."""
    return list(members_of(group.key, on=day).in_being(day).select_related("parent").order_by("order", "pk"))


@dataclass
class MemberChange:
    """Who joined a group and who left it with a day."""

    day: date
    joined: list[Organisation] = field(default_factory=list)
    left: list[Organisation] = field(default_factory=list)


def member_changes(group: Group) -> list[MemberChange]:
    """The newest first; what never held is left out. One query."""
    rows = group.memberships.select_related("organisation").exclude(valid_to__lt=F("valid_from"))
    days: dict[date, MemberChange] = {}
    for one in rows.order_by("organisation__order", "pk"):
        days.setdefault(one.valid_from, MemberChange(one.valid_from)).joined.append(one.organisation)
        if one.valid_to:
            first = one.valid_to + timedelta(days=1)
            days.setdefault(first, MemberChange(first)).left.append(one.organisation)
    return sorted(days.values(), key=lambda one: one.day, reverse=True)


@dataclass(frozen=True)
class Tick:
    organisation: Organisation
    is_ticked: bool


@dataclass
class TickSection:
    heading: str
    ticks: list[Tick] = field(default_factory=list)

    @property
    def number_ticked(self) -> int:
        return sum(one.is_ticked for one in self.ticks)


def tick_sections(organisations: Iterable[Organisation], ticked: Collection[int]) -> list[TickSection]:
    """By kind, communes by their district, in the order given; needs ``parent`` to have been fetched. No query."""
    sections: dict[str, TickSection] = {}
    for one in organisations:
        heading = str(KINDS[one.kind])
        if one.kind == OrganisationKind.COMMUNE and one.parent:
            heading = f"{heading}: {one.parent.name}"
        sections.setdefault(heading, TickSection(heading)).ticks.append(Tick(one, one.pk in ticked))
    return list(sections.values())
