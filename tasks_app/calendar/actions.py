from collections.abc import Iterable
from datetime import date

from django.db import transaction

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay


@transaction.atomic
def load_public_holidays(*, years: Iterable[int]) -> int:
    """Enter the public holidays of Viet Nam and the swapped days that the ``holidays`` package knows.

    Days that are entered already stay as they are: the secretariat's word goes before the package's,
    which misses some swaps of the Government. Returns the number of days entered.
    """
    import holidays

    years = list(years)
    in_vietnamese = holidays.country_holidays("VN", years=years, language="vi")
    in_english = holidays.country_holidays("VN", years=years, language="en_US")
    days = [
        CalendarDay(day=day, kind=DayKind.DAY_OFF, name_vi=name, name_en=in_english[day])
        for day, name in in_vietnamese.items()
    ]
    days += [_swapped(day) for day in in_vietnamese.weekend_workdays if day.year in years]
    known = set(CalendarDay.objects.values_list("day", flat=True))
    new = [day for day in days if day.day not in known]
    CalendarDay.objects.bulk_create(new)
    return len(new)


def _swapped(day: date) -> CalendarDay:
    return CalendarDay(day=day, kind=DayKind.WORKED, name_vi="Ngày làm bù (hoán đổi)", name_en="Swapped working day")
