"""Sums, values, targets, trends and ranks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.indicators.enums import Direction, IndicatorUnit, ShortcomingState, Trend
from tasks_app.indicators.rules import (
    Goal,
    Ratio,
    attains,
    lead,
    ranked,
    shortcoming_state,
    total,
    trend,
    value,
)
from tasks_app.plan.enums import TaskStatus

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
PERCENT, DAYS = IndicatorUnit.PERCENT, IndicatorUnit.DAYS


def ratio(numerator, denominator) -> Ratio:
    return Ratio(Decimal(numerator), Decimal(denominator))


def dec(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "expected"),
    [
        (264, 525, PERCENT, "50.29"),
        (1, 3, PERCENT, "33.33"),
        (2, 3, PERCENT, "66.67"),
        (18999, 20000, PERCENT, "95.00"),  # 94.995: half up
        (0, 7, PERCENT, "0.00"),
        (7, 7, PERCENT, "100.00"),
        (0, 0, PERCENT, None),
        ("1234.5", 411, DAYS, "3.00"),
    ],
)
def test_the_value_is_numerator_by_denominator(numerator, denominator, unit, expected):
    assert value(ratio(numerator, denominator), unit) == dec(expected)


def test_a_small_place_does_not_weigh_as_much_as_a_large_one():
    """The average of 0 % and 100 % would be 50 %."""
    assert value(total([ratio(0, 10), ratio(990, 990)]), PERCENT) == Decimal("99.00")


def test_of_nothing_the_total_has_no_value():
    assert total([]) == ratio(0, 0)


amounts = st.decimals(min_value=0, max_value=10**6, places=2)
ratios = st.builds(lambda part, rest: Ratio(part, part + rest), amounts, amounts)


@given(st.lists(ratios, max_size=20), st.integers(min_value=0, max_value=20))
def test_the_total_of_parts_is_the_total_of_all(given_ratios, cut):
    assert total(given_ratios[:cut]) + total(given_ratios[cut:]) == total(given_ratios)


@given(st.lists(ratios, min_size=1, max_size=20))
def test_the_total_lies_between_the_lowest_and_the_highest(given_ratios):
    values = [one for one in (value(ratio, PERCENT) for ratio in given_ratios) if one is not None]
    whole = value(total(given_ratios), PERCENT)

    assert (whole is None) == (not values)
    if values:
        assert min(values) <= whole <= max(values)


@given(st.lists(ratios, max_size=12), st.randoms())
def test_the_order_of_summing_does_not_matter(given_ratios, random):
    shuffled = random.sample(given_ratios, len(given_ratios))

    assert total(shuffled) == total(given_ratios)


@pytest.mark.parametrize(
    ("reached", "goal", "direction", "ahead", "attained"),
    [
        ("95.40", Goal(Decimal(95)), HIGHER, "0.40", True),
        ("95", Goal(Decimal(95)), HIGHER, "0", True),
        ("95", Goal(Decimal(95), is_strict=True), HIGHER, "0", False),
        ("95.01", Goal(Decimal(95), is_strict=True), HIGHER, "0.01", True),
        ("94.99", Goal(Decimal(95)), HIGHER, "-0.01", False),
        ("2.5", Goal(Decimal(3)), LOWER, "0.5", True),
        ("3", Goal(Decimal(3)), LOWER, "0", True),
        ("3", Goal(Decimal(3), is_strict=True), LOWER, "0", False),
        ("3.5", Goal(Decimal(3)), LOWER, "-0.5", False),
    ],
)
def test_a_target_is_met_by_its_direction(reached, goal, direction, ahead, attained):
    assert lead(Decimal(reached), goal, direction) == Decimal(ahead)
    assert attains(Decimal(reached), goal, direction) is attained


@pytest.mark.parametrize(
    ("now", "before", "direction", "expected"),
    [
        ("60", "50", HIGHER, Trend.BETTER),
        ("50", "60", HIGHER, Trend.WORSE),
        ("60", "50", LOWER, Trend.WORSE),
        ("50", "60", LOWER, Trend.BETTER),
        ("60", "60.00", LOWER, Trend.SAME),
        ("60", None, HIGHER, None),
        (None, "60", HIGHER, None),
    ],
)
def test_the_trend_is_against_the_period_before(now, before, direction, expected):
    assert trend(dec(now), dec(before), direction) is expected


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ({"a": "90", "b": "95", "c": "80"}, HIGHER, [(1, "b"), (2, "a"), (3, "c")]),
        ({"a": "90", "b": "95", "c": "80"}, LOWER, [(1, "c"), (2, "a"), (3, "b")]),
        ({"a": "90", "b": "95", "c": "90", "d": "80"}, HIGHER, [(1, "b"), (2, "a"), (2, "c"), (4, "d")]),
        ({"a": "90", "b": "90.00"}, HIGHER, [(1, "a"), (1, "b")]),
        ({"a": None, "b": "10"}, HIGHER, [(1, "b")]),
        ({}, HIGHER, []),
    ],
)
def test_equal_values_share_a_place(values, direction, expected):
    assert ranked({key: dec(text) for key, text in values.items()}, direction) == expected


@given(st.dictionaries(st.integers(), st.integers(0, 5).map(Decimal), max_size=15), st.sampled_from(Direction))
def test_a_place_is_one_more_than_the_number_of_those_who_are_better(values, direction):
    def is_better(one, other):
        return one > other if direction == HIGHER else one < other

    places = {key: place for place, key in ranked(values, direction)}

    assert places == {
        key: 1 + sum(is_better(other, reached) for other in values.values()) for key, reached in values.items()
    }


DONE, WORKED_ON, NOT_STARTED = TaskStatus.DONE, TaskStatus.IN_PROGRESS, TaskStatus.NOT_STARTED


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], ShortcomingState.WITHOUT_TASK),
        ([DONE], ShortcomingState.OVERCOME),
        ([DONE, DONE], ShortcomingState.OVERCOME),
        ([DONE, WORKED_ON], ShortcomingState.UNDER_WAY),
        ([NOT_STARTED], ShortcomingState.UNDER_WAY),
        ([DONE, None], ShortcomingState.UNDER_WAY),
    ],
)
def test_a_shortcoming_is_overcome_when_all_its_tasks_are_done(statuses, expected):
    assert shortcoming_state(statuses) is expected
