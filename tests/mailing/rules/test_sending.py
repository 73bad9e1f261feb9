"""When a mail leaves, and when it is tried again."""

from datetime import date, timedelta

import pytest

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.mailing.rules import is_permanent, next_attempt, next_sending
from tasks_app.options.rules import Options

AT = at_time(date(2024, 10, 15), 7, 15)
FRIDAY = date(2024, 10, 25)
WEEK = WorkingCalendar()
END = at_time(date(2024, 10, 15), 16, 30)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 30), (5, 60), (6, 60), (50, 60)])
def test_the_pauses_grow(attempts, minutes):
    assert next_attempt(AT, attempts=attempts, expires_at=END) == AT + timedelta(minutes=minutes)


@pytest.mark.parametrize(("seconds_left", "is_tried"), [(0, True), (-1, False), (1, True)])
def test_nothing_is_tried_again_after_it_expires(seconds_left, is_tried):
    expires_at = AT + timedelta(minutes=1, seconds=seconds_left)

    assert (next_attempt(AT, attempts=1, expires_at=expires_at) is not None) == is_tried


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(None, False), (250, False), (421, False), (451, False), (499, False), (500, True), (550, True), (599, True)],
)
def test_which_replies_are_final(code, permanent):
    assert is_permanent(code) == permanent


@pytest.mark.parametrize(
    ("written", "leaves", "stale"),
    [
        (at_time(FRIDAY, 9), at_time(FRIDAY, 9), at_time(date(2024, 10, 28), 16, 30)),
        (at_time(FRIDAY, 5), at_time(FRIDAY, 7, 15), at_time(date(2024, 10, 28), 16, 30)),
        (at_time(FRIDAY, 16, 30), at_time(date(2024, 10, 28), 7, 15), at_time(date(2024, 10, 29), 16, 30)),
        (at_time(date(2024, 10, 26), 10), at_time(date(2024, 10, 28), 7, 15), at_time(date(2024, 10, 29), 16, 30)),
    ],
)
def test_a_mail_leaves_in_working_hours(written, leaves, stale):
    assert next_sending(written, WEEK, Options().hours) == (leaves, stale)
