"""The words of the digests, when they are sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tasks_app.reminders import notices
from tasks_app.reminders.models import Reminder


def prepare_digests(messages: Sequence[Message], *, at: datetime) -> Callable[[Message], Rendered | None]:
    """Look up what these digests have to say, all together, and return what writes one of them.

    What has been reported, stopped or moved since the planning is left out, and its lines are marked so: they count as
    not said. It returns None for a message of which nothing is left. A constant number of queries, however many.
    """
    mails = notices.digest_mails(messages, at=at)
    gone = {line.pk for line in mails.gone}
    changed: dict[bool, list[int]] = defaultdict(list)
    for line in mails.lines:
        # A mail that is tried again may say what it did not before.
        if line.left_out != (line.pk in gone):
            changed[line.pk in gone].append(line.pk)
    for left_out, keys in changed.items():
        Reminder.objects.filter(pk__in=keys).update(left_out=left_out)
    return mails.compose
