"""Work passes to another lead organisation, or to another responsible member: many assignments at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record_each
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Holder, Phase, Responsible

BATCH = 1_000


def pass_to_organisations(
    to: Mapping[int, Organisation], *, by: Actor | None, at: datetime, document: str = ""
) -> list[Assignment]:
    """Give assignments to other lead organisations from this day on, inside the caller's transaction.

    ``to``: the primary key of each assignment -> its next lead organisation. Holders end on the day before and begin
    this day, so pages and boards of earlier days stay as they were; deadlines, states and members stay too. Recorded on
    each assignment as ``assignment.passed_on`` with both names and the ``document``. Nobody is told: that is the
    caller's. What is with that organisation already is left alone, so a repetition changes nothing. Returns what has
    passed, locked, in the order of keys. A constant number of statements for each thousand assignments.
    """
    passing = [one for one in _locked(to) if to[one.pk].pk != one.organisation_id]
    day = local_day(at)
    named = Organisation.objects.in_bulk({one.organisation_id for one in passing})
    parties = {one.pk: [_names(named[one.organisation_id]), _names(to[one.pk])] for one in passing}
    held = [one for one in passing if one.state != State.DRAFT]
    Holder.objects.filter(assignment__in=_keys(held)).end(on=day - timedelta(days=1))
    Holder.objects.bulk_create(
        (Holder(assignment=one, organisation=to[one.pk], valid_from=day) for one in held), batch_size=BATCH
    )
    for one in passing:
        one.organisation = to[one.pk]
    _save(passing, "organisation")
    _begin_phases(held, day=day)
    details = ((one, {"parties": parties[one.pk], "document": document}) for one in passing)
    record_each("assignment.passed_on", details, by=by, at=at)
    return passing


def hand_to_members(
    to: Mapping[int, Person], *, by: Actor | None, at: datetime, document: str = ""
) -> list[Assignment]:
    """Give assignments to other responsible members from this day on, inside the caller's transaction.

    ``to``: the primary key of each assignment -> its next responsible member. As ``pass_to_organisations``, recorded as
    ``assignment.handed_over``.
    """
    passing = [one for one in _locked(to) if to[one.pk].pk != one.responsible_id]
    day = local_day(at)
    named = Person.objects.in_bulk({one.responsible_id for one in passing if one.responsible_id})
    members = {one.pk: [str(named.get(one.responsible_id, "")), str(to[one.pk])] for one in passing}
    held = [one for one in passing if one.state != State.DRAFT]
    Responsible.objects.filter(assignment__in=_keys(held)).end(on=day - timedelta(days=1))
    Responsible.objects.bulk_create(
        (Responsible(assignment=one, member=to[one.pk], valid_from=day) for one in held), batch_size=BATCH
    )
    for one in passing:
        one.responsible = to[one.pk]
    _save(passing, "responsible")
    _begin_phases(held, day=day)
    details = ((one, {"members": members[one.pk], "document": document}) for one in passing)
    record_each("assignment.handed_over", details, by=by, at=at)
    return passing


def _save(passing: Collection[Assignment], field: str) -> None:
    Assignment.objects.bulk_update(passing, [field], batch_size=200)


def _begin_phases(held: Collection[Assignment], *, day: date) -> None:
    """As ``phases.keep`` does for one: ends the phase of each and begins the next. No phase tells of a draft."""
    phases = Phase.objects.filter(assignment__in=_keys(held), valid_to__isnull=True)
    since = {one.assignment_id: max(day, one.valid_from) for one in phases}
    for first in sorted(set(since.values())):
        ended = [pk for pk, its in since.items() if its == first]
        Phase.objects.filter(assignment__in=ended).end(on=first - timedelta(days=1))
    Phase.objects.bulk_create((Phase.of(one, since=since.get(one.pk, day)) for one in held), batch_size=BATCH)


def _locked(keys: Collection[int]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(pk__in=keys).order_by("pk").select_for_update()


def _names(organisation: Organisation) -> dict[str, str]:
    return {"vi": organisation.name_vi, "en": organisation.name_en or organisation.name_vi}


def _keys(assignments: Collection[Assignment]) -> list[int]:
    return [one.pk for one in assignments]
