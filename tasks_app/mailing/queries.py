from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message


@dataclass(frozen=True)
class OutboxHealth:
    """``oldest_unsent_at``: since when the oldest message waits that should have gone out by now;
    ``failed`` and ``unknown`` count what a person must look at."""

    oldest_unsent_at: datetime | None
    failed: int
    unknown: int


def outbox() -> QuerySet[Message]:
    """The messages that may be shown, newest first, with the person and without the bodies."""
    return Message.objects.showable().select_related("to_person").defer("text", "html")


def outbox_health(*, at: datetime) -> OutboxHealth:
    """How the outbox stands at a moment; one query."""
    is_due = Q(state=MessageState.WAITING, send_after__lte=at)
    found = Message.objects.aggregate(
        oldest=Min("send_after", filter=is_due),
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
        unknown=Count("pk", filter=Q(state=MessageState.UNKNOWN)),
    )
    return OutboxHealth(found["oldest"], found["failed"], found["unknown"])
