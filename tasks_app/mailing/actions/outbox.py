"""Into the outbox."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered


class MailOutsideTransaction(RuntimeError):
    """A message must be written with the change that it tells of, or not at all."""


def queue(
    rendered: Rendered | None,
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

    ``rendered`` is None where the kind has a composer: the mail is then written when it leaves, of what is so by then.
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
        headers=headers or {},
        is_secret=is_secret,
        created_at=at,
        due_at=send_after or at,
        send_after=send_after or at,
        expires_at=expires_at,
    )
    if rendered:
        message.write(rendered)
        message.composed_at = at
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
