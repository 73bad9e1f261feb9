"""The one thing that every fault is judged by: nothing is lost, and nothing arrives twice."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import at_time
from tasks_app.mailing.actions.letters import message_id
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.queries import lines

KEY = ("subject", "subject_id", "version", "stage", "recipient_id")
Key = tuple[str, int, int, int, int]
"""What makes a line of the ledger unique."""

KNOWN_ENDS = {
    MessageState.SENT,
    MessageState.SUPERSEDED,
    MessageState.EXPIRED,
    MessageState.FAILED,
    MessageState.UNKNOWN,
    MessageState.WAITING,
}
COPIES = {state: {0} for state in KNOWN_ENDS} | {MessageState.SENT: {1}, MessageState.UNKNOWN: {0, 1}}


@dataclass(frozen=True)
class Tally:
    """How many mails ended in each state, and how many the server took."""

    states: dict[str, int]
    accepted: int


def due_keys(day: date) -> set[Key]:
    """What has to be in the ledger once a day has been planned."""
    found = lines(day=day, at=at_time(day, 7), calendar=working_calendar())
    return {tuple(getattr(line, name) for name in KEY) for line in found}


def check(
    message_ids: Sequence[str], *, due: Collection[Key] = (), resent: Collection[Message] = (), underway: int = 0
) -> Tally:
    """Fails where something was lost or came twice; returns what there is.

    ``message_ids``: of all that the mail server took, in any order. ``due``: what has to be in the ledger. ``resent``:
    messages that a person has sent again, of which the server may hold two copies. ``underway``: so many messages
    may be claimed by a sender that still has its time.
    """
    messages = list(Message.objects.all())
    copies = Counter(message_ids)
    states = Counter(str(message.state) for message in messages)

    assert states[MessageState.SENDING] == underway, f"being sent although nobody sends: {states}"
    for message in messages:
        number = copies.pop(message_id(message), 0)
        allowed = {0, 1, 2} if message in resent else COPIES.get(MessageState(message.state), {0, 1})
        assert number in allowed, f"{message.key} is {message.state} and came {number} times"
        assert message.state != MessageState.FAILED or message.last_error, f"{message.key} failed without a reason"
    assert not copies, f"mails that no message of the outbox is: {dict(copies)}"

    lost = set(due) - set(Reminder.objects.values_list(*KEY))
    assert not lost, f"{len(lost)} of {len(due)} due reminders are not in the ledger"
    return Tally(dict(states), len(message_ids))
