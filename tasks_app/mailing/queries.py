from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from tasks_app.mailing import rules
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message


@dataclass(frozen=True)
class OutboxHealth:
    """``waits``: for how long the oldest message waits that should have gone out, however often it was tried since;
    ``expired`` counts those of the last days that were given up unsent; ``failed`` and ``unknown`` count what a person
    must look at; ``delivered_at``: when a mail last went out."""

    waits: timedelta | None
    failed: int
    unknown: int
    expired: int
    delivered_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.waits is not None and self.waits > rules.IS_LATE_AFTER


def outbox() -> QuerySet[Message]:
    """The messages that may be shown, newest first, with the person and without the bodies."""
    return Message.objects.showable().select_related("to_person").defer("text", "html")


def outbox_health(*, at: datetime) -> OutboxHealth:
    """How the outbox stands at a moment; one query."""
    is_unsent = Q(state__in=[MessageState.WAITING, MessageState.SENDING], due_at__lte=at)
    is_news = Q(state=MessageState.EXPIRED, expires_at__gte=at - rules.EXPIRY_IS_NEWS_FOR)
    found = Message.objects.aggregate(
        oldest=Min("due_at", filter=is_unsent),
        delivered_at=Max("sent_at"),
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
        unknown=Count("pk", filter=Q(state=MessageState.UNKNOWN)),
        expired=Count("pk", filter=is_news),
    )
    oldest = found.pop("oldest")
    return OutboxHealth(waits=at - oldest if oldest else None, **found)


def held_people(at: datetime) -> tuple[bool, frozenset[int]]:
    """Whether all mail about work is held at a moment, and whose (primary keys). Nothing can be held yet."""
    return False, frozenset()
