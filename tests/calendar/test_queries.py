from datetime import date

import pytest

from tasks_app.calendar.actions import load_public_holidays
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.queries import YearAhead, calendar_year, holidays_to_enter, working_calendar, year_ahead
from tasks_app.common.dates import at_time
from tests.calendar.days import CALENDAR_2024, CALENDAR_2026, DAYS_OFF_2024, WORKED_2024
from tests.factories import CalendarDayFactory

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)


def load(*years: int) -> None:
    load_public_holidays(years=years, by=None, at=at_time(date(2023, 12, 15)))


def enter_2024() -> None:
    for day in DAYS_OFF_2024:
        CalendarDayFactory(day=day)
    for day in WORKED_2024:
        CalendarDayFactory(day=day, kind=DayKind.WORKED)


def test_the_calendar_is_what_was_entered():
    load(2024)

    calendar = working_calendar()

    assert not calendar.is_working_day(date(2024, 4, 29))
    assert calendar.is_working_day(date(2024, 5, 4))


def test_a_day_that_the_secretariat_enters_counts_at_once():
    CalendarDay.objects.create(day=date(2024, 10, 16), kind=DayKind.DAY_OFF, name_vi="Nghỉ bão", name_en="Storm")

    assert working_calendar().counts_until(date(2024, 10, 16)) == date(2024, 10, 17)


def test_the_whole_calendar_is_one_query(queries):
    load(2024, 2025)

    assert queries(working_calendar) == 1


def test_a_year_at_a_glance_has_each_of_its_days_once():
    enter_2024()

    its = calendar_year(2024, today=TODAY)

    shown = [day for month in its.months for week in month.weeks for day in week if day]
    assert [one.day for one in shown] == [date.fromordinal(date(2024, 1, 1).toordinal() + n) for n in range(366)]
    assert all(len(week) == 7 for month in its.months for week in month.weeks)
    assert [one.is_worked for one in shown] == [CALENDAR_2024.is_working_day(one.day) for one in shown]
    assert [one.day for one in shown if one.is_worked_by_calendar] == WORKED_2024
    assert [one.day for one in shown if one.is_off_by_calendar] == DAYS_OFF_2024
    assert [one.day for one in shown if one.is_today] == [TODAY]
    assert its.working_days == 251


def test_days_stand_under_their_weekday():
    its = calendar_year(2024, today=TODAY)

    october = its.months[9].weeks
    assert [day.day.day if day else None for day in october[0]] == [None, 1, 2, 3, 4, 5, 6]


def test_a_year_is_one_query(queries):
    enter_2024()

    assert queries(lambda: calendar_year(2024, today=TODAY)) == 1


@pytest.mark.parametrize(
    ("today", "entered", "missing"),
    [
        (date(2024, 9, 30), {}, None),  # not time yet
        (date(2024, 10, 1), {}, YearAhead(2025, entered=0, unconfirmed=0)),
        (date(2024, 12, 31), {"2025-01-01": ""}, YearAhead(2025, entered=1, unconfirmed=1)),
        (date(2024, 12, 31), {"2025-01-01": "1/TB", "2025-04-30": ""}, YearAhead(2025, entered=2, unconfirmed=1)),
        (date(2024, 12, 31), {"2025-01-01": "1/TB"}, None),
        (date(2024, 12, 31), {"2024-12-31": ""}, YearAhead(2025, entered=0, unconfirmed=0)),  # another year's
        (date(2025, 1, 1), {"2025-01-01": ""}, None),
    ],
)
def test_what_is_missing_of_the_year_ahead(today, entered, missing):
    for day, notice_number in entered.items():
        CalendarDayFactory(day=day, notice_number=notice_number)

    assert year_ahead(today=today) == missing


def test_the_year_ahead_costs_one_query_besides_the_stamps_and_only_in_the_last_quarter(queries):
    assert queries(lambda: year_ahead(today=TODAY)) == 1 + 1
    assert queries(lambda: year_ahead(today=date(2024, 9, 30))) == 1


def test_of_the_holidays_what_is_entered_is_left_out():
    CalendarDayFactory(day=date(2024, 1, 1))

    offered = {one.day for one in holidays_to_enter([2024])}

    assert offered == set(DAYS_OFF_2024) - {date(2024, 1, 1)} | set(WORKED_2024)


def test_the_package_does_not_know_the_swap_of_january_2026_so_the_secretariat_enters_it():
    """Should the package learn it, this test may go; until then the preview must not be taken for the notice."""
    offered = {one.day: one.kind for one in holidays_to_enter([2026])}

    assert date(2026, 1, 2) not in offered
    assert date(2026, 1, 10) not in offered
    assert not CALENDAR_2026.is_working_day(date(2026, 1, 2))
