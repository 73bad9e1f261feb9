"""The one clock that the edge (views, jobs, admin, commands) reads.

In production it is the real time. A demonstration starts at 08:00 of ``DEMO_DAY`` at the moment
its data are loaded and runs on from there, so that the plan of 2024 keeps its real dates.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tasks_app.common.dates import LOCAL, at_time

DEMONSTRATION_OPENS_AT = 8

_demonstration_shift: timedelta | None = None


def now() -> datetime:
    """The present moment of the product, aware, in Asia/Ho_Chi_Minh."""
    return (real_now() + _shift()).astimezone(LOCAL)


def real_now() -> datetime:
    """The real time, whatever a demonstration's clock shows: the machinery's health is judged by it."""
    return timezone.now()


def today() -> date:
    """The present day in Asia/Ho_Chi_Minh."""
    return now().date()


def demonstration_day() -> date | None:
    """The day shown on the demonstration clock, or None where the time is real."""
    return today() if settings.DEMO_DAY else None


def forget() -> None:
    """Read the demonstration's start again: it has just been loaded."""
    global _demonstration_shift
    _demonstration_shift = None


def _shift() -> timedelta:
    global _demonstration_shift
    if not settings.DEMO_DAY:
        return timedelta(0)
    if _demonstration_shift is None:
        from tasks_app.common.models import DemonstrationClock

        clock = DemonstrationClock.objects.first()
        if clock is None:
            return at_time(settings.DEMO_DAY, DEMONSTRATION_OPENS_AT) - real_now()
        _demonstration_shift = at_time(clock.starts_on, DEMONSTRATION_OPENS_AT) - clock.loaded_at
    return _demonstration_shift
