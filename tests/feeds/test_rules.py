from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.common.dates import at_time
from tasks_app.common.tokens import digest, new_token
from tasks_app.feeds.rules import Course, Event, Face, course, is_shown

MONDAY = date(2024, 10, 14)
A, B = Face(date(2024, 11, 1), date(2024, 11, 1)), Face(date(2024, 11, 8), date(2024, 11, 8))
DONE = replace(A, is_done=True)


def days(*faces: Face | None) -> list[tuple[date, Face | None]]:
    return [(MONDAY + timedelta(days=number), face) for number, face in enumerate(faces)]


@pytest.mark.parametrize(
    ("faces", "expected"),
    [
        ([], None),
        ([None, None], None),
        ([A], Course(A, 0, MONDAY, False)),
        ([None, A], Course(A, 0, MONDAY + timedelta(days=1), False)),
        ([A, A, A], Course(A, 0, MONDAY, False)),
        ([A, B], Course(B, 1, MONDAY + timedelta(days=1), False)),
        ([A, B, A], Course(A, 2, MONDAY + timedelta(days=2), False)),
        ([A, DONE], Course(DONE, 1, MONDAY + timedelta(days=1), False)),
        ([A, None], Course(A, 1, MONDAY + timedelta(days=1), True)),
        ([A, None, None, A], Course(A, 2, MONDAY + timedelta(days=3), False)),
        ([A, B, None], Course(B, 2, MONDAY + timedelta(days=2), True)),
    ],
)
def test_the_course_of_an_event(faces, expected):
    assert course(days(*faces)) == expected


@given(st.lists(st.sampled_from([A, B, DONE, None]), max_size=8), st.sampled_from([A, B, DONE, None]))
def test_the_sequence_only_grows_and_grows_with_each_change(faces, next_one):
    before, after = course(days(*faces)), course(days(*faces, next_one))

    if before is None:
        assert after is None or after.sequence == 0
    else:
        assert after.sequence == before.sequence + (next_one != faces[-1])


EVENT = Event("assignment-1", MONDAY, "Việc", "", 0, at_time(MONDAY))


@pytest.mark.parametrize(
    ("event", "is_open", "days_later", "expected"),
    [
        (EVENT, True, 2000, True),
        (EVENT, False, 365, True),
        (EVENT, False, 366, False),
        (replace(EVENT, is_called_off=True), False, 29, True),
        (replace(EVENT, is_called_off=True), True, 30, False),
    ],
)
def test_how_long_an_event_stays(event, is_open, days_later, expected):
    assert is_shown(event, is_open=is_open, today=MONDAY + timedelta(days=days_later)) == expected


def test_a_token_has_256_bits_and_its_digest_does_not_contain_it():
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
