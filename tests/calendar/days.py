"""The working calendars as the Government announced them, written by hand: not what a package says."""

from datetime import date, timedelta

from tasks_app.calendar.rules import WorkingCalendar


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


TET = _days(date(2024, 2, 8), date(2024, 2, 14))
DAYS_OFF_2024 = [
    date(2024, 1, 1),
    *TET,
    date(2024, 4, 18),
    date(2024, 4, 29),  # for Saturday 4 May
    date(2024, 4, 30),
    date(2024, 5, 1),
    date(2024, 9, 2),
    date(2024, 9, 3),
]
WORKED_2024 = [date(2024, 5, 4)]

DAYS_OFF_2025 = [
    date(2025, 1, 1),
    *_days(date(2025, 1, 27), date(2025, 1, 31)),  # Tết
    date(2025, 4, 7),
    date(2025, 4, 30),
    date(2025, 5, 1),
    date(2025, 5, 2),  # for Saturday 26 April
    date(2025, 9, 1),
    date(2025, 9, 2),
]
WORKED_2025 = [date(2025, 4, 26)]

DAYS_OFF_2026 = [
    date(2026, 1, 1),
    date(2026, 1, 2),  # for Saturday 10 January
    *_days(date(2026, 2, 16), date(2026, 2, 20)),  # Tết
    date(2026, 4, 27),  # the Hùng Kings' day falls on the Sunday before
    date(2026, 4, 30),
    date(2026, 5, 1),
    date(2026, 8, 31),  # for Saturday 22 August
    date(2026, 9, 1),
    date(2026, 9, 2),
    date(2026, 11, 24),
]
WORKED_2026 = [date(2026, 1, 10), date(2026, 8, 22)]

CALENDAR_2024 = WorkingCalendar(days_off=frozenset(DAYS_OFF_2024), worked=frozenset(WORKED_2024))
CALENDAR_2025 = WorkingCalendar(days_off=frozenset(DAYS_OFF_2025), worked=frozenset(WORKED_2025))
CALENDAR_2026 = WorkingCalendar(days_off=frozenset(DAYS_OFF_2026), worked=frozenset(WORKED_2026))
PLAIN = WorkingCalendar()
