"""People are given roles and organisations to oversee, from–to; what one gives oneself is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.people.actions.accounts import AccountRefused, administrators_in_turn, refuse_last_administrator
from tasks_app.people.enums import CommitteePost, Role
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.people.rules import POSTS_OF

ON_NO_DAY = Q(valid_to__lt=F("valid_from"))  # taken back before its first day was over


class AppointmentRefused(AccountRefused):
    """Why a role or an oversight is not given or ended; a sentence for the person."""


@transaction.atomic
def appoint(
    person: Person,
    role: Role,
    *,
    organisation: Organisation | None = None,
    post: CommitteePost | str = "",
    since: date,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Give a person a role from a day on; a focal officer for an organisation, a leader or member with his post.

    Administrators can open the administration pages. Recorded on the person as ``person.appointed``. Raises
    AppointmentRefused for oneself, for who may not sign in, and where he holds the role already or the committee has a
    head already, so a repetition changes nothing.
    """
    its = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if its.pk in by.people:
        raise AppointmentRefused(_("Nobody gives himself a role. Ask a colleague to enter this."))
    if not its.is_active:
        raise AppointmentRefused(_("%(name)s may not sign in. Let him in again first.") % {"name": its})
    if (role == Role.FOCAL_OFFICER) != (organisation is not None):
        raise AppointmentRefused(_("A focal officer, and only he, is appointed for an organisation. Choose it."))
    if post and post not in POSTS_OF.get(role, ()):
        raise AppointmentRefused(_("This post does not go with this role. Choose another."))
    held = Appointment.objects.filter(person=its, role=role, organisation=organisation)
    overlapping = held.exclude(valid_to__lt=since).exclude(ON_NO_DAY)
    if overlapping.exists():
        raise AppointmentRefused(_("%(name)s holds this role at that time already.") % {"name": its})
    appointment = Appointment(
        person=its,
        role=role,
        organisation=organisation,
        post=post,
        is_head=post == CommitteePost.HEAD,
        valid_from=since,
    )
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError:
        raise AppointmentRefused(_("The committee has a head already. End that appointment first.")) from None
    if role == Role.ADMINISTRATOR:
        Person.objects.filter(pk=its.pk).update(is_staff=True, is_superuser=True)
    record(
        "person.appointed",
        its,
        by=by,
        at=at,
        role=str(role),
        post=str(post),
        organisation=_names(organisation),
        since=since.isoformat(),
    )
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, last_day: date, by: Actor, at: datetime) -> Appointment:
    """A role ends with a day, which may be yesterday: from today on it is over. Recorded on the person.

    One that begins later, or today, and was given by mistake is held on no day then. Raises AppointmentRefused for
    one's own, for a day before yesterday, where it has ended by then already, and for the last administrator's.
    """
    if appointment.role == Role.ADMINISTRATOR:
        administrators_in_turn()
    person = Person.objects.select_for_update(no_key=True).get(pk=appointment.person_id)
    its = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
    today = local_day(at)
    if person.pk in by.people:
        raise AppointmentRefused(_("Nobody ends his own role. Ask a colleague to enter this."))
    if its.valid_to is not None and its.valid_to <= last_day:
        raise AppointmentRefused(_("This role ends by then already; nothing was changed."))
    if last_day < today - timedelta(days=1):
        raise AppointmentRefused(_("A role ends yesterday at the earliest: earlier days stay as they were."))
    if its.role == Role.ADMINISTRATOR:
        refuse_last_administrator(person, on=last_day + timedelta(days=1))
    its.valid_to = last_day
    its.save(update_fields=["valid_to"])
    record(
        "person.appointment_ended",
        person,
        by=by,
        at=at,
        role=its.role,
        organisation=_names(its.organisation),
        last_day=last_day.isoformat(),
    )
    return its


@transaction.atomic
def assign_oversights(
    member: Person, organisations: Iterable[Organisation], *, since: date, basis: str, by: Actor, at: datetime
) -> list[Oversight]:
    """From a day on a member follows several organisations, or none of them where one is refused; see below."""
    in_order = sorted(organisations, key=lambda one: one.pk)  # two who give the same ones wait for each other
    return [assign_oversight(member, one, since=since, basis=basis, by=by, at=at) for one in in_order]


@transaction.atomic
def assign_oversight(
    member: Person, organisation: Organisation, *, since: date, basis: str, by: Actor, at: datetime
) -> Oversight:
    """From a day on a member follows and urges an organisation; who did until then ends on the day before.

    Recorded on the member as ``oversight.assigned``. Assignments stay with their responsible members. Raises
    AppointmentRefused for who is no member or leader then, where he oversees it already, where the one before began on
    that day or later, and where it would be taken from the one before on a day that is over.
    """
    # First the member, as when he is replaced.
    member = Person.objects.select_for_update(no_key=True).get(pk=member.pk)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not Appointment.objects.in_force(since).filter(person=member, role__in=[Role.MEMBER, Role.LEADER]).exists():
        raise AppointmentRefused(_("%(name)s is no member of the committee on that day.") % {"name": member})
    before = _overseer_before(organisation, member, since=since)
    if before is not None:
        if since < local_day(at):
            raise AppointmentRefused(
                _("%(organisation)s passes to another today at the earliest: earlier days stay as they were.")
                % {"organisation": organisation}
            )
        before.valid_to = since - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    oversight = Oversight.objects.create(
        member=member, organisation=organisation, valid_from=since, basis=tidy(basis)[:100]
    )
    record(
        "oversight.assigned",
        member,
        by=by,
        at=at,
        organisation=_names(organisation),
        since=since.isoformat(),
        basis=oversight.basis,
        before=before.member_id if before else None,
    )
    return oversight


@transaction.atomic
def end_oversight(oversight: Oversight, *, last_day: date, by: Actor, at: datetime) -> Oversight:
    """A member follows an organisation until the end of a day. Recorded; raises AppointmentRefused as above."""
    its = Oversight.objects.select_for_update().get(pk=oversight.pk)
    if its.valid_to is not None and its.valid_to <= last_day:
        raise AppointmentRefused(_("This oversight ends by then already; nothing was changed."))
    if last_day < local_day(at) - timedelta(days=1):
        raise AppointmentRefused(_("An oversight ends yesterday at the earliest: earlier days stay as they were."))
    its.valid_to = last_day
    its.save(update_fields=["valid_to"])
    record(
        "oversight.ended",
        its.member,
        by=by,
        at=at,
        organisation=_names(its.organisation),
        last_day=last_day.isoformat(),
    )
    return its


def _overseer_before(organisation: Organisation, member: Person, *, since: date) -> Oversight | None:
    """Who oversees an organisation when another begins. Raises AppointmentRefused where it is he, or another follows:
    of several who come one after the other, each one counts."""
    overseen = Oversight.objects.filter(organisation=organisation).exclude(ON_NO_DAY).exclude(valid_to__lt=since)
    held = list(overseen.order_by("valid_from"))
    if held and held[0].member_id == member.pk:
        raise AppointmentRefused(
            _("%(name)s oversees %(organisation)s already.") % {"name": member, "organisation": organisation}
        )
    if any(one.valid_from >= since for one in held):
        raise AppointmentRefused(
            _("Somebody begins to oversee %(organisation)s on that day or later. Choose a later day.")
            % {"organisation": organisation}
        )
    return held[0] if held else None


def _names(organisation: Organisation | None) -> dict[str, str] | None:
    if organisation is None:
        return None
    return {"vi": organisation.name_vi, "en": organisation.name_en or organisation.name_vi}
