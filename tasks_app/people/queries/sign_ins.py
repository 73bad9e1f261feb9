from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session

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
    """Who signs in with this user name or official address, if anybody does."""
    by_name = Person.objects.filter(username=login).first()
    return by_name or Person.objects.filter(email__iexact=login).first()
