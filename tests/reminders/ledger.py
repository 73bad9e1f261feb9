"""What the tests of reminders say in one line."""

from datetime import date

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.reminders.actions import Planning, plan_reminders
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.queries import due_digests

PLAIN = WorkingCalendar()


def due(day: date, calendar: WorkingCalendar = PLAIN) -> list[tuple[Person, Assignment, int]]:
    """Who would be reminded of what, at which stage."""
    return [
        (digest.recipient, work.assignment, work.stage)
        for digest in due_digests(day=day, calendar=calendar)
        for work in digest.due
    ]


def stages(day: date, calendar: WorkingCalendar = PLAIN) -> list[int]:
    return [stage for _, _, stage in due(day, calendar)]


def plan(day: date, *, hour: int = 7, calendar: WorkingCalendar = PLAIN) -> Planning:
    return plan_reminders(day=day, at=at_time(day, hour), calendar=calendar)


def ledger() -> list[tuple[date, int]]:
    return list(Reminder.objects.order_by("planned_on", "stage", "pk").values_list("planned_on", "stage"))


def digests() -> list[Message]:
    return list(Message.objects.filter(kind=Notice.DIGEST).order_by("send_after", "pk"))
