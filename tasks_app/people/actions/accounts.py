"""Accounts: people are invited to them, they are put right, and closed when somebody leaves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.common.tokens import digest, new_token
from tasks_app.journal.actions import record
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.enums import ACCOUNT_MAIL
from tasks_app.options.queries import options
from tasks_app.people import notices
from tasks_app.people.actions.delegations import end_delegation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Delegation, Invitation, Person
from tasks_app.people.rules import PersonGiven


class AccountRefused(Exception):
    """Why an account is not made, changed or closed; a sentence for the person."""


class PersonConflict(AccountRefused):
    def __init__(self):
        super().__init__(
            _("Somebody has changed this person since you opened the page. Look at what it says now and try again.")
        )


def choose_language(person: Person, language: str) -> None:
    """Speak this language to a person from now on, on pages and in mail."""
    Person.objects.filter(pk=person.pk).update(language=language)


@transaction.atomic
def close_first_steps(person: Person, role: Role) -> None:
    """Do not show the first steps of a role to a person any more. A second time changes nothing."""
    its = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if role not in its.closed_steps:
        its.closed_steps = [*its.closed_steps, role.value]
        its.save(update_fields=["closed_steps"])


def open_first_steps(person: Person) -> None:
    """Show the first steps of all roles to a person again."""
    Person.objects.filter(pk=person.pk).update(closed_steps=[])


@transaction.atomic
def invite_person(given: PersonGiven, *, by: Actor, at: datetime) -> tuple[Person, Invitation]:
    """Make an account without a password, and mail its owner a link with which he chooses one.

    The link serves once and for as many days as are set. The mail is a secret: the outbox does not show it.
    Recorded as ``person.invited``. Raises AccountRefused where the user name or the address is somebody's already.
    """
    person = Person(**_tidied(given))
    person.set_unusable_password()
    _save(person)
    invitation = _invite(person, by=by, at=at)
    record("person.invited", person, by=by, at=at, email=person.email)
    return person, invitation


@transaction.atomic
def invite_again(person: Person, *, by: Actor, at: datetime) -> Invitation:
    """Send another link; the earlier ones end. Raises AccountRefused where the person has a password already."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.has_usable_password() or not person.is_active:
        raise AccountRefused(_("%(name)s has a password already, or may not sign in.") % {"name": person})
    Invitation.objects.open().filter(person=person).update(revoked_at=at)
    invitation = _invite(person, by=by, at=at)
    record("person.invited_again", person, by=by, at=at, email=person.email)
    return invitation


@transaction.atomic
def revoke_invitation(person: Person, *, by: Actor, at: datetime) -> int:
    """The links that were sent lead nowhere from now on. Returns how many did until then; recorded where any."""
    ended = Invitation.objects.open().filter(person=person).update(revoked_at=at)
    if ended:
        record("person.invitation_revoked", person, by=by, at=at)
    return ended


@transaction.atomic
def accept_invitation(token: str, password: str, *, at: datetime) -> Person:
    """Choose the password of an account with the link that was mailed. Recorded as ``person.invitation_accepted``.

    Raises AccountRefused where the link was used, revoked, or is too old; what is wrong with it is not said.
    """
    invitation = Invitation.objects.open().select_for_update().filter(token_digest=digest(token)).first()
    if invitation is None or not invitation.serves(at):
        raise AccountRefused(_("This link no longer works. Ask the secretariat for another one."))
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    person.set_password(password)
    person.save()
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    record("person.invitation_accepted", person, by=Actor(person), at=at)
    return person


@transaction.atomic
def edit_person(person: Person, given: PersonGiven, *, seen: dict, by: Actor, at: datetime) -> Person:
    """Put name, position, address, organisation or language right. ``seen``: the columns as the page showed them.

    Recorded with old and new. A new address ends an open invitation: its link went to the old one. Raises
    PersonConflict, and AccountRefused where the user name or the address is somebody else's.
    """
    its = Person.objects.select_for_update().get(pk=person.pk)
    wanted = _tidied(given)
    _refuse_anonymised(its)
    before = {name: getattr(its, name) for name in wanted}
    if before != {name: seen.get(name) for name in wanted}:
        raise PersonConflict
    changed = {name: [before[name], value] for name, value in wanted.items() if before[name] != value}
    if not changed:
        return its
    for name, value in wanted.items():
        setattr(its, name, value)
    _save(its)
    if "email" in changed:
        Invitation.objects.open().filter(person=its).update(revoked_at=at)
    record("person.edited", its, by=by, at=at, changed=changed)
    return its


