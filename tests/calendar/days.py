"""The working calendar of 2024 as the Government announced it, written by hand: not what a package says."""

from datetime import date, timedelta

from tasks_app.calendar.rules import WorkingCalendar

TET = [date(2024, 2, 8) + timedelta(days=n) for n in range(7)]
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
CALENDAR_2024 = WorkingCalendar(days_off=frozenset(DAYS_OFF_2024), worked=frozenset(WORKED_2024))
PLAIN = WorkingCalendar()
