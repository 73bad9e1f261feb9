"""Who has signed in where: a row for each device, for as long as its session lasts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL, at_time
from tasks_app.journal.actions import record
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.enums import ACCOUNT_MAIL
from tasks_app.people import notices
from tasks_app.people.actions.accounts import AccountRefused
from tasks_app.people.models import FailedSignIn, Person, SignIn

TOLD_AGAIN_AFTER = timedelta(days=1)
MOST_FAILURES_A_DAY = 500
LONGEST_PROGRAM = SignIn._meta.get_field("program").max_length


@transaction.atomic
def note_sign_in(
    person: Person, *, session_key: str, address: str | None, program: str, is_own_device: bool, at: datetime
) -> SignIn:
    """Somebody has signed in: the row of his device, recorded as ``person.signed_in`` with the address.

    ``program``: what the browser says of itself. Rows of his whose sessions are gone go with it.
    """
    _forget_ended(SignIn.objects.filter(person=person))
    its = SignIn.objects.create(
        person=person,
        session_key=session_key,
        address=address,
        program=program[:LONGEST_PROGRAM],
        is_own_device=is_own_device,
        at=at,
    )
    record("person.signed_in", its, by=Actor(person), at=at, address=address, is_own_device=is_own_device)
    return its


@transaction.atomic
def note_sign_out(sign_in: int | None, *, person: Person, address: str | None, at: datetime) -> None:
    """Somebody signs out: the row of his device goes. Recorded on it as ``person.signed_out``; on the person where the
    session is from before devices were noted."""
    SignIn.objects.filter(person=person, pk=sign_in).delete()
    its = SignIn(pk=sign_in) if sign_in else person
    record("person.signed_out", its, by=Actor(person), at=at, address=address)


def note_new_password(person: Person, *, by: Actor, address: str | None, at: datetime) -> None:
    """A password was changed, or set by the link of a mail. Recorded as ``person.password_changed``."""
    record("person.password_changed", person, by=by, at=at, address=address)


def note_failed_sign_in(person: Person | None, *, address: str | None, at: datetime) -> None:
    """A wrong password was tried for an account, or with ``person`` None a name that nobody has: counted in the row of
    its account, address and hour. No word of what was typed is kept.

    A day has no more than MOST_FAILURES_A_DAY such rows; what comes then is counted for its account alone, so that
    whoever tries from ever new addresses cannot fill the disk. Each time the database is asked the same, also where the
    row is there already, so that how long it takes says nothing of an account.
    """
    local = at.astimezone(LOCAL)
    day, hour = at_time(local.date()), at_time(local.date(), local.hour)
    is_counted = _counted(person, address or "", hour, at=at)
    rows = FailedSignIn.objects.filter(since__gte=day, since__lt=day + timedelta(days=1))
    is_full = rows[:MOST_FAILURES_A_DAY].count() == MOST_FAILURES_A_DAY
    if is_full and not is_counted:
        address, hour = "", day
    its = FailedSignIn(person=person, address=address or "", since=hour, at=at, last_at=at, number=0)
    FailedSignIn.objects.bulk_create([its], ignore_conflicts=True)  # of two at once the second finds the first's row
    # Counted already, no row is meant any more: each has at least one.
    _counted(person, address or "", hour, at=at, **({"number": 0} if is_counted else {}))


def _counted(person: Person | None, address: str, since: datetime, *, at: datetime, **which) -> bool:
    rows = FailedSignIn.objects.filter(person=person, address=address, since=since, **which)
    return bool(rows.count_one_more(at=at))


@transaction.atomic
def follow_session(sign_in: int, *, session_key: str) -> None:
    """The session of a device has another key: a new password makes one, and ends the sessions of all others."""
    its = SignIn.objects.select_for_update().filter(pk=sign_in).first()
    if its is None:
        return
    _end(SignIn.objects.filter(person_id=its.person_id).exclude(pk=its.pk))
    its.session_key = session_key
    its.save(update_fields=["session_key"])


@transaction.atomic
def sign_out_elsewhere(
    person: Person, sign_ins: Collection[int] | None = None, *, by: Actor | None, at: datetime
) -> int:
    """End these of a person's sessions at once, or all; returns how many.

    Recorded as ``person.signed_out_elsewhere``.
    """
    its = SignIn.objects.filter(person=person)
    ended = _end(its if sign_ins is None else its.filter(pk__in=sign_ins))
    if ended:
        record("person.signed_out_elsewhere", person, by=by, at=at, devices=ended)
    return ended


def is_last_wrong_try(what: str, whose: int | str, *, tries: int, seconds: int, at: datetime) -> bool:
    """Count a wrong password or code; whether no other is taken for now.

    ``whose``: the person's id, or something that stands for a name that is nobody's.
    Of the same window as allauth's own count; a counter would grow over tries that lie further apart.
    """
    key = f"wrong-{what}:{whose}"
    tried = [one for one in cache.get(key, []) if (at - one).total_seconds() < seconds] + [at]
    cache.set(key, tried, seconds)
    return len(tried) == tries


@transaction.atomic
def connect_sign_on(person: Person, *, issuer: str, subject: str, at: datetime) -> SocialAccount:
    """From now on a person is known by his subject at the issuer, also when his address changes there or here.

    Recorded as ``person.sign_on_connected``. A second time changes nothing. Raises AccountRefused for who may not sign
    in, and for who is connected to another subject: an address that was passed on to a successor opens no account.
    """
    its = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = SocialAccount.objects.filter(user=its, provider=issuer).first()
    if not its.is_active or (known and known.uid != subject):
        raise AccountRefused(_("%(name)s cannot be connected to this sign-on.") % {"name": its})
    if known:
        return known
    record("person.sign_on_connected", its, by=Actor(its), at=at, issuer=issuer)
    return SocialAccount.objects.create(user=its, provider=issuer, uid=subject)


@transaction.atomic
def disconnect_sign_on(person: Person, *, by: Actor, at: datetime) -> None:
    """Forget who a person is at the sign-on; the next one who comes with his address or user name is connected.

    Recorded as ``person.sign_on_disconnected``. Sessions go on. Raises AccountRefused where there is nothing to forget.
    """
    its = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    gone, _each = SocialAccount.objects.filter(user=its).delete()
    if not gone:
        raise AccountRefused(_("%(name)s is not connected to the sign-on.") % {"name": its})
    record("person.sign_on_disconnected", its, by=by, at=at)


@transaction.atomic
def tell_of_wrong_passwords(person: Person, *, address: str | None, minutes: int, at: datetime) -> bool:
    """So many wrong passwords were tried that the account takes none for a while: say so to its owner, once a day.

    Recorded as ``person.sign_in_locked`` each time. Returns whether a mail was written. Whoever tries learns nothing.
    """
    record("person.sign_in_locked", person, by=None, at=at, address=address)
    if not cache.add(f"told-of-wrong-passwords:{person.pk}", True, TOLD_AGAIN_AFTER.total_seconds()):
        return False
    mailing.queue(
        notices.wrong_passwords_mail(person, at=at, address=address, minutes=minutes),
        key=f"wrong-passwords:{person.pk}:{at.isoformat()}",
        kind=ACCOUNT_MAIL,
        to_person=person,
        to_address=person.email,
        at=at,
        expires_at=at + TOLD_AGAIN_AFTER,
    )
    return True


def take_out_failed_sign_ins(*, before: datetime, at_most: int) -> int:
    """Delete the oldest counts of wrong passwords from before a moment; returns how many rows went."""
    return FailedSignIn.objects.filter(at__lt=before).take_out(at_most=at_most)


@transaction.atomic
def clear_away_sessions(*, at: datetime) -> int:
    """What nobody can come in with any more goes: sessions past their end, and rows of devices without one."""
    gone, _each = Session.objects.filter(expire_date__lt=at).delete()
    _forget_ended(SignIn.objects.all())
    return gone


def _end(sign_ins) -> int:
    Session.objects.filter(session_key__in=sign_ins.values("session_key")).delete()
    ended, _each = sign_ins.delete()
    return ended


def _forget_ended(sign_ins) -> None:
    sign_ins.exclude(session_key__in=Session.objects.values("session_key")).delete()
