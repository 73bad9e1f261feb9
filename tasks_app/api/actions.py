"""Keys are made and ended by whom they belong to, or by the administrator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.api import rules
from tasks_app.api.enums import Scope
from tasks_app.api.models import ApiToken
from tasks_app.common.actors import Actor
from tasks_app.common.tokens import digest, new_token
from tasks_app.journal.actions import record
from tasks_app.people.models import Person


class KeyRefused(Exception):
    """Why no key was made or ended; a sentence for the person."""


@transaction.atomic
def make_key(
    name: str,
    scopes: Iterable[Scope],
    *,
    person: Person | None,
    valid_until: date,
    by: Actor,
    at: datetime,
    today: date,
) -> tuple[ApiToken, str]:
    """Make a key for a person, or with None for a system; returns it and the secret, which is stored nowhere.

    Recorded as ``api_key.made``. Raises KeyRefused for a day on which it may not end.
    """
    if not rules.may_hold_until(valid_until, today=today):
        raise KeyRefused(_("A key holds from tomorrow on for two years at most."))
    secret = rules.PREFIX + new_token()
    token = ApiToken.objects.create(
        name=name,
        person=person,
        scopes=[Scope(one).value for one in scopes],
        shown=secret[: rules.SHOWN],
        token_digest=digest(secret),
        made_at=at,
        valid_until=valid_until,
        **by.fields,
    )
    record("api_key.made", token, by=by, at=at, name=name, scopes=token.scopes, valid_until=valid_until.isoformat())
    return token, secret


@transaction.atomic
def end_key(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """From now on nobody reads with it. Recorded as ``api_key.ended``; raises KeyRefused for a repetition."""
    if not ApiToken.objects.filter(pk=token.pk, ended_at__isnull=True).update(ended_at=at):
        raise KeyRefused(_("This key has been ended already."))
    record("api_key.ended", token, by=by, at=at, name=token.name)
