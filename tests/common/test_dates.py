"""Days end at 24:00 in Asia/Ho_Chi_Minh, wherever the server stands."""

from datetime import UTC, date, datetime

import pytest

from tasks_app.common.dates import LOCAL, at_time, local_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 10, 15, 16, 59, 59, tzinfo=UTC), date(2024, 10, 15)),
        (datetime(2024, 10, 15, 17, 0, tzinfo=UTC), date(2024, 10, 16)),
        (datetime(2024, 12, 31, 16, 59, 59, tzinfo=UTC), date(2024, 12, 31)),
        (datetime(2024, 12, 31, 17, 0, tzinfo=UTC), date(2025, 1, 1)),
        (datetime(2024, 2, 28, 17, 0, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2024, 10, 15, 23, 59, 59, tzinfo=LOCAL), date(2024, 10, 15)),
    ],
)
def test_the_local_day_of_a_moment(moment, day):
    assert local_day(moment) == day


def test_a_wall_clock_time_is_seven_hours_ahead_of_utc():
    assert at_time(date(2024, 10, 15), 7, 15) == datetime(2024, 10, 15, 0, 15, tzinfo=UTC)


def test_the_beginning_of_a_day_is_its_first_moment():
    assert local_day(at_time(date(2024, 10, 15))) == date(2024, 10, 15)
