"""What lists say is entered: people are invited, organisations given to overseers, new ones founded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import ascii_name
from tasks_app.imports.enums import ListKind, Verdict
from tasks_app.imports.rules import JudgedEntry
from tasks_app.organisations.actions import found_organisation
from tasks_app.organisations.models import Organisation
from tasks_app.people.actions import AccountRefused, appoint, assign_oversight, invite_person
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.rules import PersonGiven


@dataclass
class Entered:
    """What has become of a list. ``refused``: the number of the row in the file -> why it was not entered."""

    numbers: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def enter_list(kind: ListKind, judged: Iterable[JudgedEntry], *, by: Actor, at: datetime) -> Entered:
    """Enter the rows of a list that nothing stands against; those with errors are left out.

    Each goes through the action of its own page, which checks, records and mails as there; one that is refused costs
    no other. A repetition is refused row by row, since everything is there already.
    """
    enter = {
        ListKind.PEOPLE: _enter_person,
        ListKind.OVERSIGHT: _enter_oversight,
        ListKind.ORGANISATIONS: _enter_organisation,
    }[kind]
    entered = Entered()
    for one in judged:
        if one.verdict == Verdict.ERROR:
            continue
        refusal = _refusal(enter, one, by=by, at=at)
        if refusal:
            entered.refused[one.row.number] = refusal
        else:
            entered.numbers.append(one.row.number)
    return entered


def _refusal(enter: Callable, one: JudgedEntry, *, by: Actor, at: datetime) -> str:
    try:
        with transaction.atomic():
            enter(one, by=by, at=at)
    except AccountRefused as refused:
        return str(refused)
    except IntegrityError:
        return _("Somebody has entered the same at this moment. Look at the list again.")
    return ""


def _enter_person(one: JudgedEntry, *, by: Actor, at: datetime) -> None:
    its = dict(one.value)
    role, organisation = its.pop("role"), its.pop("organisation")
    person, _invitation = invite_person(PersonGiven(**its, organisation_id=organisation), by=by, at=at)
    if role is not None:
        reports_for = Organisation.objects.get(pk=organisation) if role == Role.FOCAL_OFFICER else None
        appoint(person, role, organisation=reports_for, since=local_day(at), by=by, at=at)


def _enter_oversight(one: JudgedEntry, *, by: Actor, at: datetime) -> None:
    assign_oversight(
        Person.objects.get(pk=one.value["member"]),
        Organisation.objects.get(pk=one.value["organisation"]),
        since=local_day(at),
        basis=one.value["basis"],
        by=by,
        at=at,
    )


def _enter_organisation(one: JudgedEntry, *, by: Actor, at: datetime) -> None:
    its = dict(one.value)
    basis, parent = its.pop("basis"), its.pop("parent")
    above = Organisation.objects.get(pk=parent) if parent else None
    found_organisation(its | {"key": _key(its["name_vi"]), "parent": above}, basis=basis, by=by, at=at)


def _key(name: str) -> str:
    """A key that no other organisation has: the name without marks, with a number where that is taken."""
    base = ascii_name(name, longest=34)
    taken = set(Organisation.objects.filter(key__startswith=base).values_list("key", flat=True))
    keys = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in keys if key not in taken)
