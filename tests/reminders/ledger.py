"""What the tests of reminders say in one line."""

from datetime import date

from django.db.models import F, QuerySet

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.reminders.actions import Planning, plan_reminders, prepare_digests
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.queries import Digest, Line, lines
from tasks_app.reminders.queries import digests as digests_of_lines

PLAIN = WorkingCalendar()


def all_due(day: date, calendar: WorkingCalendar = PLAIN, *, hour: int = 7) -> list[Line]:
    return lines(day=day, at=at_time(day, hour), calendar=calendar)


def due(day: date, calendar: WorkingCalendar = PLAIN) -> list[tuple[Person, Assignment, int]]:
    """Who would be reminded of which work of his, at which stage; the most urgent first, by given name."""
    its = [line for line in all_due(day, calendar) if line.subject == Subject.WORK and not line.is_copy]
    people = Person.objects.in_bulk({line.recipient_id for line in its})
    work = Assignment.objects.in_bulk({line.assignment_id for line in its})
    its.sort(key=lambda line: (people[line.recipient_id].name_key, line.recipient_id, -line.stage, line.assignment_id))
    return [(people[line.recipient_id], work[line.assignment_id], line.stage) for line in its]


def stages(day: date, calendar: WorkingCalendar = PLAIN) -> list[int]:
    return [stage for _, _, stage in due(day, calendar)]


def plan(day: date, *, hour: int = 7, calendar: WorkingCalendar = PLAIN) -> Planning:
    return plan_reminders(day=day, at=at_time(day, hour), calendar=calendar)


def ledger() -> list[tuple[date, int]]:
    return list(Reminder.objects.order_by("planned_on", "stage", "pk").values_list("planned_on", "stage"))


def digests() -> list[Message]:
    return list(Message.objects.filter(kind=Notice.DIGEST).order_by("send_after", "pk"))


def sent(messages: QuerySet[Message] | None = None) -> None:
    """Every mail that waits, or those of ``messages``, has left."""
    its = Message.objects.filter(state=MessageState.WAITING) if messages is None else messages
    its.update(state=MessageState.SENT, sent_at=F("send_after"), composed_at=F("send_after"), subject="Nhắc việc")


def composed(message: Message, *, hour: int = 8) -> Rendered | None:
    """What a digest says when it is sent on the day it was planned for."""
    day = message.expires_at.date()
    return prepare_digests([message], at=at_time(day, hour))(message)


def planned_digests(day: date, calendar: WorkingCalendar = PLAIN) -> list[Digest]:
    """What the mails of a day would say, by given name; those that would say nothing are none."""
    found = digests_of_lines(all_due(day, calendar), day=day, calendar=calendar).by_recipient.values()
    return sorted((one for one in found if not one.is_empty), key=lambda one: one.recipient.name_key)
