"""One clock: real in production, shifted and running on in a demonstration."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tasks_app.common import clock as product_clock
from tasks_app.common.dates import LOCAL, at_time
from tasks_app.common.models import DemonstrationClock

DEMO_DAY = date(2024, 10, 15)
REAL_DAY = date(2026, 3, 10)


@pytest.fixture
def demonstration(settings, clock, db):
    """Loaded at 14:20 of a day in 2026; the demonstration starts at 08:00 of its day."""
    settings.DEMO_DAY = DEMO_DAY
    product_clock.forget()
    clock.move_to(at_time(REAL_DAY, 14, 20))
    DemonstrationClock.objects.create(pk=1, starts_on=DEMO_DAY, loaded_at=at_time(REAL_DAY, 14, 20))
    yield clock
    product_clock.forget()


def test_without_a_demonstration_the_time_is_real(clock):
    clock.move_to(datetime(2026, 3, 10, 7, 20, tzinfo=UTC))

    assert product_clock.now() == at_time(REAL_DAY, 14, 20)
    assert product_clock.now().tzinfo == LOCAL
    assert product_clock.demonstration_day() is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 10, 15, 16, 59, 59, tzinfo=UTC), date(2024, 10, 15)),
        (datetime(2024, 10, 15, 17, 0, tzinfo=UTC), date(2024, 10, 16)),
    ],
)
def test_today_ends_at_midnight_in_nghe_an_on_a_server_in_utc(clock, moment, day):
    clock.move_to(moment)

    assert product_clock.today() == day


def test_a_demonstration_opens_at_eight_of_its_day(demonstration):
    assert product_clock.now() == at_time(DEMO_DAY, 8)
    assert product_clock.demonstration_day() == DEMO_DAY


def test_a_demonstration_runs_on_from_there(demonstration):
    demonstration.shift(timedelta(days=3, hours=2))

    assert product_clock.now() == at_time(date(2024, 10, 18), 10)
    assert product_clock.demonstration_day() == date(2024, 10, 18)


def test_a_demonstration_loaded_again_starts_again(demonstration):
    product_clock.now()
    demonstration.shift(timedelta(days=3))

    DemonstrationClock.objects.update(loaded_at=at_time(REAL_DAY + timedelta(days=3), 14, 20))
    product_clock.forget()

    assert product_clock.now() == at_time(DEMO_DAY, 8)


@pytest.mark.django_db
def test_before_its_data_are_loaded_a_demonstration_stands_at_its_start(settings, clock):
    settings.DEMO_DAY = DEMO_DAY
    product_clock.forget()
    clock.move_to(at_time(REAL_DAY, 14, 20))

    assert product_clock.now() == at_time(DEMO_DAY, 8)


def test_the_clock_is_read_from_the_database_once(demonstration, queries):
    assert queries(product_clock.now) == 1
    assert queries(product_clock.now) == 0
