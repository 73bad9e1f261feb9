from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.people.models import Person
from tasks_app.reminders.models import MailPreference
from tasks_app.reminders.rules import Wish


@transaction.atomic
def set_preference(person: Person, wish: Wish, *, by: Actor, at: datetime) -> bool:
    """Keep from which hour a person wants his reminders, and how often; recorded, old and new.

    It holds from the next planning on. Returns whether anything changed; the same again changes and records nothing.
    """
    row, _ = MailPreference.objects.select_for_update().get_or_create(person=person)
    changed = changes(_as_recorded(Wish(row.send_from, row.is_weekly)), _as_recorded(wish))
    if not changed:
        return False
    row.send_from, row.is_weekly = wish.send_from, wish.is_weekly
    row.save()
    record("reminders.wish_changed", person, by=by, at=at, changed=changed)
    return True


def _as_recorded(wish: Wish) -> dict:
    return asdict(wish) | {"send_from": f"{wish.send_from:%H:%M}"}
