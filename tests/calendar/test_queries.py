from datetime import date

import pytest

from tasks_app.calendar.actions import load_public_holidays
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.queries import working_calendar

pytestmark = pytest.mark.django_db


def test_the_calendar_is_what_was_entered():
    load_public_holidays(years=[2024])

    calendar = working_calendar()

    assert not calendar.is_working_day(date(2024, 4, 29))
    assert calendar.is_working_day(date(2024, 5, 4))


def test_a_day_that_the_secretariat_enters_counts_at_once():
    CalendarDay.objects.create(day=date(2024, 10, 16), kind=DayKind.DAY_OFF, name_vi="Nghỉ bão", name_en="Storm")

    assert working_calendar().counts_until(date(2024, 10, 16)) == date(2024, 10, 17)


def test_the_whole_calendar_is_one_query(queries):
    load_public_holidays(years=[2024, 2025])

    assert queries(working_calendar) == 1
