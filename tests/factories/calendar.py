from datetime import date

import factory

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay


class CalendarDayFactory(factory.django.DjangoModelFactory):
    """Monday 2 September 2024, off, not confirmed yet."""

    class Meta:
        model = CalendarDay

    day = date(2024, 9, 2)
    kind = DayKind.DAY_OFF
    name_vi = "Quốc khánh"
    name_en = "National Day"
