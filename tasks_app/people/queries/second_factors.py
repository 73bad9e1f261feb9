"""Who has a second factor: the codes of an app on his phone, and the recovery codes beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from tasks_app.common.encryption import Unreadable
from tasks_app.people.models import Person

TOTP = Authenticator.Type.TOTP
RECOVERY_CODES = Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class SecondFactor:
    """``codes``: the recovery codes that were not used yet; None where they cannot be read any more, because the key of
    the installation is another."""

    since: datetime
    codes: tuple[str, ...] | None


def has_second_factor(person: Person) -> bool:
    """One query."""
    return Authenticator.objects.filter(user=person, type=TOTP).exists()


def second_factor_of(person: Person) -> SecondFactor | None:
    """One query, for the person himself: it holds the codes that let in."""
    its = {one.type: one for one in Authenticator.objects.filter(user=person)}
    if TOTP not in its:
        return None
    return SecondFactor(its[TOTP].created_at, _unused(its.get(RECOVERY_CODES)))


def having_second_factor() -> QuerySet:
    """The primary keys of the people who have one, for a query about people."""
    return Authenticator.objects.filter(type=TOTP).order_by().values_list("user", flat=True)


def _unused(authenticator: Authenticator | None) -> tuple[str, ...] | None:
    if authenticator is None:
        return ()
    try:
        return tuple(authenticator.wrap().get_unused_codes())
    except Unreadable:
        return None
