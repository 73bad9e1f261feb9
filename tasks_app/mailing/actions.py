import logging
import re
import smtplib
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.db.models import Case, F, QuerySet, Value, When

from tasks_app.mailing import rules
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered

logger = logging.getLogger(__name__)

NOT_OF_AN_ATOM = re.compile(r"[^A-Za-z0-9._-]+")


class MailOutsideTransaction(RuntimeError):
    """A message must be written with the change that it tells of, or not at all."""


def queue(
    rendered: Rendered,
    *,
    key: str,
    kind: str,
    to_address: str,
    to_person=None,
    at: datetime,
    send_after: datetime | None = None,
    expires_at: datetime,
    headers: dict[str, str] | None = None,
    is_secret: bool = False,
) -> Message | None:
    """Put a mail into the outbox; a job delivers it.

    ``key`` is the message's natural key: a second mail with the same key is not written, and None
    is returned. Raises MailOutsideTransaction outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise MailOutsideTransaction(key)
    message = Message(
        key=key,
        kind=kind,
        to_person=to_person,
        to_address=to_address,
        language=rendered.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=headers or {},
        is_secret=is_secret,
        created_at=at,
        due_at=send_after or at,
        send_after=send_after or at,
        expires_at=expires_at,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if Message.objects.filter(key=key).exists():
            return None
        raise
    return message


def supersede_older(message: Message) -> int:
    """Take back the person's earlier mails of this kind that still wait: the new one says it all. Returns how many."""
    return Message.objects.filter(
        kind=message.kind,
        to_person=message.to_person,
        state=MessageState.WAITING,
        send_after__lt=message.send_after,
    ).update(state=MessageState.SUPERSEDED)


def deliver_due(*, at: datetime, limit: int = 200) -> dict[str, int]:
    """Send what is due, one claim at a time; returns how many messages ended in each state.

    A message is claimed by a conditional UPDATE and committed before the server is spoken to, so
    two senders never send the same one; a sender that dies in between leaves a claim that becomes
    *unknown*, which a person resolves. One bad address never stops the others. A run ends after
    some minutes, long before its own claims could be taken for stale; the next one goes on.
    """
    outcome: dict[str, int] = {}
    _give_up_stale_claims(at)
    started = monotonic()
    connection = get_connection()
    try:
        for pk in list(Message.objects.due(at).values_list("pk", flat=True)[:limit]):
            moment = at + timedelta(seconds=monotonic() - started)
            if moment - at > rules.A_RUN_ENDS_AFTER:
                break
            message = _claim(pk, at=moment)
            if message is not None:
                state = _send(message, connection, at=moment)
                outcome[state] = outcome.get(state, 0) + 1
    finally:
        _close(connection)
    return outcome


def _give_up_stale_claims(at: datetime) -> None:
    stale = Message.objects.stale_claims(at, rules.CLAIM_IS_STALE_AFTER)
    _end(stale, MessageState.UNKNOWN, last_error="sender died after claiming")


def _end(messages: QuerySet[Message], state: MessageState, **noted) -> int:
    """Give messages their last state; what was secret in them is forgotten. Returns how many."""
    forgotten = {
        body: Case(When(is_secret=True, then=Value("")), default=F(body), output_field=Message._meta.get_field(body))
        for body in ("text", "html")
    }
    return messages.update(state=state, **forgotten, **noted)


def _claim(pk: int, *, at: datetime) -> Message | None:
    """The message, if this sender is the one that got it, it is still due, and it has not expired."""
    due = Message.objects.due(at).order_by().filter(pk=pk)
    if _end(due.filter(expires_at__lt=at), MessageState.EXPIRED):
        return None
    if not due.update(state=MessageState.SENDING, claimed_at=at):
        return None
    return Message.objects.get(pk=pk)


def _send(message: Message, connection, *, at: datetime) -> str:
    message.attempts += 1
    try:
        _compose(message, connection).send()
    except (smtplib.SMTPException, OSError) as error:
        _note_failure(message, error, at=at)
        # A connection that has failed once is opened anew for the next message.
        _close(connection)
    except ValueError as error:
        # A header or an address that cannot be written (BadHeaderError, UnicodeError): never sent, and never will be.
        message.state = MessageState.FAILED
        _note(message, error)
    else:
        message.state, message.sent_at, message.last_error = MessageState.SENT, at, ""
    if message.is_secret and message.state != MessageState.WAITING:
        message.text = message.html = ""
    message.save(update_fields=["state", "attempts", "sent_at", "last_error", "send_after", "text", "html"])
    return message.state


def _compose(message: Message, connection) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to_address],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": _message_id(message), **message.headers},
        connection=connection,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _message_id(message: Message) -> str:
    """The same however often it is sent, so that a mailbox recognises what came twice."""
    return f"<{NOT_OF_AN_ATOM.sub('.', message.key)}@{urlsplit(settings.SITE_URL).hostname}>"


def _close(connection) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        logger.info("the mail server had gone before it was taken leave of")


def _note_failure(message: Message, error: Exception, *, at: datetime) -> None:
    again = rules.next_attempt(at, attempts=message.attempts, expires_at=message.expires_at)
    if rules.is_permanent(_reply_code(error)):
        message.state = MessageState.FAILED
    elif again is None:
        message.state = MessageState.EXPIRED
    else:
        message.state, message.send_after = MessageState.WAITING, again
    _note(message, error)


def _note(message: Message, error: Exception) -> None:
    message.last_error = f"{type(error).__name__}: {error}"
    logger.warning("mail %s: %s (%s)", message.key, message.state, message.last_error)


def _reply_code(error: Exception) -> int | None:
    """What the server said of this message or its address.

    A refusal to talk to us at all (sign-in, greeting, our own address) is about the server's settings
    or ours: it says nothing about the message, which is tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPDataError) else None
