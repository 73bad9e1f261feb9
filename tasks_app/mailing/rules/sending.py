"""When mail leaves, and when one that could not be delivered is tried again."""

from datetime import date, datetime, timedelta
from typing import Protocol

from tasks_app.common.dates import LOCAL, at_time
from tasks_app.options.rules import Hours

PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 30, 60)]
CHUNK = 200  # messages that a sender takes at once; what they say is looked up for all of them together
LEASE = timedelta(minutes=5)  # after which others may take what it has not come to
CLAIM_IS_STALE_AFTER = timedelta(minutes=15)
A_RUN_ENDS_AFTER = timedelta(minutes=5)
FAILURES_END_A_RUN = 3  # of the server, one after the other
ATTEMPTS_TO_PREPARE = len(PAUSES) + 1
PERMANENT = range(500, 600)
IS_LATE_AFTER = timedelta(hours=1)
EXPIRY_IS_NEWS_FOR = timedelta(days=3)  # what expired on a Friday afternoon is still said on Monday morning


class WorkingDays(Protocol):
    """What is asked of a working calendar here; who keeps it stands to the right of this column."""

    def counts_until(self, day: date) -> date:
        """The day itself where it is worked, or the next that is."""

    def first_working_day_after(self, day: date) -> date: ...


def next_attempt(at: datetime, *, attempts: int, expires_at: datetime) -> datetime | None:
    """When to try again after ``attempts`` failures, or None where that would be after the message expires."""
    again = at + PAUSES[min(attempts, len(PAUSES)) - 1]
    return again if again <= expires_at else None


def is_permanent(reply_code: int | None) -> bool:
    """Whether an SMTP reply code (RFC 5321, 4.2.1) says that trying again is of no use."""
    return reply_code in PERMANENT if reply_code is not None else False


def is_hour_of_sending(at: datetime, hours: Hours) -> bool:
    """Whether mail about work may leave at a moment of a working day."""
    first, last = sending_window(at.astimezone(LOCAL).date(), hours)
    return first <= at <= last


def sending_window(day: date, hours: Hours) -> tuple[datetime, datetime]:
    """The first moment and the last in which a mail may leave on a working day."""
    first, last = hours.sent_from, hours.sent_until
    return at_time(day, first.hour, first.minute), at_time(day, last.hour, last.minute)


def next_sending(at: datetime, calendar: WorkingDays, hours: Hours) -> tuple[datetime, datetime]:
    """From when a mail written now may leave, and when it is stale: the end of the working day after that.

    Nobody gets mail at night or on a day off; it waits until the next morning.
    """
    day = at.astimezone(LOCAL).date()
    if at >= sending_window(day, hours)[1]:
        day += timedelta(days=1)
    day = calendar.counts_until(day)
    leaves = max(at, sending_window(day, hours)[0])
    return leaves, sending_window(calendar.first_working_day_after(day), hours)[1]
