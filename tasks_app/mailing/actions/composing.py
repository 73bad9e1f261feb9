"""What is composed when it leaves: a chunk at a time, so that it takes few queries."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered, composer_for

logger = logging.getLogger(__name__)

Compose = Callable[[Message], Rendered | None]


class NotPrepared(RuntimeError):
    """A kind's composer could not load what it needs; none of its messages can be written now."""


def prepared(messages: Sequence[Message], *, at: datetime) -> tuple[dict[str, Compose], dict[str, NotPrepared]]:
    """How to compose those that are still to be written, by their kinds, and the kinds for which that failed."""
    by_kind = defaultdict(list)
    for message in messages:
        if message.composed_at is None:
            by_kind[message.kind].append(message)
    compose, failed = {}, {}
    for kind, of_kind in by_kind.items():
        try:
            compose[kind] = composer_for(kind)(of_kind, at=at)
        except Exception as error:  # the other kinds go on
            logger.exception("%d mails of the kind %s could not be prepared", len(of_kind), kind)
            failed[kind] = NotPrepared(f"{type(error).__name__}: {error}")
    return compose, failed
