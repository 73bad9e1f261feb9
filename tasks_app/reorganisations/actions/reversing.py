"""A reorganisation that took effect by mistake is taken back, as long as nothing was built on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.organisations.actions import alter_organisation
from tasks_app.organisations.models import GroupMembership, Identity, Organisation
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.plan.actions import hand_to_members, pass_to_organisations
from tasks_app.plan.models import Contribution, KeyUnit
from tasks_app.reorganisations import queries
from tasks_app.reorganisations.actions.preparing import ReorganisationRefused, undo_ends
from tasks_app.reorganisations.enums import Passed, ReorganisationState
from tasks_app.reorganisations.models import Passing, Reorganisation

# Rows that hold from–to, by what passed: the new one ends, and another begins for the one before.
BEGIN_AGAIN = {
    Appointment: Passed.OFFICER,
    Oversight: Passed.OVERSIGHT,
    GroupMembership: Passed.GROUP,
    KeyUnit: Passed.KEY_UNIT,
}


@transaction.atomic
def reverse_reorganisation(reorganisation: Reorganisation, *, reason: str, by: Actor, at: datetime) -> Reorganisation:
    """Take back what has taken effect: everything that passed goes back, from this day on.

    Nothing is rewritten: the days in between show what held on them. Recorded with the reason on the reorganisation and
    on each assignment. Raises ReorganisationRefused once anything was reported, decided or moved since.
    """
    its = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if its.state != ReorganisationState.APPLIED:
        raise ReorganisationRefused(
            _("This reorganisation is “%(state)s”: there is nothing to take back.") % {"state": its.get_state_display()}
        )
    if queries.hindrances(its):
        raise ReorganisationRefused(
            _("Something has happened since to what passed on. It is not taken back any more; enter another instead.")
        )
    passed: dict[str, list[Passing]] = {}
    for one in Passing.objects.filter(reorganisation=its).select_related("before", "after", "person"):
        passed.setdefault(one.what, []).append(one)
    _give_back(passed, its, by=by, at=at)
    if its.ends_predecessors:
        undo_ends(its)
    _end_founded(its, day=local_day(at))
    its.state, its.reversed_at = ReorganisationState.REVERSED, at
    its.version += 1
    its.save()
    record("reorganisation.reversed", its, by=by, at=at, reason=tidy(reason))
    return its


def _give_back(passed: dict[str, list[Passing]], its: Reorganisation, *, by: Actor, at: datetime) -> None:
    day, document = local_day(at), its.document
    pass_to_organisations(
        {one.thing: one.before for one in passed.get(Passed.ASSIGNMENT, [])}, by=by, at=at, document=document
    )
    hand_to_members({one.thing: one.person for one in passed.get(Passed.MEMBER, [])}, by=by, at=at, document=document)
    for one in passed.get(Passed.CONTRIBUTION, []):
        Contribution.objects.filter(pk=one.thing).update(organisation=one.before)
    for one in passed.get(Passed.PERSON, []):
        Person.objects.filter(pk=one.thing, organisation=one.after).update(organisation=one.before)
    for model, what in BEGIN_AGAIN.items():
        _begin_again(model, passed.get(what, []), day=day)
    for one in passed.get(Passed.IDENTITY, []):
        _call_as_before(one, its, day=day)


def _begin_again(model, passings: list[Passing], *, day: date) -> None:
    """What began by it ends, and what ended by it begins anew, as a row of its own."""
    eve = day - timedelta(days=1)
    model.objects.filter(pk__in=[one.begun for one in passings if one.begun], valid_to__isnull=True).update(
        valid_to=eve
    )
    for pk in dict.fromkeys(one.thing for one in passings):
        again = model.objects.get(pk=pk)
        again.pk, again.valid_from, again.valid_to = None, day, None
        again._state.adding = True
        again.save()


def _call_as_before(passing: Passing, its: Reorganisation, *, day: date) -> None:
    organisation = Organisation.objects.get(pk=passing.before_id)
    now = Identity.objects.get(pk=passing.thing)
    before = Identity.objects.filter(organisation=organisation, pk__lt=now.pk).order_by("pk").last()
    held = {name: getattr(before, name) for name in Identity.HELD}
    alter_organisation(organisation, since=day, basis=its.basis[:100], **held)


def _end_founded(its: Reorganisation, *, day: date) -> None:
    """Successors that began by it are no more from this day on; on their first day they have existed."""
    founded = its.successions.filter(founds=True).values("successor")
    for one in Organisation.objects.filter(pk__in=founded, valid_to__isnull=True):
        one.valid_to = max(one.valid_from, day - timedelta(days=1))
        one.save()
