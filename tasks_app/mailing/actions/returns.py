"""Mails that come back."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from tasks_app.mailing import rules
from tasks_app.mailing.actions.acts import NotPossible, mark_returned
from tasks_app.mailing.actions.letters import message_id
from tasks_app.mailing.models import Message


def take_back(mail: EmailMessage, *, at: datetime) -> Message | None:
    """Mark what a mail server's report says came back; None for other mail, and for what has been marked before."""
    bounce = rules.bounce_in(mail)
    message = _sent_as(bounce.message_id) if bounce else None
    if message is None:
        return None
    try:
        return mark_returned(message, reason=bounce.reason or "no reason given", by=None, at=at)
    except NotPossible:
        return None


def _sent_as(its_id: str) -> Message | None:
    """Keys are words joined by colons, which become dots in the Message-ID."""
    local = its_id.strip("<>").rpartition("@")[0]
    for message in Message.objects.filter(key__in=[local, local.replace(".", ":")]).order_by("pk"):
        if message_id(message) == its_id:
            return message
    return None
