import pytest

from tasks_app.calendar.actions import load_public_holidays
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tests.calendar.days import DAYS_OFF_2024, WORKED_2024

pytestmark = pytest.mark.django_db


def weekdays_off() -> set:
    return {day.day for day in CalendarDay.objects.filter(kind=DayKind.DAY_OFF) if day.day.weekday() < 5}


def test_the_holidays_of_a_year_are_those_that_the_government_announced():
    load_public_holidays(years=[2024])

    assert weekdays_off() == {day for day in DAYS_OFF_2024 if day.weekday() < 5}
    assert {day.day for day in CalendarDay.objects.filter(kind=DayKind.WORKED)} == set(WORKED_2024)


def test_each_day_has_its_name_in_both_languages():
    load_public_holidays(years=[2024])

    day = CalendarDay.objects.get(day=DAYS_OFF_2024[0])
    assert (day.name_vi, day.name_en) == ("Tết Dương lịch", "New Year's Day")


def test_only_the_asked_years_are_entered():
    load_public_holidays(years=[2024])

    assert set(CalendarDay.objects.values_list("day__year", flat=True)) == {2024}


def test_loading_twice_changes_nothing():
    entered = load_public_holidays(years=[2024])

    assert entered == CalendarDay.objects.count()
    assert load_public_holidays(years=[2024]) == 0


def test_what_the_secretariat_entered_stays():
    day = WORKED_2024[0]
    CalendarDay.objects.create(day=day, kind=DayKind.DAY_OFF, name_vi="Nghỉ", name_en="Off", notice_number="1/TB")

    load_public_holidays(years=[2024])

    assert CalendarDay.objects.get(day=day).notice_number == "1/TB"