@transaction.atomic
def shut_out(person: Person, *, reason: str, by: Actor, at: datetime) -> Person:
    """A person may not sign in any more: sessions, invitations, delegations and appointments end today, those to come
    too; what he did stays under his name.

    Work that he answers for is the caller's to pass on first. Recorded with the reason as ``person.shut_out``. Raises
    AccountRefused for oneself, for who is out already, and for the last administrator.
    """
    administrators_in_turn()
    its = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = local_day(at)
    if its.pk in by.people:
        raise AccountRefused(_("Nobody closes his own account. Ask a colleague."))
    if not its.is_active:
        raise AccountRefused(_("%(name)s may not sign in any more already.") % {"name": its})
    refuse_last_administrator(its, on=today)
    its.is_active = False
    its.save()
    Invitation.objects.open().filter(person=its).update(revoked_at=at)
    eve = today - timedelta(days=1)
    held = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), person=its)  # to come, too
    ended = list(held.values_list("role", flat=True))
    held.update(valid_to=eve)
    for one in Delegation.objects.overlapping(today, date.max).filter(Q(deputy=its) | Q(principal=its)):
        end_delegation(one, by=by, at=at)
    record("person.shut_out", its, by=by, at=at, reason=tidy(reason), roles=ended)
    return its


@transaction.atomic
def let_in_again(person: Person, *, by: Actor, at: datetime) -> Person:
    """A person may sign in again, with the password that he had; roles have to be given anew. Recorded."""
    its = Person.objects.select_for_update().get(pk=person.pk)
    if its.is_active:
        raise AccountRefused(_("%(name)s may sign in already.") % {"name": its})
    _refuse_anonymised(its)
    its.is_active = True
    its.save()
    record("person.let_in_again", its, by=by, at=at)
    return its


def administrators_in_turn() -> None:
    """Whoever may end an administrator waits for others who do, before he locks anything else: two who end each other
    at once would both find the other one still there."""
    list(Appointment.objects.select_for_update(no_key=True).filter(role=Role.ADMINISTRATOR).order_by("pk"))


def refuse_last_administrator(person: Person, *, on: date) -> None:
    """Raises AccountRefused where nobody else would administer from that day on, and without an end: of two who end one
    after the other, the first has the second beside him, and then there is nobody."""
    administrators = Appointment.objects.in_force(on).filter(role=Role.ADMINISTRATOR, person__is_active=True)
    holds = administrators.filter(person=person).exists()
    if holds and not administrators.filter(valid_to__isnull=True).exclude(person=person).exists():
        raise AccountRefused(_("%(name)s is the only administrator. Appoint another one first.") % {"name": person})


def _refuse_anonymised(person: Person) -> None:
    if person.anonymised_at:
        raise AccountRefused(
            _("The personal data of this account were removed. Whoever comes back is invited to a new one.")
        )


def _invite(person: Person, *, by: Actor, at: datetime) -> Invitation:
    token, expires_at = new_token(), at + timedelta(days=options().invitation_days)
    invitation = Invitation.objects.create(
        person=person, token_digest=digest(token), at=at, expires_at=expires_at, **by.fields
    )
    mailing.queue(
        notices.invitation_mail(
            person,
            url=settings.SITE_URL + reverse("invitation_accept", args=[token]),
            by=by,
            until=local_day(expires_at),
        ),
        key=f"invitation:{invitation.pk}",
        kind=ACCOUNT_MAIL,
        to_person=person,
        to_address=person.email,
        at=at,
        expires_at=expires_at,
        is_secret=True,
    )
    return invitation


def _tidied(given: PersonGiven) -> dict:
    return {name: tidy(value) if isinstance(value, str) else value for name, value in given.fields.items()}


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise AccountRefused(
            _("This user name or e-mail address belongs to somebody already. Search for him in the list of people.")
        ) from None
