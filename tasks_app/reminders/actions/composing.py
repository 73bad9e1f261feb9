"""The words of the digests, when they are sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import local_day
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tasks_app.reminders import notices, queries
from tasks_app.reminders.models import Reminder


def prepare_digests(messages: Sequence[Message], *, at: datetime) -> Callable[[Message], Rendered | None]:
    """Look up what these digests have to say, all together, and return what writes one of them.

    What has been reported, stopped or moved since the planning is left out, and its lines are marked so: they count as
    not said. It returns None for a message of which nothing is left. A constant number of queries, however many.
    """
    lines = list(
        Reminder.objects.filter(message__in=[message.pk for message in messages])
        .only(
            "subject", "subject_id", "version", "stage", "recipient", "assignment", "for_person", "is_copy", "left_out"
        )
        .order_by("pk")
    )
    day, calendar = local_day(at), working_calendar()
    found = queries.digests(lines, day=day, calendar=calendar)
    _mark(lines, {line.pk for line in found.gone})

    def compose(message: Message) -> Rendered | None:
        digest = found.by_recipient.get(message.to_person_id)
        if digest is None or digest.is_empty:
            return None
        return notices.digest_mail(digest, day=day, language=message.language)

    return compose


def _mark(lines: Sequence[Reminder], gone: set[int]) -> None:
    """Keep with each line whether the mail says it; a mail that is tried again may say what it did not before."""
    changed: dict[bool, list[int]] = defaultdict(list)
    for line in lines:
        if line.left_out != (line.pk in gone):
            changed[line.pk in gone].append(line.pk)
    for left_out, keys in changed.items():
        Reminder.objects.filter(pk__in=keys).update(left_out=left_out)
