"""Every reminder that was written, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tasks_app.common.text import folded
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import outbox
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.reminders.models import Reminder

LEFT_OUT = "left_out"  # beside the states of mails: the mail was written out and did not say it any more
REMEMBERED_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Asked:
    """What the ledger is narrowed to. ``words``: in task or organisation; ``state``: of the mail, or LEFT_OUT."""

    person: str = ""
    words: str = ""
    assignment: int | None = None
    subject: str = ""
    state: str = ""
    first: date | None = None
    last: date | None = None


def ledger(asked: Asked) -> QuerySet[Reminder]:
    """The reminders that match, the newest day first, with all that is shown of them."""
    found = Reminder.objects.order_by("-planned_on", "-pk")
    if asked.state == LEFT_OUT:
        found = found.filter(left_out=True)
    elif asked.state:
        found = found.filter(message__state=asked.state, left_out=False)
    if asked.subject:
        found = found.filter(subject=asked.subject)
    if asked.assignment:
        found = found.filter(assignment=asked.assignment)
    if asked.first:
        found = found.filter(planned_on__gte=asked.first)
    if asked.last:
        found = found.filter(planned_on__lte=asked.last)
    for word in folded(asked.person).split():
        found = found.filter(recipient__search__contains=word)
    for word in folded(asked.words).split():
        found = found.filter(
            Q(assignment__task__search__contains=word) | Q(assignment__organisation__search__contains=word)
        )
    return _with_what_is_shown(found)


def history_of(assignment: Assignment) -> list[Reminder]:
    """The reminders of an assignment, of whatever belongs to it, the newest first; one query."""
    return list(
        _with_what_is_shown(assignment.reminders.order_by("-planned_on", "-stage", "recipient__name_key", "pk"))
    )


def digests_to(person: Person, *, at: datetime) -> QuerySet[Message]:
    """The daily mails to a person of the last three months, the newest first, without their bodies."""
    return outbox().filter(kind=Notice.DIGEST, to_person=person, due_at__gte=at - REMEMBERED_FOR).order_by("-due_at")


def lines_in(messages: Iterable[Message]) -> dict[int, list[Reminder]]:
    """The reminders that some mails (primary keys) carry, the most urgent stage first; one query."""
    found: dict[int, list[Reminder]] = defaultdict(list)
    its = Reminder.objects.filter(message__in=messages).order_by("-stage", "pk")
    for line in _with_what_is_shown(its):
        found[line.message_id].append(line)
    return found


def _with_what_is_shown(rows: QuerySet[Reminder]) -> QuerySet[Reminder]:
    return rows.select_related(
        "recipient", "for_person", "message", "assignment__task__key_task", "assignment__organisation"
    ).defer("message__text", "message__html")
