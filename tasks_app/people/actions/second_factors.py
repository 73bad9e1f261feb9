"""The second factor of a person: activated, moved to another phone, given up, reset. Its owner is told each time."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt, encrypt
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.enums import ACCOUNT_MAIL
from tasks_app.people import notices
from tasks_app.people.actions.accounts import AccountRefused
from tasks_app.people.actions.sign_ins import TOLD_AGAIN_AFTER, sign_out_elsewhere
from tasks_app.people.enums import SecondFactorEvent
from tasks_app.people.models import Person

MAIL_SERVES = timedelta(days=3)


@transaction.atomic
def activate_second_factor(person: Person, secret: str, *, address: str | None, at: datetime) -> Authenticator:
    """From the next sign-in on a code of the app with this secret (Base32) is asked for.

    Where there was one before, the new one takes its place, and the recovery codes stay; otherwise they are made.
    Recorded as ``person.second_factor_activated`` or ``…_moved``.
    """
    _one_at_a_time(person)
    replaced, _each = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    its = TOTP.activate(person, secret).instance
    its.created_at = at
    its.save(update_fields=["created_at"])
    RecoveryCodes.activate(person)
    _tell(person, SecondFactorEvent.MOVED if replaced else SecondFactorEvent.ACTIVATED, address=address, at=at)
    return its


@transaction.atomic
def deactivate_second_factor(person: Person, *, address: str | None, at: datetime) -> bool:
    """The password alone signs in again; the recovery codes go too. Returns whether there was one.

    That nobody does it who has to have one is the caller's to see to. Recorded as ``person.second_factor_deactivated``.
    """
    ended = _remove(person)
    if ended:
        _tell(person, SecondFactorEvent.DEACTIVATED, address=address, at=at)
    return ended


@transaction.atomic
def renew_recovery_codes(person: Person, *, address: str | None, at: datetime) -> None:
    """Ten new codes; those before serve no longer. Recorded as ``person.recovery_codes_renewed``."""
    _one_at_a_time(person)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(person)
    _tell(person, SecondFactorEvent.CODES_RENEWED, address=address, at=at)


@transaction.atomic
def note_recovery_code(person: Person, *, left: int, address: str | None, at: datetime) -> None:
    """A recovery code has let him in and serves no longer; ``left``: how many still do. Recorded as
    ``person.recovery_code_used``."""
    _tell(person, SecondFactorEvent.CODE_USED, address=address, at=at, left=left)


@transaction.atomic
def reset_second_factor(person: Person, *, by: Actor | None, at: datetime) -> None:
    """The phone is lost: secret and recovery codes go, and he is signed out everywhere. ``by``: None for an operator.

    Recorded as ``person.second_factor_reset``. Raises AccountRefused for oneself, and where there is none.
    """
    if by and person.pk in by.people:
        raise AccountRefused(_("Nobody resets his own second factor. Ask a colleague."))
    if not _remove(person):
        raise AccountRefused(_("%(name)s has no second factor.") % {"name": person})
    sign_out_elsewhere(person, by=by, at=at)
    _tell(person, SecondFactorEvent.RESET, by=by, address=None, at=at)


@transaction.atomic
def tell_of_wrong_codes(person: Person, *, address: str | None, minutes: int, at: datetime) -> bool:
    """Somebody who knows the password tried so many wrong codes that none is taken for some minutes.

    Recorded as ``person.second_factor_locked`` each time; its owner is told once a day. Returns whether a mail was
    written.
    """
    event = SecondFactorEvent.LOCKED
    record(f"person.{event}", person, by=None, at=at, address=address)
    if not cache.add(f"told-of-wrong-codes:{person.pk}", True, TOLD_AGAIN_AFTER.total_seconds()):
        return False
    _mail(person, event, address=address, at=at, minutes=minutes)
    return True


@transaction.atomic
def reencrypt_second_factors() -> int:
    """Bring all secrets under the present key, so that those before it can be forgotten. Returns how many.

    Raises encryption.Unreadable where one was encrypted by a key that is not there; then nothing is changed.
    """
    all_of_them = Authenticator.objects.select_for_update().order_by("pk")
    for one in all_of_them:
        for name in ("secret", "seed"):
            if name in one.data:
                one.data[name] = encrypt(decrypt(one.data[name]))
        one.save(update_fields=["data"])
    return len(all_of_them)


def _one_at_a_time(person: Person) -> None:
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk))


def _remove(person: Person) -> bool:
    _one_at_a_time(person)
    removed, _each = Authenticator.objects.filter(user=person).delete()
    return bool(removed)


def _tell(
    person: Person, event: SecondFactorEvent, *, by: Actor | None = None, address: str | None, at: datetime, **more
) -> None:
    who = by if event == SecondFactorEvent.RESET else Actor(person)
    record(f"person.{event}", person, by=who, at=at, **more, **({"address": address} if address else {}))
    _mail(person, event, address=address, at=at, by=who, **more)


def _mail(person: Person, event: SecondFactorEvent, *, address: str | None, at: datetime, **more) -> None:
    mailing.queue(
        notices.second_factor_mail(person, event, at=at, address=address, **more),
        key=f"{event}:{person.pk}:{at.isoformat()}",
        kind=ACCOUNT_MAIL,
        to_person=person,
        to_address=person.email,
        at=at,
        expires_at=at + MAIL_SERVES,
    )
