"""A member is followed by another: open work and oversight pass on, history stays under his name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.people.queries import standing
from tasks_app.personnel import queries
from tasks_app.plan.actions import hand_to_members, tell
from tasks_app.plan.enums import Happening, State
from tasks_app.plan.models import Assignment


class ReplacementRefused(Exception):
    """Why nothing passes to somebody; a sentence for the person."""


@dataclass(frozen=True)
class Replaced:
    """What has passed on."""

    assignments: int
    organisations: int


@transaction.atomic
def replace_member(old: Person, new: Person, *, ends_role: bool, document: str, by: Actor, at: datetime) -> Replaced:
    """From today on another answers for a member's open work and oversees his organisations.

    Closed work, reports and decisions stay under the old name; boards of earlier days stay as they were. With
    ``ends_role`` the old one's roles of member and leader end yesterday. Recorded on both as ``person.replaced`` and on
    each assignment; the new one is told of each in one mail. Raises ReplacementRefused for the same person twice, and
    for who is no member or leader today; a repetition passes nothing.
    """
    old, new = _locked(old, new)
    today = local_day(at)
    _refuse(old, new, on=today)
    work = list(queries.open_work_of(old).values_list("pk", flat=True))
    passed = _hand(work, new, document=document, by=by, at=at)
    overseen = _pass_oversight(old, new, basis=document, at=at)
    if ends_role:
        held = Appointment.objects.in_force(today).filter(person=old, role__in=[Role.MEMBER, Role.LEADER])
        if old.pk in by.people:
            raise ReplacementRefused(_("Nobody ends his own role. Ask a colleague to enter this."))
        held.update(valid_to=today - timedelta(days=1))
    for one in (old, new):
        record(
            "person.replaced",
            one,
            by=by,
            at=at,
            old=old.pk,
            new=new.pk,
            names=[old.full_name, new.full_name],
            assignments=len(passed),
            organisations=overseen,
            document=tidy(document),
            ends_role=ends_role,
        )
    return Replaced(len(passed), overseen)


@transaction.atomic
def hand_over(assignments: Collection[Assignment], new: Person, *, document: str, by: Actor, at: datetime) -> int:
    """Another member answers for some assignments from today on. Recorded on each; he is told in one mail.

    Returns how many passed; those that are his already are left alone. Raises ReplacementRefused for who is no member
    or leader today.
    """
    if not _is_member(new, on=local_day(at)):
        raise ReplacementRefused(_("%(name)s is no member of the committee today. Appoint him first.") % {"name": new})
    return len(_hand([one.pk for one in assignments], new, document=document, by=by, at=at))


def _hand(keys: Collection[int], new: Person, *, document: str, by: Actor, at: datetime) -> list[Assignment]:
    passed = hand_to_members(dict.fromkeys(keys, new), by=by, at=at, document=tidy(document))
    for one in passed:
        if one.state != State.DRAFT:
            tell(one, Happening.HANDED_OVER, to=[new], by=by, at=at)
    return passed


def _pass_oversight(old: Person, new: Person, *, basis: str, at: datetime) -> int:
    today = local_day(at)
    left = queries.oversights_left(old, on=today)
    # As when one is assigned: whoever gives the same organisation to a third one waits, or is waited for.
    of_his = Organisation.objects.filter(pk__in=left.values("organisation"))
    list(of_his.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    held = list(left.order_by("pk"))
    Oversight.objects.filter(pk__in=[one.pk for one in held]).update(valid_to=today - timedelta(days=1))
    Oversight.objects.bulk_create(
        Oversight(
            member=new,
            organisation_id=one.organisation_id,
            valid_from=max(today, one.valid_from),
            valid_to=one.valid_to,
            basis=tidy(basis)[:100],
        )
        for one in held
    )
    return len({one.organisation_id for one in held})


def _locked(*people: Person) -> list[Person]:
    """In the order of their keys, so that two replacements at once wait for each other."""
    found = {
        one.pk: one
        for one in Person.objects.select_for_update(no_key=True)
        .filter(pk__in=[one.pk for one in people])
        .order_by("pk")
    }
    return [found[one.pk] for one in people]


def _refuse(old: Person, new: Person, *, on) -> None:
    if old == new:
        raise ReplacementRefused(_("Nobody replaces himself. Choose two people."))
    if not _is_member(new, on=on):
        raise ReplacementRefused(_("%(name)s is no member of the committee today. Appoint him first.") % {"name": new})


def _is_member(person: Person, *, on) -> bool:
    return standing(person, on=on).is_(Role.MEMBER, Role.LEADER)
