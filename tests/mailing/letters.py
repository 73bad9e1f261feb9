"""Mails that wait on the morning of Tuesday 15 October 2024, and composers for them."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date

from tasks_app.common.dates import at_time
from tasks_app.mailing import rendering
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tests.factories import MessageFactory

DAY = date(2024, 10, 15)
AT = at_time(DAY, 7, 15)


def waiting(**given) -> Message:
    return MessageFactory(**({"created_at": AT, "expires_at": at_time(DAY, 16, 30)} | given))


def unwritten(**given) -> Message:
    """Of a kind that is composed when it leaves; see ``composed_by``."""
    return waiting(**({"kind": "late", "composed_at": None, "subject": "", "text": "", "html": ""} | given))


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def says(words: str) -> Rendered:
    return Rendered(subject=words, text=f"{words}\n", html=f"<p>{words}</p>", language="en")


@contextmanager
def composed_by(prepare: Callable, kind: str = "late"):
    """For the block, ``prepare`` is the composer of a kind."""
    before = dict(rendering._composers)
    rendering.register_composer(kind, prepare)
    try:
        yield
    finally:
        rendering._composers.clear()
        rendering._composers.update(before)
