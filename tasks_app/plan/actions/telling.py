from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.actors import Actor
from tasks_app.mailing import actions as mailing
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.rendering import list_headers
from tasks_app.options.queries import options
from tasks_app.people.models import Person
from tasks_app.plan import notices, queries, rules
from tasks_app.plan.enums import Happening
from tasks_app.plan.models import Assignment, Notification

logger = logging.getLogger(__name__)


class TellingIncomplete(RuntimeError):
    """Some people's mail could not be written; the next run tries again for them."""


def tell(
    assignment: Assignment,
    happening: Happening,
    *,
    to: Iterable[Person],
    by: Actor | None,
    at: datetime,
    quote: str = "",
) -> None:
    """Note down whom something is to be told, in the transaction in which it happened; who acted is told nothing.

    A job makes one mail of all that a person has to be told. ``quote``: what was said, word for word.
    """
    acting = by.people if by else frozenset()
    Notification.objects.bulk_create(
        Notification(
            assignment=assignment, person=person, happening=happening, at=at, quote=quote, **(by.fields if by else {})
        )
        for person in to
        if person.pk not in acting
    )


def tell_what_happened(*, at: datetime) -> dict[str, int]:
    """Write one mail for each person with all that he has not been told yet; returns how many.

    It waits some minutes after the last happening, so that a series of decisions is one mail, and until the hours in
    which mail leaves. What nobody could be told for more than a working day is on the pages by then and is not mailed.
    Each person's mail is a transaction of its own with the mark on what it tells, so a repetition tells nothing twice.
    Raises TellingIncomplete where somebody's mail could not be written; everybody else's is.
    """
    calendar = working_calendar()
    if not rules.is_time_to_tell(at, calendar, options().hours):
        return {"mails": 0}
    written = failed = 0
    for person in queries.people_to_tell(at=at, calendar=calendar):
        try:
            written += _write(person, at=at, calendar=calendar)
        except Exception:  # nobody's mail may depend on another's, and the caller is told
            logger.exception("what happened was not told to person %s", person.pk)
            failed += 1
    if failed:
        raise TellingIncomplete(f"{failed} of {failed + written} mails not written")
    return {"mails": written}


@transaction.atomic
def _write(person: Person, *, at: datetime, calendar: WorkingCalendar) -> bool:
    """False where another run was quicker."""
    untold = queries.untold(since=rules.told_since(at, calendar)).filter(person=person).select_for_update(of=["self"])
    notifications = list(queries.with_what_it_is_about(untold))
    if not notifications:
        return False
    leaves_at, expires_at = mailing_rules.next_sending(at, calendar, options().hours)
    message = mailing.queue(
        notices.notification_mail(person, notifications),
        key=f"notification:{notifications[-1].pk}",
        kind=Notice.NOTIFICATION,
        to_person=person,
        to_address=person.email,
        at=at,
        send_after=leaves_at,
        expires_at=expires_at,
        headers=list_headers("notifications"),
    )
    Notification.objects.filter(pk__in=[one.pk for one in notifications]).update(message=message)
    return True
