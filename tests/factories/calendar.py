from datetime import date

import factory

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.common import clock
from tasks_app.plan.actions import follow_calendar


class CalendarDayFactory(factory.django.DjangoModelFactory):
    """Monday 2 September 2024, off, not confirmed yet."""

    class Meta:
        model = CalendarDay

    day = date(2024, 9, 2)
    kind = DayKind.DAY_OFF
    name_vi = "Quốc khánh"
    name_en = "National Day"

    @classmethod
    def _create(cls, model_class, *args, **given):
        """Deadlines follow the calendar, as they do when the secretariat enters a day."""
        day = super()._create(model_class, *args, **given)
        follow_calendar(at=clock.now())
        return day
