from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message


@dataclass(frozen=True)
class OutboxHealth:
    """``oldest_unsent_at``: since when the oldest message waits that should have gone out by now."""

    oldest_unsent_at: datetime | None
    failed: int
    unknown: int


def outbox() -> QuerySet[Message]:
    """The messages that may be shown, newest first, with the person and without the bodies."""
    return Message.objects.showable().select_related("to_person").defer("text", "html")


def outbox_health(*, at: datetime) -> OutboxHealth:
    oldest = Message.objects.due(at).aggregate(oldest=Min("send_after"))["oldest"]
    counts = dict(
        Message.objects.filter(state__in=[MessageState.FAILED, MessageState.UNKNOWN])
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return OutboxHealth(oldest, counts.get(MessageState.FAILED, 0), counts.get(MessageState.UNKNOWN, 0))
