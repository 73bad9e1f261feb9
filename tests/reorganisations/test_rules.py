"""Who takes what: rules, in tables."""

from datetime import date

import pytest

from tasks_app.reorganisations.rules import Line, counts_from, destinations, heirs, takers

MERGED = [Line(1, 9, True), Line(2, 9, True)]
DIVIDED = [Line(1, 8, True), Line(1, 9, False)]
ABOLISHED = [Line(1, None, True)]
SPLIT_OFF = [Line(1, 9, False)]


@pytest.mark.parametrize(
    ("day", "today", "first"),
    [
        (date(2024, 12, 1), date(2024, 12, 1), date(2024, 12, 1)),
        (date(2024, 12, 1), date(2024, 12, 4), date(2024, 12, 4)),
        (date(2024, 12, 1), date(2024, 10, 1), date(2024, 12, 1)),
    ],
)
def test_no_day_that_has_passed_changes(day, today, first):
    assert counts_from(day, today=today) == first


@pytest.mark.parametrize(
    ("lines", "taker_of"), [(MERGED, {1: 9, 2: 9}), (DIVIDED, {1: 8}), (ABOLISHED, {}), (SPLIT_OFF, {}), ([], {})]
)
def test_who_takes_the_rest(lines, taker_of):
    assert takers(lines) == taker_of


@pytest.mark.parametrize(
    ("lines", "allotted", "expected"),
    [
        (MERGED, {}, {10: 9, 11: 9, 20: 9}),
        (DIVIDED, {}, {10: 8, 11: 8}),
        (DIVIDED, {11: 9}, {10: 8, 11: 9}),
        (DIVIDED, {11: 30}, {10: 8, 11: 30}),  # one that does not follow it at all: a department takes it over
        (ABOLISHED, {}, {10: None, 11: None}),
        (ABOLISHED, {10: 9}, {10: 9, 11: None}),
        (SPLIT_OFF, {10: 9}, {10: 9, 11: None}),
        ([], {10: 9}, {}),
    ],
)
def test_where_work_goes(lines, allotted, expected):
    held = {10: 1, 11: 1, 20: 2, 30: 3}

    assert destinations(held, lines, allotted) == expected


@pytest.mark.parametrize(
    ("lines", "of", "there", "expected"),
    [
        (MERGED, {1: 100, 2: 200}, set(), {9: 100}),
        (MERGED, {2: 200}, set(), {9: 200}),
        (MERGED, {1: 100}, {9}, {}),
        (DIVIDED, {1: 100}, set(), {8: 100, 9: 100}),
        (ABOLISHED, {1: 100}, set(), {}),
    ],
)
def test_who_inherits_what_one_can_have_once(lines, of, there, expected):
    assert heirs(lines, of, there) == expected
