"""When a mail that could not be delivered is tried again."""

from datetime import datetime, timedelta

PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 30, 60)]
CLAIM_IS_STALE_AFTER = timedelta(minutes=15)
A_RUN_ENDS_AFTER = timedelta(minutes=5)
PERMANENT = range(500, 600)
IS_LATE_AFTER = timedelta(hours=1)
EXPIRY_IS_NEWS_FOR = timedelta(days=3)  # what expired on a Friday afternoon is still said on Monday morning


def next_attempt(at: datetime, *, attempts: int, expires_at: datetime) -> datetime | None:
    """When to try again after ``attempts`` failures, or None where that would be after the message expires."""
    again = at + PAUSES[min(attempts, len(PAUSES)) - 1]
    return again if again <= expires_at else None


def is_permanent(reply_code: int | None) -> bool:
    """Whether an SMTP reply code (RFC 5321, 4.2.1) says that trying again is of no use."""
    return reply_code in PERMANENT if reply_code is not None else False
