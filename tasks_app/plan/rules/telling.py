"""When people are told what happened to their work."""

from datetime import datetime, timedelta

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.mailing.rules import sending_window
from tasks_app.options.rules import Hours

GATHERED_FOR = timedelta(minutes=5)  # a series of decisions becomes one mail


def is_time_to_tell(at: datetime, calendar: WorkingCalendar, hours: Hours) -> bool:
    day = local_day(at)
    first, last = sending_window(day, hours)
    return calendar.is_working_day(day) and first <= at < last


def told_since(at: datetime, calendar: WorkingCalendar) -> datetime:
    """What happened before the last working day is old news: the pages have shown it, and no mail tells it."""
    return at_time(calendar.last_working_day_before(local_day(at)))
