from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.rules import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The calendar as the secretariat keeps it; one query."""
    days = list(CalendarDay.objects.values_list("day", "kind"))
    return WorkingCalendar(
        days_off=frozenset(day for day, kind in days if kind == DayKind.DAY_OFF),
        worked=frozenset(day for day, kind in days if kind == DayKind.WORKED),
    )
