"""Working days: Monday to Friday but for days off, plus swapped Saturdays and Sundays that are worked.

A deadline that falls on a day off counts until the end of the next working day (Civil Code 2015,
Article 148); days end at 24:00 in Asia/Ho_Chi_Minh.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property

from tasks_app.calendar.enums import DayKind

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)
FRIDAY = 4


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says. ``notice_number``: what confirms it; "" while nothing does."""

    day: date
    kind: DayKind
    name_vi: str
    name_en: str = ""
    notice_number: str = ""

    @property
    def written(self) -> dict[str, str]:
        """As the record keeps it."""
        return asdict(self) | {"day": self.day.isoformat(), "kind": str(self.kind)}


def worked_instead_of(day: date, *, on: date, notice_number: str) -> SpecialDay:
    """The other half of a swap: the day of a weekend ``on`` which is worked what is missed on ``day``."""
    return SpecialDay(
        day=on,
        kind=DayKind.WORKED,
        name_vi=f"Làm bù cho ngày {day:%d/%m/%Y}",
        name_en=f"Worked instead of {day.day} {day:%b %Y}",
        notice_number=notice_number,
    )


def is_last_quarter(day: date) -> bool:
    """When the calendar of the next year has to be there: its days off are announced by then."""
    return day.month >= 10


@dataclass(frozen=True)
class WorkingCalendar:
    """``days_off``: weekdays that are not worked; ``worked``: days of a weekend that are."""

    days_off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.worked:
            return True
        return is_weekday(day) and day not in self.days_off

    def counts_until(self, day: date) -> date:
        """The working day until whose end a deadline on ``day`` is good: the day itself or the next working day."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def first_working_day_after(self, day: date) -> date:
        return self.counts_until(day + ONE_DAY)

    def last_working_day_before(self, day: date) -> date:
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add(self, day: date, working_days: int) -> date:
        """The day that is ``working_days`` after ``day`` (before it, where negative); ``day`` itself for 0."""
        step = ONE_DAY if working_days > 0 else -ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days in the half-open span (start, end]; negative where ``end`` lies before ``start``."""
        return self._working_days_up_to(end) - self._working_days_up_to(start)

    def first_working_day_of_week(self, day: date) -> date | None:
        """The first working day of the week, Monday to Sunday, that ``day`` lies in; None where all of it is off."""
        monday = day - day.weekday() * ONE_DAY
        first = self.counts_until(monday)
        return first if first < monday + ONE_WEEK else None

    def _working_days_up_to(self, day: date) -> int:
        """Working days since the first day that a date can be, a Monday: counted by weeks, not day by day."""
        weeks, rest = divmod(day.toordinal(), 7)
        lost, gained = self._exceptions
        return 5 * weeks + min(rest, 5) - bisect_right(lost, day) + bisect_right(gained, day)

    @cached_property
    def _exceptions(self) -> tuple[list[date], list[date]]:
        """The weekdays that are not worked and the days of a weekend that are, each in order."""
        lost = sorted(day for day in self.days_off - self.worked if is_weekday(day))
        return lost, sorted(day for day in self.worked if not is_weekday(day))

    def latest_start(self, end: date, working_days: int) -> date:
        """The latest day from which so many working days (one or more) lie up to ``end``: the inverse of ``between``.

        between(day, end) >= working_days for exactly the days up to this one, so a database can compare with it.
        """
        left, day = working_days, end
        while left:
            left -= self.is_working_day(day)
            day -= ONE_DAY
        return day

    def runs_of_days_off(self, start: date, end: date) -> Iterator[tuple[date, date, date]]:
        """Each run of days off that touches [start, end], as (first day, last day, the working day after it)."""
        day = start
        while day <= end:
            if self.is_working_day(day):
                day += ONE_DAY
                continue
            after = self.counts_until(day)
            yield day, after - ONE_DAY, after
            day = after


def is_weekday(day: date) -> bool:
    """Whether a day is worked where nothing else is said of it: Monday to Friday."""
    return day.weekday() <= FRIDAY
