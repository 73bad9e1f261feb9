"""Somebody leaves: his account is closed once nothing is left that only he answers for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.people.actions import AccountRefused, shut_out
from tasks_app.people.models import Person
from tasks_app.personnel import queries


class WorkIsLeft(AccountRefused):
    """Open work or oversight has to pass on first."""


@transaction.atomic
def close_account(person: Person, *, reason: str, by: Actor, at: datetime) -> Person:
    """A person may not sign in any more, see ``people.actions.shut_out``.

    Raises WorkIsLeft while he answers for open work or oversees an organisation, and AccountRefused.
    """
    if queries.left_behind(person, on=local_day(at)).has_to_pass:
        raise WorkIsLeft(
            _("%(name)s answers for open work or oversees organisations. Let somebody replace him first.")
            % {"name": person}
        )
    return shut_out(person, reason=reason, by=by, at=at)
