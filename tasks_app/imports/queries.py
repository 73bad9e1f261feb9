"""What the rows of a file are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tasks_app.common.text import folded
from tasks_app.imports.models import Import
from tasks_app.imports.rules import Directory, Known, ListKnown, Named
from tasks_app.organisations.enums import LOCALITY_KINDS, OrganisationKind
from tasks_app.organisations.models import Group, GroupMembership, Identity, Organisation
from tasks_app.organisations.queries import LOCALITIES, UNITS, members_of
from tasks_app.people.models import Oversight, Person
from tasks_app.plan.models import Plan, Task
from tasks_app.plan.queries import KEY_UNITS, key_units_of
from tasks_app.planning.queries import possible_members

COMMUNES, DISTRICTS = "communes", "districts"


def directory(*, on: date, plan: Plan | None = None) -> Directory:
    """All that can be named in a plan that begins on a day: organisations, also those of other days, and groups."""
    everyone = list(Organisation.objects.order_by("order", "pk"))
    there = {one.pk for one in everyone if _is_there(one, on)}
    below = set(Organisation.objects.below_another(on).values_list("pk", flat=True))
    called: dict[int, set[str]] = {}
    for key, name, short in Identity.objects.values_list("organisation", "name_vi", "short_vi"):
        called.setdefault(key, set()).update({name, short} - {""})
    by_key = {one.pk: one for one in everyone}
    organisations = [
        Named(
            key=one.pk,
            name=one.name_vi,
            others=tuple(sorted({one.short_vi} - {""} | called.get(one.pk, set()) - {one.name_vi})),
            is_place=one.is_locality,
            is_below=one.pk in below or (one.kind == OrganisationKind.COMMUNE and one.pk not in there),
            in_being=one.pk in there,
            instead=() if one.pk in there else _followers(one, by_key, there),
        )
        for one in everyone
    ]
    answering = [one for one in everyone if one.pk in there and one.pk not in below]
    return Directory(organisations + _groups(answering, on=on, plan=plan))


def _is_there(one: Organisation, on: date) -> bool:
    begun, goes_on = one.valid_from is None or one.valid_from <= on, one.valid_to is None or one.valid_to >= on
    return begun and goes_on and not one.is_only_prepared


def _followers(one: Organisation, by_key: dict[int, Organisation], there: set[int]) -> tuple[int, ...]:
    seen = set()
    while one.successor_id and one.successor_id not in seen:
        seen.add(one.successor_id)
        one = by_key[one.successor_id]
        if one.pk in there:
            return (one.pk,)
    return ()


def _groups(answering: Iterable[Organisation], *, on: date, plan: Plan | None) -> list[Named]:
    """Those with members on the day; what no Group is made for goes by its kind. At most two queries."""
    holds = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    memberships = GroupMembership.objects.filter(
        holds, organisation__in=Organisation.objects.in_being(on), valid_from__lte=on
    )
    groups = dict(Group.objects.filter(memberships__in=memberships).distinct().values_list("key", "name_vi"))
    kinds = {one.kind for one in answering}
    with translation.override("vi"):
        plain = {
            LOCALITIES: (_("Localities"), bool(kinds & set(LOCALITY_KINDS))),
            UNITS: (_("Units"), bool(kinds - set(LOCALITY_KINDS))),
            COMMUNES: (_("Communes and wards"), OrganisationKind.COMMUNE in kinds),
            OrganisationKind.SPECIALISED.value: (
                _("Provincial departments"),
                OrganisationKind.SPECIALISED in kinds,
            ),
            KEY_UNITS: (_("Key units"), bool(plan) and KEY_UNITS not in groups and key_units_of(plan, on=on).exists()),
        }
    plain[DISTRICTS] = (groups.get(LOCALITIES, plain[LOCALITIES][0]), OrganisationKind.LOCALITY in kinds)
    named = {key: name for key, (name, has_members) in plain.items() if has_members} | groups
    return [Named(key=key, name=name, is_group=True) for key, name in named.items()]


def members(key: str, *, on: date, plan: Plan | None) -> QuerySet[Organisation]:
    """The organisations of a group that are in being on a day."""
    there = Organisation.objects.answering(on)
    if key == KEY_UNITS and plan is not None and not Group.objects.filter(key=key).exists():
        return there.filter(pk__in=key_units_of(plan, on=on).values("pk"))
    if key == DISTRICTS:
        return there.filter(kind=OrganisationKind.LOCALITY)
    if key == COMMUNES and not Group.objects.filter(key=key).exists():
        return Organisation.objects.in_being(on).filter(kind=OrganisationKind.COMMUNE)
    return there.filter(pk__in=members_of(key, on=on).values("pk"))


def plan_of(year: int) -> Plan | None:
    return Plan.objects.filter(year=year).first()


def known(year: int, *, plan: Plan | None) -> Known:
    """What the rows of a file for the plan of a year are judged by."""
    on = plan.starts_on if plan else date(year, 1, 1)
    titles = Task.objects.filter(key_task__plan=plan).select_related("key_task") if plan else ()
    return Known(
        year=year,
        directory=directory(on=on, plan=plan),
        key_tasks={one.number: one.text_vi for one in plan.key_tasks.all()} if plan else {},
        titles=_titles(titles),
        people={folded(one.full_name): one.pk for one in possible_members(on=on) if one.full_name},
    )


def known_of(its: Import) -> Known:
    """What the rows of a kept file are judged by: its plan, with the key tasks that the file names besides."""
    its_known = known(its.plan.year, plan=its.plan)
    named = {int(number): title for number, title in its.titles.items()}
    return replace(its_known, key_tasks=named | dict(its_known.key_tasks))


@dataclass(frozen=True)
class GroupOfFile:
    """A group of a table, and the key task of the plan into which it goes by its number."""

    number: int
    title: str
    key_task: str


def groups_called_otherwise(its: Import, known: Known) -> list[GroupOfFile]:
    """The groups that are not called as the key tasks into which they go. ``known``: as ``known_of`` says."""
    groups = [GroupOfFile(int(number), title, known.key_tasks[int(number)]) for number, title in its.titles.items()]
    return sorted((one for one in groups if folded(one.title) != folded(one.key_task)), key=lambda one: one.number)


def expects_key_tasks(its: Import) -> bool:
    """Whether some rows say to which key task they belong, so that all should."""
    return bool(its.titles) or its.rows.filter(key_task__isnull=False).exists()


def names_of(people: Iterable[int]) -> list[str]:
    """The full names of people by their keys, by given name: of the members of the committee, who answer for tasks."""
    return list(Person.objects.filter(pk__in=list(people)).values_list("full_name", flat=True))


def _titles(tasks: Iterable[Task]) -> dict[str, str]:
    found = {}
    for task in tasks:
        found[folded(task.content_vi)] = found[folded(task.title_vi)] = task.number
    found.pop("", None)
    return found


def list_known(*, on: date, roles: Iterable[str] = ()) -> ListKnown:
    """What the rows of a list are judged by on a day; ``roles``: those that may be given."""
    people: dict[str, list[int]] = {}
    for one in possible_members(on=on):
        people.setdefault(folded(one.full_name), []).append(one.pk)
    taken = Person.objects.values_list("email", "username")
    oversights = Oversight.objects.in_force(on).values_list("organisation", "member")
    return ListKnown(
        directory=directory(on=on),
        people=people,
        taken=frozenset(text.lower() for pair in taken for text in pair),
        roles=frozenset(roles),
        names=frozenset(folded(name) for name in Organisation.objects.in_being(on).values_list("name_vi", flat=True)),
        overseen=dict(oversights),
        today=on,
    )
