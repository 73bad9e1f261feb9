from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.rules import SpecialDay, WorkingCalendar, is_last_quarter
from tasks_app.calendar.wording import Change, change
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept
from tasks_app.journal.queries import record_of_all

CHANGES_SHOWN = 20
UNCONFIRMED = Q(notice_number="")


@kept(Part.CALENDAR)
def working_calendar() -> WorkingCalendar:
    """The calendar as the secretariat keeps it; one query where it is kept, else two."""
    days = list(CalendarDay.objects.values_list("day", "kind"))
    return WorkingCalendar(
        days_off=frozenset(day for day, kind in days if kind == DayKind.DAY_OFF),
        worked=frozenset(day for day, kind in days if kind == DayKind.WORKED),
    )


def unconfirmed_days(keys: Iterable[int]) -> QuerySet[CalendarDay]:
    """Those of some days (primary keys) that no official notice confirms yet, in order."""
    return CalendarDay.objects.filter(UNCONFIRMED, pk__in=list(keys))


@dataclass(frozen=True)
class DayOfMonth:
    """A day in the picture of its month. ``special``: what the calendar says of it, if it says something."""

    day: date
    is_worked: bool
    is_today: bool
    special: CalendarDay | None

    @property
    def is_off_by_calendar(self) -> bool:
        """Off although it may be a weekday: a holiday, or a day off by swap."""
        return self.special is not None and not self.is_worked

    @property
    def is_worked_by_calendar(self) -> bool:
        """Worked although it lies on a weekend."""
        return self.special is not None and self.is_worked


@dataclass(frozen=True)
class Month:
    """``weeks``: from Monday to Sunday; None for the days that belong to the months beside it."""

    first: date
    weeks: list[list[DayOfMonth | None]]


@dataclass(frozen=True)
class CalendarYear:
    """A year of the working calendar. ``days``: what is special in it, in order; ``months``: the whole of it."""

    year: int
    days: list[CalendarDay]
    months: list[Month]
    working_days: int

    @property
    def unconfirmed(self) -> list[CalendarDay]:
        return [day for day in self.days if not day.is_confirmed]


def calendar_year(year: int, *, today: date) -> CalendarYear:
    """A year at a glance; one query."""
    days = list(CalendarDay.objects.filter(day__year=year))
    special = {one.day: one for one in days}
    working = WorkingCalendar(
        days_off=frozenset(day for day, one in special.items() if one.kind == DayKind.DAY_OFF),
        worked=frozenset(day for day, one in special.items() if one.kind == DayKind.WORKED),
    )

    def in_month(day: date, month: int) -> DayOfMonth | None:
        if day.month != month:
            return None
        return DayOfMonth(day, working.is_working_day(day), day == today, special.get(day))

    weeks_of = calendar.Calendar().monthdatescalendar
    months = [
        Month(date(year, month, 1), [[in_month(day, month) for day in week] for week in weeks_of(year, month)])
        for month in range(1, 13)
    ]
    return CalendarYear(year, days, months, working.between(date(year - 1, 12, 31), date(year, 12, 31)))


@dataclass(frozen=True)
class YearAhead:
    """What is still missing of next year's calendar; ``entered`` 0: all of it."""

    year: int
    entered: int
    unconfirmed: int


@kept(Part.CALENDAR)
def year_ahead(*, today: date) -> YearAhead | None:
    """What is missing of next year's calendar in the last quarter; None where nothing is, or it is not time yet."""
    if not is_last_quarter(today):
        return None
    year = today.year + 1
    found = CalendarDay.objects.filter(day__year=year).aggregate(
        entered=Count("pk"), unconfirmed=Count("pk", filter=UNCONFIRMED)
    )
    its = YearAhead(year, **found)
    return its if its.unconfirmed or not its.entered else None


def recent_changes() -> list[Change]:
    """What was last done to the calendar, newest first; one query."""
    return [change(entry) for entry in record_of_all(CalendarDay)[:CHANGES_SHOWN]]


def public_holidays(years: Iterable[int]) -> list[SpecialDay]:
    """The public holidays of Viet Nam and the swapped days as the ``holidays`` package knows them, in order.

    No query. The package misses some swaps of the Government, so nothing of this is confirmed.
    """
    import holidays  # it takes a moment and only these pages need it

    years = list(years)
    in_vietnamese = holidays.country_holidays("VN", years=years, language="vi")
    in_english = holidays.country_holidays("VN", years=years, language="en_US")
    days = [SpecialDay(day, DayKind.DAY_OFF, name, in_english[day]) for day, name in in_vietnamese.items()]
    days += [
        SpecialDay(day, DayKind.WORKED, "Ngày làm bù (hoán đổi)", "Swapped working day")
        for day in in_vietnamese.weekend_workdays
        if day.year in years
    ]
    return sorted(days, key=lambda one: one.day)


def holidays_to_enter(years: Iterable[int]) -> list[CalendarDay]:
    """Those of the package's days for which nothing is entered, as they would be entered; one query."""
    known = set(CalendarDay.objects.values_list("day", flat=True))
    return [CalendarDay(**asdict(one)) for one in public_holidays(years) if one.day not in known]
