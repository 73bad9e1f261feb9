"""What a person does with a mail, on its page or in the list. Each is checked, done and recorded in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.mailing import rendering, rules
from tasks_app.mailing.actions.leases import end
from tasks_app.mailing.enums import Act, MessageState
from tasks_app.mailing.models import Message

UNSETTLED = {"settled_at": None, "settled_by": None}


class ActRefused(Exception):
    """Why a mail was left as it was; a sentence for the person who pressed the button."""


class NotPossible(ActRefused):
    """Also where another was quicker, or the same was pressed twice."""

    def __init__(self, state: str):
        super().__init__(
            _("The mail is “%(state)s” by now, so it was left as it is.") % {"state": MessageState(state).label}
        )


class NobodyReadsIt(ActRefused):
    def __init__(self, person):
        super().__init__(_("The account of %(person)s is closed, so no mail goes there.") % {"person": person})


class NothingToSend(ActRefused):
    def __init__(self):
        super().__init__(_("The text of this mail was not kept, so it cannot be sent again."))


@transaction.atomic
def send_again(message: Message, *, by: Actor, at: datetime, leaves_at: datetime, expires_at: datetime) -> Message:
    """Let it leave once more, to the address that the person has by now.

    What is composed when it leaves is composed anew. Raises ActRefused.
    """
    message = _take(message, Act.SEND_AGAIN)
    person = message.to_person
    if person and not person.is_active:
        raise NobodyReadsIt(person)
    is_composed_anew = rendering.is_composed_when_it_leaves(message.kind)
    if not is_composed_anew and not message.text:
        raise NothingToSend
    changes = {
        "state": MessageState.WAITING,
        "to_address": person.email if person else message.to_address,
        "due_at": leaves_at,
        "send_after": leaves_at,
        "expires_at": expires_at,
        "claimed_by": "",
        "sent_at": None,
        "attempts": 0,
        "last_error": "",
        **UNSETTLED,
    }
    if is_composed_anew:
        changes |= {"composed_at": None, "subject": "", "text": "", "html": ""}
    return _done(message, Act.SEND_AGAIN, changes, by=by, at=at)


@transaction.atomic
def cancel(message: Message, *, by: Actor, at: datetime) -> Message:
    """It does not leave, unless a sender has begun to send it. Raises ActRefused."""
    message = _take(message, Act.CANCEL)
    end(Message.objects.filter(pk=message.pk), MessageState.CANCELLED)
    return _done(message, Act.CANCEL, {}, by=by, at=at)


@transaction.atomic
def mark_arrived(message: Message, *, by: Actor, at: datetime) -> Message:
    """Of an unknown one somebody has learned that it arrived. Raises ActRefused."""
    message = _take(message, Act.ARRIVED)
    changes = {"state": MessageState.SENT, "sent_at": message.claimed_at or at, "last_error": "", **UNSETTLED}
    return _done(message, Act.ARRIVED, changes, by=by, at=at)


@transaction.atomic
def mark_not_arrived(message: Message, *, by: Actor, at: datetime) -> Message:
    """Of an unknown one somebody has learned that it did not arrive: it counts as given up, so that what it says may
    be said again. Raises ActRefused."""
    message = _take(message, Act.NOT_ARRIVED)
    changes = {"state": MessageState.EXPIRED, "settled_at": at, "settled_by": by.person}
    return _done(message, Act.NOT_ARRIVED, changes, by=by, at=at)


@transaction.atomic
def mark_returned(message: Message, *, reason: str, by: Actor | None, at: datetime) -> Message:
    """It left and came back; ``by`` is None where a report of a mail server says so. Raises ActRefused."""
    message = _take(message, Act.CAME_BACK)
    changes = {
        "state": MessageState.RETURNED,
        "sent_at": message.sent_at or message.claimed_at or at,
        "last_error": reason,
        **UNSETTLED,
    }
    return _done(message, Act.CAME_BACK, changes, by=by, at=at, reason=reason)


@transaction.atomic
def settle(message: Message, *, by: Actor, at: datetime) -> Message:
    """Somebody has dealt with it; it is no alarm any more. Raises ActRefused."""
    message = _take(message, Act.SETTLE)
    return _done(message, Act.SETTLE, {"settled_at": at, "settled_by": by.person}, by=by, at=at)


def _take(message: Message, act: Act) -> Message:
    """The row as it is now, locked, if the act is still possible."""
    found = Message.objects.select_related("to_person").select_for_update(of=["self"]).get(pk=message.pk)
    is_settled = found.settled_at is not None
    if not rules.is_possible(act, state=found.state, kind=found.kind, is_settled=is_settled):
        raise NotPossible(found.state)
    return found


def _done(message: Message, act: Act, changes: dict, *, by: Actor | None, at: datetime, **details) -> Message:
    was = message.state
    if changes:
        Message.objects.filter(pk=message.pk).update(**changes)
        for name, value in changes.items():
            setattr(message, name, value)
    record(f"message.{act}", message, by=by, at=at, was=was, **details)
    return message
