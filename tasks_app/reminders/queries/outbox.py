"""The mails that were written, and what they remind of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tasks_app.common.dates import at_time
from tasks_app.common.text import folded
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import outbox
from tasks_app.people.models import Person
from tasks_app.reminders.models import Reminder


def messages(*, state: str = "", kind: str = "", words: str = "", day: date | None = None) -> QuerySet[Message]:
    """The mails that may be shown, newest first. ``words`` are looked for in the person's name, without marks, and
    in the address; ``day``: on which they were to leave."""
    found = outbox()
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if day:
        found = found.filter(due_at__gte=at_time(day, 0), due_at__lt=at_time(day + timedelta(days=1), 0))
    if words.strip():
        found = found.filter(Q(to_person__search__contains=folded(words)) | Q(to_address__icontains=words.strip()))
    return found


def whole_messages() -> QuerySet[Message]:
    """The mails that may be shown, with their bodies."""
    return outbox().defer(None).select_related("to_person", "settled_by")


def digest_key(recipient: Person, day: date) -> str:
    """By which a person has one digest a day."""
    return f"digest:{recipient.pk}:{day:%Y-%m-%d}"


def digests_of(day: date) -> QuerySet[Message]:
    """The digests that were written for a day."""
    return Message.objects.filter(kind=Notice.DIGEST, key__endswith=f":{day:%Y-%m-%d}")


def lines_of(messages: Collection[Message]) -> QuerySet[Reminder]:
    """The lines that these mails carry, as far as their words depend on them."""
    its = Reminder.objects.filter(message__in=[message.pk for message in messages])
    return its.defer("planned_on").order_by("pk")


def ledger_of(message: Message) -> QuerySet[Reminder]:
    """The lines of the ledger that a mail carries, with all that is shown of them."""
    return (
        Reminder.objects.filter(message=message)
        .select_related("assignment__task__key_task", "assignment__organisation")
        .order_by("-stage", "assignment__task__key_task__number", "assignment__task__order", "pk")
    )
