"""Days and wall-clock times in Asia/Ho_Chi_Minh (UTC+7, no daylight saving)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(at: datetime) -> date:
    """The day in Asia/Ho_Chi_Minh of an aware moment; a server may run on UTC."""
    return at.astimezone(LOCAL).date()


def at_time(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The aware moment of a wall-clock time on a day in Asia/Ho_Chi_Minh."""
    return datetime.combine(day, time(hour, minute), LOCAL)
