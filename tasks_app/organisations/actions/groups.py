"""Groups of organisations are made and named; organisations join and leave them from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.text import ascii_name, folded, tidy
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Group, GroupMembership, Organisation
from tasks_app.organisations.queries import LOCALITIES, UNITS

TAKEN = {UNITS, LOCALITIES, "key_units", "districts", "communes", *OrganisationKind.values}  # words of filters
LONGEST_KEY = 36  # leaves room for a number behind it


class GroupRefused(Exception):
    """Why a group cannot be changed so; a sentence for the person."""


class GroupNameTaken(GroupRefused):
    def __init__(self, name: str):
        super().__init__(_("There is a group “%(name)s” already. Choose another name.") % {"name": name})


class GroupConflict(GroupRefused):
    def __init__(self, group: Group):
        super().__init__(
            _("Somebody else has named this group “%(name)s” since you opened the page. Look at it and save again.")
            % {"name": group}
        )


class JoinsLater(GroupRefused):
    def __init__(self, organisation: Organisation, day: date):
        super().__init__(
            _("%(name)s joins this group on %(day)s already. Choose that day or a later one.")
            % {"name": organisation.name, "day": date_format(day, "DATE_FORMAT")}
        )


class NotThere(GroupRefused):
    def __init__(self, organisation: Organisation):
        super().__init__(
            _("%(name)s does not exist on that day. Leave it out, or choose another day.") % {"name": organisation.name}
        )


@dataclass(frozen=True)
class GroupNames:
    name_vi: str
    name_en: str = ""

    @classmethod
    def of(cls, group: Group) -> GroupNames:
        return cls(group.name_vi, group.name_en)


@transaction.atomic
def create_group(names: GroupNames, *, by: Actor, at: datetime) -> Group:
    """Make a group without members. Recorded as ``group.created``; nobody is told.

    Raises GroupNameTaken where there is one of this name, so a repetition makes none.
    """
    _refuse_taken(names)
    try:
        with transaction.atomic():
            group = Group.objects.create(key=_key(names.name_vi), **vars(names))
    except IntegrityError:
        raise GroupNameTaken(names.name_vi) from None
    record("group.created", group, by=by, at=at, **vars(names))
    return group


@transaction.atomic
def rename_group(group: Group, names: GroupNames, *, seen: GroupNames, by: Actor, at: datetime) -> Group:
    """Call a group otherwise; its key and members stay. Recorded old → new as ``group.renamed``; nothing where nothing
    changes. Raises GroupConflict where it is not called as ``seen`` any more, GroupNameTaken."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    before = GroupNames.of(group)
    if before != seen:
        raise GroupConflict(group)
    changed = changes(vars(before), vars(names))
    if changed:
        _refuse_taken(names, besides=group)
        group.name_vi, group.name_en = names.name_vi, names.name_en
        group.save()
        record("group.renamed", group, by=by, at=at, changed=changed)
    return group


@transaction.atomic
def change_members(
    group: Group,
    *,
    joining: Iterable[Organisation],
    leaving: Iterable[Organisation],
    since: date,
    by: Actor,
    at: datetime,
) -> tuple[int, int]:
    """From a day on some organisations are members of a group and others no more; the days before stay as they were.

    Who is a member already, or is none, stays so: a repetition changes nothing, and two people who change different
    members do not hinder each other. Recorded as ``group.members_changed`` with the day and the names; nobody is told.
    Returns how many joined and left. Raises JoinsLater, NotThere.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    joined = add_to_group(group, joining, since=since)
    left = remove_from_group(group, leaving, since=since)
    if joined or left:
        names = {"joined": [one.name_vi for one in joined], "left": [one.name_vi for one in left]}
        record("group.members_changed", group, by=by, at=at, since=since.isoformat(), **names)
    return len(joined), len(left)


def add_to_group(group: Group, organisations: Iterable[Organisation], *, since: date) -> list[Organisation]:
    """They are members from a day on, until they end; inside the caller's transaction. Returns those that were none."""
    there = _members(group, since)
    new = {one.pk: one for one in organisations if one.pk not in there}
    in_being = set(Organisation.objects.in_being(since).filter(pk__in=list(new)).values_list("pk", flat=True))
    later = dict(
        GroupMembership.objects.filter(group=group, organisation__in=list(new), valid_from__gt=since)
        .order_by("-valid_from")
        .values_list("organisation", "valid_from")
    )
    for one in new.values():
        if one.pk not in in_being:
            raise NotThere(one)
        if one.pk in later:
            raise JoinsLater(one, later[one.pk])
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, organisation=one, valid_from=since, valid_to=one.valid_to) for one in new.values()
    )
    return list(new.values())


def remove_from_group(group: Group, organisations: Iterable[Organisation], *, since: date) -> list[Organisation]:
    """They are no members any more from a day on, inside the caller's transaction. Returns those that were members.

    The row is ended the day before; of a membership that began on that day, that means that it never held.
    """
    there = _members(group, since)
    gone = [one for one in organisations if one.pk in there]
    GroupMembership.objects.filter(pk__in=[there[one.pk].pk for one in gone]).update(valid_to=since - timedelta(days=1))
    return gone


def _members(group: Group, day: date) -> dict[int, GroupMembership]:
    rows = GroupMembership.objects.filter(group=group, valid_from__lte=day).exclude(valid_to__lt=day)
    return {one.organisation_id: one for one in rows}


def _refuse_taken(names: GroupNames, *, besides: Group | None = None) -> None:
    wanted = folded(names.name_vi)
    for one in Group.objects.all():
        if folded(one.name_vi) == wanted and one != besides:
            raise GroupNameTaken(one.name_vi)


def _key(name: str) -> str:
    """By which addresses know it: from its name, and none of the words that filters have for something else."""
    stem = ascii_name(tidy(name), longest=LONGEST_KEY).lower() or "group"
    taken = TAKEN | set(Group.objects.filter(key__startswith=stem).values_list("key", flat=True))
    tries = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(key for key in tries if key not in taken)
