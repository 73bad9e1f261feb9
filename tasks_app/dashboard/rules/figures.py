"""Arithmetic of figures, and when a job's silence is an alarm."""

from datetime import datetime, timedelta

# The timetable runs them every five minutes and every minute; a restart may cost a few turns.


def percentage(part: int, whole: int) -> float | None:
    """In per cent with one decimal, rounded down: "100 %" is said only where nothing is missing. None of nothing."""
    return part * 1000 // whole / 10 if whole else None


def is_late(succeeded_at: datetime | None, *, limit: timedelta, at: datetime) -> bool:
    """Whether a job has not done its work for too long; one that never did is late."""
    return succeeded_at is None or at - succeeded_at > limit
