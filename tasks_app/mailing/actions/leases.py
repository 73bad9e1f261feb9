"""Who may send which message: leases of many, and the hand-over from one to the next.

A sender leases a chunk: the rows stay *waiting*, under its token. Right before the server is spoken to, one UPDATE
marks the message before as sent and this one as being sent. So whenever a sender dies, of one message at most it is not
known whether it went out, and the rest of its chunk is simply leased again.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from tasks_app.mailing import rules
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import is_time_to_send
from tasks_app.options.queries import options

logger = logging.getLogger(__name__)

NOBODY = 0  # no row has this key
LOCK_OF_THE_RATE = 7153  # a number that no other lock of the product has
UNDER_WAY = (MessageState.SENDING, MessageState.UNKNOWN, MessageState.WAITING)


@dataclass(frozen=True)
class Acceptance:
    """A message for which the mail server has taken responsibility, and when."""

    message: Message
    at: datetime


def lease(token: str, *, at: datetime) -> list[Message]:
    """Take the next messages that are due; nobody else sends them until the lease is over.

    Fewer than a chunk, or none, where so many mails a minute are allowed. What has expired is marked so.
    """
    due = Message.objects.due(at)
    end(due.order_by().filter(expires_at__lt=at), MessageState.EXPIRED)
    with transaction.atomic():
        free = due.may_leave(at, is_time=is_time_to_send(at)).filter(
            Q(claimed_by="") | Q(claimed_at__lt=at - rules.LEASE)
        )
        leased = list(free.select_for_update(skip_locked=True, of=["self"])[: _allowed(at)])
        if leased:
            Message.objects.filter(pk__in=[one.pk for one in leased]).update(claimed_by=token, claimed_at=at)
    return leased


def _allowed(at: datetime) -> int:
    """How many may be leased now. Senders ask one after the other, so that together they keep to the rate."""
    per_minute = options().mail_per_minute
    if not per_minute:
        return rules.CHUNK
    if connection.vendor == "postgresql":  # elsewhere there is one writer at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_OF_THE_RATE])
    is_sent = Q(sent_at__gt=at - timedelta(minutes=1))
    is_leased = Q(state=MessageState.WAITING, claimed_at__gte=at - rules.LEASE) & ~Q(claimed_by="")
    used = Message.objects.filter(is_sent | is_leased | Q(state=MessageState.SENDING)).count()
    return max(0, min(rules.CHUNK, per_minute - used))


def give_back(token: str, messages: Iterable[Message]) -> int:
    """Those that were not tried are anybody's again. Returns how many."""
    return _held(token, *messages).update(claimed_by="")


def hand_over(
    token: str, accepted: Acceptance | None, message: Message | None, *, is_new: bool = False, at: datetime
) -> bool:
    """In one statement: the message that was accepted is sent, and the next one is being sent.

    ``is_new``: its body has just been composed, and is stored. False where the next one is no longer this sender's to
    send, because it was taken back meanwhile or another leased it. The message that was accepted is marked even if it
    has been given up for unknown, as long as nobody else has it.
    """
    statement = _hand_over(composes=is_new, forgets=bool(accepted and accepted.message.is_secret))
    moment = connection.ops.adapt_datetimefield_value
    values = {
        "token": token,
        "sent": accepted.message.pk if accepted else NOBODY,
        "sent_at": moment(accepted.at) if accepted else None,
        "next": message.pk if message else NOBODY,
        "at": moment(at),
    }
    if is_new:
        values |= {name: getattr(message, name) for name in ("language", "subject", "text", "html")}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        marked = {pk for (pk,) in cursor.fetchall()}
    if accepted and accepted.message.pk not in marked:
        logger.warning("mail %s was sent, after somebody else had decided on it", accepted.message.key)
    return message is not None and message.pk in marked


@cache
def _hand_over(*, composes: bool, forgets: bool) -> str:
    """Written by hand: to put it together anew for every mail takes the ORM longer than the database to run it."""
    of_the_next = {"state": f"'{MessageState.SENDING.value}'", "claimed_at": "%(at)s", "attempts": "attempts + 1"}
    of_the_sent = {"state": f"'{MessageState.SENT.value}'", "sent_at": "%(sent_at)s", "last_error": "''"}
    if composes:
        of_the_next |= {"composed_at": "%(at)s"}
        of_the_next |= {name: f"%({name})s" for name in ("language", "subject", "text", "html")}
    if forgets:
        of_the_sent |= {"text": "''", "html": "''"}
    changes = ", ".join(
        f"{name} = CASE WHEN id = %(next)s THEN {of_the_next.get(name, name)} ELSE {of_the_sent.get(name, name)} END"
        for name in of_the_next | of_the_sent
    )
    states = ", ".join(f"'{state.value}'" for state in UNDER_WAY)
    is_next = f"id = %(next)s AND state = '{MessageState.WAITING.value}'"
    is_sent = f"id = %(sent)s AND state IN ({states})"
    return (
        f"UPDATE {Message._meta.db_table} SET {changes}"  # noqa: S608 - names of our own
        " WHERE id IN (%(next)s, %(sent)s) AND claimed_by = %(token)s"
        f" AND ({is_next} OR {is_sent}) RETURNING id"
    )


def put_off(token: str, message: Message, *, until: datetime, last_error: str) -> int:
    """It waits for its next attempt, and is composed anew then where it is composed when it leaves."""
    unwritten = {} if message.composed_at else {"composed_at": None, "subject": "", "text": "", "html": ""}
    return _held(token, message).update(
        state=MessageState.WAITING,
        claimed_by="",
        attempts=message.attempts,
        send_after=until,
        last_error=last_error,
        **unwritten,
    )


def end_one(token: str, message: Message, state: MessageState, *, last_error: str) -> int:
    """It has its last state, if this sender still has it."""
    return end(_held(token, message), state, attempts=message.attempts, last_error=last_error)


def _held(token: str, *messages: Message) -> QuerySet[Message]:
    """Those of the messages that this sender still has."""
    return Message.objects.filter(pk__in=[one.pk for one in messages], claimed_by=token, state__in=UNDER_WAY)


def give_up_stale_claims(*, at: datetime) -> int:
    """Of what a dead sender was sending nobody knows whether it went out; a person decides, or the setting.

    The claim stays with the message: should its sender be alive after all, its success still counts.
    """
    stale = Message.objects.stale_claims(at, rules.CLAIM_IS_STALE_AFTER)
    last_error = "sender died after claiming"
    if settings.MAIL_RESEND_UNKNOWN:
        return stale.update(state=MessageState.WAITING, last_error=last_error)
    return end(stale, MessageState.UNKNOWN, last_error=last_error)


def end(messages: QuerySet[Message], state: MessageState, **noted) -> int:
    """Give messages their last state; what was secret in them is forgotten. Returns how many."""
    forgotten = {
        body: Case(When(is_secret=True, then=Value("")), default=F(body), output_field=Message._meta.get_field(body))
        for body in ("text", "html")
    }
    return messages.update(state=state, **forgotten, **noted)
