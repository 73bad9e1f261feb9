"""What was planned on the last days, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from tasks_app.common.dates import LOCAL, at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import outbox
from tasks_app.reminders.queries.digests import PLANNED

DAYS = 5
MOST_FAILED = 10


@dataclass(frozen=True)
class SentDay:
    """A day that was planned: how many mails and reminders were written, and how many mails are in each state now."""

    day: date
    mails: int
    reminders: int
    states: Counter[str] = field(default_factory=Counter)


def sent_days() -> list[SentDay]:
    """The last days that were planned, the newest first; two queries."""
    planned = Entry.objects.filter(subject_kind="day", verb=PLANNED).order_by("-subject_id")
    days = {
        date.fromordinal(number): details for number, details in planned.values_list("subject_id", "details")[:DAYS]
    }
    states: dict[date, Counter[str]] = defaultdict(Counter)
    if days:
        for day, state, number in (
            _digests_between(min(days), max(days))
            .annotate(day=TruncDate("due_at", tzinfo=LOCAL))
            .order_by()
            .values_list("day", "state")
            .annotate(number=Count("pk"))
        ):
            states[day][state] = number
    return [SentDay(day, its["mails"], its["reminders"], states[day]) for day, its in days.items()]


def failed_digests(days: Sequence[SentDay]) -> list[Message]:
    """The digests of these days that were refused for good, the newest first; with the person and his organisation."""
    if not days:
        return []
    found = outbox().filter(
        state=MessageState.FAILED, pk__in=_digests_between(days[-1].day, days[0].day).order_by().values("pk")
    )
    return list(found.select_related("to_person__organisation")[:MOST_FAILED])


def _digests_between(first: date, last: date) -> QuerySet[Message]:
    """A digest leaves on the day that it was written for, and on no other."""
    begins, ends = at_time(first), at_time(last + timedelta(days=1))
    return Message.objects.filter(kind=Notice.DIGEST, due_at__gte=begins, due_at__lt=ends)
