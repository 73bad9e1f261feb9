"""All the organisations of the province on a day: by kind, communes below their districts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from tasks_app.common.text import folded
from tasks_app.organisations.enums import LOCALITY_KINDS, OrganisationKind
from tasks_app.organisations.models import Group, GroupMembership, Organisation
from tasks_app.organisations.queries import names_on
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person

FORMER_DISTRICT = "huyen-cu-"


@dataclass(frozen=True)
class Leaf:
    """An organisation with the member who oversees it and the number of its focal officers, on the day."""

    organisation: Organisation
    overseer: Person | None
    officers: int


@dataclass
class Branch:
    """``head``: the district whose communes the leaves are; ``group``: the former district that they are called by;
    neither: organisations of one kind."""

    kind: OrganisationKind
    head: Leaf | None = None
    group: Group | None = None
    leaves: list[Leaf] = field(default_factory=list)


@dataclass(frozen=True)
class Tree:
    branches: tuple[Branch, ...]
    units: int
    districts: int
    communes: int

    @property
    def found(self) -> int:
        return sum(len(branch.leaves) + (branch.head is not None) for branch in self.branches)


def organisation_tree(day: date, *, search: str = "") -> Tree:
    """Those in being on a day, under their names and districts of that day; with ``search`` those whose name has these
    words, with or without marks, and the districts of what was found. Six queries."""
    in_being = list(Organisation.objects.in_being(day).order_by("order", "pk"))
    then = names_on(day)
    parent_of = {one.pk: then[one.pk].parent_id if one.pk in then else one.parent_id for one in in_being}
    wanted = _wanted(in_being, search, {pk: one.name_vi for pk, one in then.items()})
    leaves = _leaves(in_being, day)
    branches = [*_units(leaves, wanted), *_localities(leaves, wanted, parent_of, day)]
    kinds = [one.kind for one in in_being]
    return Tree(
        tuple(branches),
        units=sum(kind not in LOCALITY_KINDS for kind in kinds),
        districts=kinds.count(OrganisationKind.LOCALITY),
        communes=kinds.count(OrganisationKind.COMMUNE),
    )


def _wanted(organisations: Iterable[Organisation], search: str, called: dict[int, str]) -> set[int]:
    words = folded(search).split()

    def has_all(one: Organisation) -> bool:
        text = f"{one.search} {folded(called.get(one.pk, ''))}"
        return all(word in text for word in words)

    return {one.pk for one in organisations if has_all(one)}


def _leaves(organisations: Iterable[Organisation], day: date) -> dict[int, Leaf]:
    overseers = {one.organisation_id: one.member for one in Oversight.objects.in_force(day).select_related("member")}
    officers = dict(
        Appointment.objects.in_force(day)
        .filter(role=Role.FOCAL_OFFICER, person__is_active=True)
        .order_by()
        .values_list("organisation")
        .annotate(Count("pk"))
    )
    return {one.pk: Leaf(one, overseers.get(one.pk), officers.get(one.pk, 0)) for one in organisations}


def _units(leaves: dict[int, Leaf], wanted: set[int]) -> list[Branch]:
    branches = {kind: Branch(kind) for kind in OrganisationKind if kind not in LOCALITY_KINDS}
    for pk, leaf in leaves.items():
        if pk in wanted and leaf.organisation.kind in branches:
            branches[OrganisationKind(leaf.organisation.kind)].leaves.append(leaf)
    return [branch for branch in branches.values() if branch.leaves]


def _localities(leaves: dict[int, Leaf], wanted: set[int], parent_of: dict[int, int | None], day: date) -> list[Branch]:
    """The districts, each with its communes; then the communes without one, by former district."""
    districts = {
        pk: Branch(OrganisationKind.LOCALITY, head=leaf)
        for pk, leaf in leaves.items()
        if leaf.organisation.kind == OrganisationKind.LOCALITY
    }
    former = _former_districts(day)
    others: dict[int | None, Branch] = {}
    for pk, leaf in leaves.items():
        if leaf.organisation.kind != OrganisationKind.COMMUNE or pk not in wanted:
            continue
        if parent_of[pk] in districts:
            districts[parent_of[pk]].leaves.append(leaf)
            continue
        group = former.get(pk)
        others.setdefault(group and group.pk, Branch(OrganisationKind.COMMUNE, group=group)).leaves.append(leaf)
    shown = [branch for pk, branch in districts.items() if branch.leaves or pk in wanted]
    return [*shown, *sorted(others.values(), key=lambda one: (one.group is None, one.group.key if one.group else ""))]


def _former_districts(day: date) -> dict[int, Group]:
    memberships = GroupMembership.objects.filter(group__key__startswith=FORMER_DISTRICT, valid_from__lte=day)
    return {one.organisation_id: one.group for one in memberships.select_related("group").order_by("pk")}
