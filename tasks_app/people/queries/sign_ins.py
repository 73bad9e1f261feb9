from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q

from tasks_app.people.models import Person, SignIn
from tasks_app.people.rules import device_name


@dataclass(frozen=True)
class Device:
    """A device on which a person is signed in. ``is_this``: the one that asks."""

    sign_in: SignIn
    is_this: bool

    @property
    def name(self) -> str:
        return device_name(self.sign_in.program)


def devices(person: Person, *, session_key: str | None, now: datetime) -> list[Device]:
    """Where somebody is signed in, this device first, then the last sign-in. One query."""
    live = Session.objects.filter(expire_date__gt=now).values("session_key")
    found = [Device(one, one.session_key == session_key) for one in person.sign_ins.filter(session_key__in=live)]
    return sorted(found, key=lambda one: not one.is_this)


def person_called(login: str) -> Person | None:
    """Who signs in with this user name or official address, if anybody does. One query, whatever it finds."""
    found = list(Person.objects.filter(Q(username=login) | Q(email__iexact=login)).order_by("pk"))
    return next((one for one in found if one.username == login), found[0] if found else None)


NAMED_BY = {"email": "email", "preferred_username": "username"}


def person_named(name: str, *, by: str) -> Person | None:
    """The one person whom a claim of the sign-on names, whatever the case of its letters.

    Nobody where two are called so, and nobody by letters that only look like others: databases take some of them for
    the same ("ı" and "i").
    """
    if not name or not name.isascii():
        return None
    found = list(Person.objects.filter(**{f"{NAMED_BY[by]}__iexact": name}).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def sign_on_of(person: Person) -> SocialAccount | None:
    """Who a person is at the provider of the settings, once he has signed on there."""
    return SocialAccount.objects.filter(user=person, provider=settings.OIDC_ISSUER).first()
