"""Groups of organisations: what lists are narrowed to and boards are told apart by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept
from tasks_app.organisations.enums import LOCALITY_KINDS, OrganisationKind
from tasks_app.organisations.models import Group, GroupMembership, Identity, Organisation
from tasks_app.organisations.wording import KINDS

UNITS, LOCALITIES = "units", "localities"


def members_of(group: str, *, on: date) -> QuerySet[Organisation]:
    """The organisations of a group on a day: ``units``, ``localities``, the key of a Group, or a kind; none of another.

    A Group goes before a kind of the same name: it is what the secretariat has put together. Units, localities and
    kinds hold those as well that are no more, so that work which has not passed on is still found. At most one query.
    """
    if group == UNITS:
        return Organisation.objects.units()
    if group == LOCALITIES:
        return Organisation.objects.localities()
    if group in OrganisationKind.values and not Group.objects.filter(key=group).exists():
        return Organisation.objects.filter(kind=group)
    return Organisation.objects.filter(pk__in=_memberships(on).filter(group__key=group).values("organisation"))


def groups_on(day: date) -> list[tuple[str, str]]:
    """(key, name) of the groups that have members on a day.

    What would repeat another one is not offered: a Group of every unit, a kind of which there is a Group.
    """
    names = {UNITS: _("Units"), LOCALITIES: _("Localities")} | {
        kind.value: str(KINDS[kind]) for kind in OrganisationKind
    }
    return [(key, str(group) if group else names[key]) for key, group in _groups_on(day)]


@kept(Part.ORGANISATIONS)
def _groups_on(day: date) -> list[tuple[str, Group | None]]:
    """Their keys, with those that the secretariat has put together."""
    number_of = dict(_number_by(Organisation.objects.answering(day), "kind"))
    units = frozenset(number_of) - set(LOCALITY_KINDS)
    kinds_of = _kinds_that_make_up(_memberships(day), number_of)
    plain = {UNITS: units, LOCALITIES: frozenset(number_of) - units}
    said = {*plain.values(), frozenset(number_of)}
    groups = [
        one for one in Group.objects.filter(key__in=kinds_of) if one.key not in plain and kinds_of[one.key] not in said
    ]
    said.update(kinds_of.values())
    kinds = [kind for kind in OrganisationKind if kind in number_of and frozenset({kind}) not in said]
    return [
        *((key, None) for key, its_kinds in plain.items() if its_kinds),
        *((group.key, group) for group in groups),
        *((kind.value, None) for kind in kinds),
    ]


def groups_of(organisation: Organisation, *, on: date) -> list[Group]:
    """The Groups that an organisation is a member of on a day; one query."""
    return list(Group.objects.filter(pk__in=_memberships(on).filter(organisation=organisation).values("group")))


@kept(Part.ORGANISATIONS)
def names_on(day: date) -> dict[int, Identity]:
    """By the primary keys of the organisations that were called otherwise on a day: what they were.

    For ``models.called_so`` and ``models.speak_of``: within them every organisation has the names of that day.
    """
    then = Identity.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day), valid_to__gte=day)
    return {one.organisation_id: one for one in then.order_by("pk")}


def _memberships(day: date) -> QuerySet[GroupMembership]:
    return GroupMembership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def _kinds_that_make_up(
    memberships: QuerySet[GroupMembership], number_of: Mapping[str, int]
) -> dict[str, frozenset[str] | None]:
    """For each Group the kinds that it holds all organisations of and nothing else; None where it holds a part."""
    members: dict[str, Counter[str]] = defaultdict(Counter)
    for group, kind, number in _number_by(memberships, "group__key", "organisation__kind"):
        members[group][kind] = number
    return {
        group: frozenset(its) if all(number_of.get(kind) == number for kind, number in its.items()) else None
        for group, its in members.items()
    }


def _number_by(rows: QuerySet, *names: str) -> QuerySet:
    return rows.order_by().values_list(*names).annotate(Count("pk"))
