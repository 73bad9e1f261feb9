from datetime import UTC, datetime, timedelta

import pytest

from tasks_app.dashboard import rules

NOW = datetime(2024, 10, 15, 1, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("part", "whole", "percentage"),
    [(0, 0, None), (0, 3, 0.0), (1, 3, 33.3), (2, 3, 66.6), (16051, 16274, 98.6), (9999, 10000, 99.9), (5, 5, 100.0)],
)
def test_a_percentage_is_rounded_down(part, whole, percentage):
    """ "100 %" is said only where nothing is missing."""
    assert rules.percentage(part, whole) == percentage


@pytest.mark.parametrize(
    ("started_at", "late"),
    [
        (None, True),
        (NOW, False),
        (NOW - HALF_AN_HOUR, False),
        (NOW - HALF_AN_HOUR - timedelta(seconds=1), True),
    ],
)
def test_a_job_is_late_when_it_has_been_silent_for_too_long(started_at, late):
    assert rules.is_late(started_at, limit=HALF_AN_HOUR, at=NOW) is late
