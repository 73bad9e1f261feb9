"""Working days of 2024 to 2026: Tết, swapped Saturdays, and what holds for every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.calendar.rules import WorkingCalendar
from tests.calendar.days import CALENDAR_2024, CALENDAR_2025, CALENDAR_2026, PLAIN, TET

days = st.dates(date(2023, 12, 1), date(2025, 2, 1))
distances = st.integers(-60, 60)
calendars = st.builds(
    WorkingCalendar,
    days_off=st.frozensets(days, max_size=25),
    worked=st.frozensets(days, max_size=10),  # also weekdays, and days that are entered as off too
)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2024, 10, 11), True),  # Friday
        (date(2024, 10, 12), False),  # Saturday
        (date(2024, 10, 13), False),  # Sunday
        (date(2024, 10, 14), True),  # Monday
        (date(2024, 2, 7), True),  # the day before Tết
        *[(day, False) for day in TET],
        (date(2024, 2, 15), True),
        (date(2024, 4, 29), False),  # Monday, off for 4 May
        (date(2024, 5, 4), True),  # Saturday, worked for 29 April
        (date(2024, 5, 5), False),
        (date(2024, 2, 29), True),
    ],
)
def test_which_days_are_worked(day, is_worked):
    assert CALENDAR_2024.is_working_day(day) == is_worked


def test_a_day_that_is_both_off_and_worked_is_worked():
    """A swap is entered over a holiday, not the other way round."""
    day = date(2024, 5, 4)

    assert WorkingCalendar(days_off=frozenset({day}), worked=frozenset({day})).is_working_day(day)


@pytest.mark.parametrize(
    ("deadline", "until"),
    [
        (date(2024, 10, 15), date(2024, 10, 15)),
        (date(2024, 10, 12), date(2024, 10, 14)),
        (date(2024, 6, 15), date(2024, 6, 17)),
        (date(2024, 2, 8), date(2024, 2, 15)),  # over the whole of Tết
        (date(2024, 2, 14), date(2024, 2, 15)),
        (date(2024, 4, 27), date(2024, 5, 2)),  # Saturday, Sunday, swapped Monday, two holidays
        (date(2024, 5, 4), date(2024, 5, 4)),  # a worked Saturday
        (date(2024, 5, 5), date(2024, 5, 6)),
        (date(2024, 8, 31), date(2024, 9, 4)),
    ],
)
def test_until_when_a_deadline_counts(deadline, until):
    assert CALENDAR_2024.counts_until(deadline) == until


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        (date(2024, 10, 15), 0, date(2024, 10, 15)),
        (date(2024, 10, 12), 0, date(2024, 10, 12)),
        (date(2024, 10, 15), 1, date(2024, 10, 16)),
        (date(2024, 10, 18), 1, date(2024, 10, 21)),
        (date(2024, 10, 19), 1, date(2024, 10, 21)),
        (date(2024, 2, 7), 1, date(2024, 2, 15)),
        (date(2024, 2, 15), -1, date(2024, 2, 7)),
        (date(2024, 5, 3), 1, date(2024, 5, 4)),
        (date(2024, 5, 6), -1, date(2024, 5, 4)),
        (date(2024, 4, 26), 2, date(2024, 5, 3)),
        (date(2024, 10, 31), -10, date(2024, 10, 17)),
        (date(2024, 12, 31), 1, date(2025, 1, 1)),  # 2025 is not entered yet
    ],
)
def test_a_day_so_many_working_days_away(start, working_days, end):
    assert CALENDAR_2024.add(start, working_days) == end


@pytest.mark.parametrize(
    ("calendar", "start", "working_days", "end"),
    [
        (CALENDAR_2025, date(2025, 1, 24), 1, date(2025, 2, 3)),  # Friday before Tết
        (CALENDAR_2025, date(2025, 2, 3), -2, date(2025, 1, 23)),
        (CALENDAR_2025, date(2025, 4, 25), 1, date(2025, 4, 26)),  # Saturday, worked for 2 May
        (CALENDAR_2025, date(2025, 4, 29), 1, date(2025, 5, 5)),
        (CALENDAR_2025, date(2025, 5, 5), -3, date(2025, 4, 26)),
        (CALENDAR_2025, date(2025, 8, 29), 5, date(2025, 9, 9)),
        (CALENDAR_2026, date(2025, 12, 31), 1, date(2026, 1, 5)),  # Thursday off, Friday off by swap
        (CALENDAR_2026, date(2026, 1, 9), 1, date(2026, 1, 10)),  # Saturday, worked for 2 January
        (CALENDAR_2026, date(2026, 1, 12), -1, date(2026, 1, 10)),
        (CALENDAR_2026, date(2026, 2, 13), 3, date(2026, 2, 25)),
        (CALENDAR_2026, date(2026, 8, 21), 2, date(2026, 8, 24)),
        (CALENDAR_2026, date(2026, 9, 3), -5, date(2026, 8, 24)),
        (CALENDAR_2026, date(2026, 11, 23), 1, date(2026, 11, 25)),
    ],
)
def test_a_day_so_many_working_days_away_in_other_years(calendar, start, working_days, end):
    assert calendar.add(start, working_days) == end


@pytest.mark.parametrize(
    ("start", "end", "working_days"),
    [
        (date(2024, 10, 15), date(2024, 10, 15), 0),
        (date(2024, 10, 15), date(2024, 10, 16), 1),
        (date(2024, 10, 18), date(2024, 10, 20), 0),
        (date(2024, 10, 18), date(2024, 10, 21), 1),
        (date(2024, 10, 21), date(2024, 10, 18), -1),
        (date(2024, 2, 7), date(2024, 2, 14), 0),
        (date(2024, 2, 7), date(2024, 2, 15), 1),
        (date(2024, 5, 3), date(2024, 5, 4), 1),
        (date(2023, 12, 31), date(2024, 1, 31), 22),
    ],
)
def test_working_days_between(start, end, working_days):
    assert CALENDAR_2024.between(start, end) == working_days


@pytest.mark.parametrize(
    ("calendar", "year", "working_days"),
    [
        (PLAIN, 2024, 262),
        (CALENDAR_2024, 2024, 251),  # 12 weekdays off, one Saturday worked
        (CALENDAR_2025, 2025, 250),  # 12 off of 261, one worked
        (CALENDAR_2026, 2026, 249),  # 14 off of 261, two worked
    ],
)
def test_the_working_days_of_a_year(calendar, year, working_days):
    assert calendar.between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


@pytest.mark.parametrize(
    ("calendar", "day", "after"),
    [
        (CALENDAR_2024, date(2024, 10, 15), date(2024, 10, 16)),
        (CALENDAR_2024, date(2024, 5, 3), date(2024, 5, 4)),
        (CALENDAR_2024, date(2024, 2, 7), date(2024, 2, 15)),
        (CALENDAR_2025, date(2025, 1, 24), date(2025, 2, 3)),
        (CALENDAR_2026, date(2026, 1, 1), date(2026, 1, 5)),
        (CALENDAR_2026, date(2026, 1, 9), date(2026, 1, 10)),
    ],
)
def test_the_first_working_day_after(calendar, day, after):
    assert calendar.first_working_day_after(day) == after


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 10, 15), date(2024, 10, 14)),
        (date(2024, 10, 14), date(2024, 10, 11)),
        (date(2024, 2, 15), date(2024, 2, 7)),
        (date(2024, 5, 6), date(2024, 5, 4)),
    ],
)
def test_the_last_working_day_before(day, before):
    assert CALENDAR_2024.last_working_day_before(day) == before


@pytest.mark.parametrize(
    ("calendar", "day", "first"),
    [
        (CALENDAR_2024, date(2024, 10, 14), date(2024, 10, 14)),  # Monday itself
        (CALENDAR_2024, date(2024, 10, 20), date(2024, 10, 14)),  # Sunday closes the week that Monday opened
        (CALENDAR_2024, date(2024, 2, 9), date(2024, 2, 5)),  # Tết from Thursday on
        (CALENDAR_2024, date(2024, 2, 12), date(2024, 2, 15)),  # Tết until Wednesday
        (CALENDAR_2024, date(2024, 5, 4), date(2024, 5, 2)),  # Monday to Wednesday off
        (CALENDAR_2024, date(2024, 1, 1), date(2024, 1, 2)),
        (CALENDAR_2025, date(2025, 1, 27), None),  # Tết takes the whole week
        (CALENDAR_2025, date(2025, 2, 2), None),
        (CALENDAR_2025, date(2025, 2, 3), date(2025, 2, 3)),
        (CALENDAR_2025, date(2025, 4, 26), date(2025, 4, 21)),  # a worked Saturday is not the first
        (CALENDAR_2025, date(2025, 9, 5), date(2025, 9, 3)),
        (CALENDAR_2026, date(2026, 1, 1), date(2025, 12, 29)),  # a week over the turn of the year
        (CALENDAR_2026, date(2026, 2, 18), None),
        (CALENDAR_2026, date(2026, 8, 31), date(2026, 9, 3)),
        (
            WorkingCalendar(frozenset({date(2025, 1, d) for d in range(27, 32)}), frozenset({date(2025, 2, 1)})),
            date(2025, 1, 29),
            date(2025, 2, 1),
        ),  # only the swapped Saturday is worked
    ],
)
def test_the_first_working_day_of_a_week(calendar, day, first):
    assert calendar.first_working_day_of_week(day) == first


def test_runs_of_days_off():
    runs = list(CALENDAR_2024.runs_of_days_off(date(2024, 4, 26), date(2024, 5, 6)))

    assert runs == [
        (date(2024, 4, 27), date(2024, 5, 1), date(2024, 5, 2)),
        (date(2024, 5, 5), date(2024, 5, 5), date(2024, 5, 6)),
    ]


def test_a_run_goes_on_beyond_the_span_that_it_touches():
    runs = list(PLAIN.runs_of_days_off(date(2024, 10, 10), date(2024, 10, 12)))

    assert runs == [(date(2024, 10, 12), date(2024, 10, 13), date(2024, 10, 14))]


def test_a_span_of_working_days_has_no_runs():
    assert list(PLAIN.runs_of_days_off(date(2024, 10, 14), date(2024, 10, 18))) == []


@given(calendars, days, distances)
def test_going_so_many_working_days_and_counting_them_agree(calendar, day, distance):
    assert calendar.between(day, calendar.add(day, distance)) == (
        distance if distance >= 0 or calendar.is_working_day(day) else distance + 1
    )


@given(calendars, days, distances)
def test_a_day_that_is_some_working_days_away_is_worked(calendar, day, distance):
    assert distance == 0 or calendar.is_working_day(calendar.add(day, distance))


@given(calendars, days, days)
def test_counting_by_weeks_and_day_by_day_agree(calendar, one, other):
    start, end = min(one, other), max(one, other)
    span = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    assert calendar.between(start, end) == sum(calendar.is_working_day(day) for day in span)


@given(calendars, days, days)
def test_counting_back_is_counting_on_with_the_other_sign(calendar, start, end):
    assert calendar.between(start, end) == -calendar.between(end, start)


@given(calendars, days, days, days)
def test_spans_add_up(calendar, first, second, third):
    assert calendar.between(first, third) == calendar.between(first, second) + calendar.between(second, third)


@given(calendars, days, days)
def test_a_later_deadline_never_counts_for_less(calendar, one, other):
    assert (calendar.counts_until(one) <= calendar.counts_until(other)) or one > other


@given(calendars, days)
def test_a_deadline_counts_until_the_first_working_day_from_it_on(calendar, deadline):
    until = calendar.counts_until(deadline)

    assert until >= deadline
    assert calendar.is_working_day(until)
    assert calendar.between(deadline - timedelta(days=1), until) == 1


@given(calendars, days)
def test_no_day_of_the_week_is_worked_before_its_first(calendar, day):
    monday = day - timedelta(days=day.weekday())
    worked = [its for its in (monday + timedelta(days=n) for n in range(7)) if calendar.is_working_day(its)]

    assert calendar.first_working_day_of_week(day) == (worked[0] if worked else None)


@given(calendars, days, st.integers(0, 60))
def test_runs_and_single_days_say_the_same(calendar, start, length):
    end = start + timedelta(days=length)
    by_runs = {}
    for first, last, after in calendar.runs_of_days_off(start, end):
        by_runs |= {first + timedelta(days=n): after for n in range((last - first).days + 1)}

    for day in (start + timedelta(days=n) for n in range(length + 1)):
        assert by_runs.get(day, day) == calendar.counts_until(day)


@given(calendars, days, st.integers(1, 60))
def test_the_latest_start_is_the_last_day_with_so_many_working_days_behind_it(calendar, end, working_days):
    start = calendar.latest_start(end, working_days)

    assert calendar.between(start, end) == working_days
    assert calendar.between(start + timedelta(days=1), end) == working_days - 1


def test_over_a_week_end_the_latest_start_is_the_sunday():
    """From Saturday as from Sunday to Monday one working day lies; from Friday one too, and from Thursday two."""
    monday = date(2024, 10, 14)

    assert PLAIN.latest_start(monday, 1) == date(2024, 10, 13)
    assert PLAIN.latest_start(monday, 2) == date(2024, 10, 10)
