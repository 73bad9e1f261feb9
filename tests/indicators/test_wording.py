from decimal import Decimal

import pytest
from django.utils.translation import override

from tasks_app.indicators import wording
from tasks_app.indicators.enums import Direction, IndicatorUnit, NumberFault, RowFault, Trend
from tasks_app.indicators.rules import Fault, Goal, Ratio, read_number, read_period

PERCENT, DAYS = IndicatorUnit.PERCENT, IndicatorUnit.DAYS
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@pytest.fixture(autouse=True)
def _vietnamese():
    with override("vi"):
        yield


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("95.40", PERCENT, "95,4%"),
        ("95.00", PERCENT, "95%"),
        ("94.96", PERCENT, "94,96%"),
        ("100.00", PERCENT, "100%"),
        ("3.50", DAYS, "3,5 ngày"),
        (None, PERCENT, "–"),
    ],
)
def test_a_value_has_its_unit_and_as_many_decimals_as_say_something(value, unit, said):
    assert wording.figure(value and Decimal(value), unit) == said


def test_counts_are_grouped_as_the_language_does():
    ratio = Ratio(Decimal("1234.50"), Decimal(1234567))

    assert wording.parts(ratio) == "1.234,5/1.234.567"
    with override("en"):
        assert wording.parts(ratio) == "1,234.5/1,234,567"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("number", ["0", "7", "1234", "1234.5", "1234567.89", "0.05"])
def test_what_stands_in_a_field_is_read_back_as_it_was(number, language):
    with override(language):
        assert read_number(wording.typed(Decimal(number))) == Decimal(number)


@pytest.mark.parametrize(
    ("goal", "direction", "said"),
    [
        (Goal(Decimal(95)), HIGHER, "≥ 95%"),
        (Goal(Decimal(85), is_strict=True), HIGHER, "> 85%"),
        (Goal(Decimal("2.50")), LOWER, "≤ 2,5%"),
        (Goal(Decimal(3), is_strict=True), LOWER, "< 3%"),
        (None, HIGHER, ""),
    ],
)
def test_a_target_is_a_sign_and_a_figure(goal, direction, said):
    assert wording.goal_in_words(goal, direction, PERCENT) == said


@pytest.mark.parametrize(
    ("ahead", "attained", "said"),
    [
        ("0.4", True, "tốt hơn chỉ tiêu 0,4 điểm"),
        ("0", True, "đúng bằng chỉ tiêu"),
        ("0", False, "mới bằng mức chỉ tiêu"),
        ("-0.74", False, "còn cách chỉ tiêu 0,74 điểm"),
        (None, None, ""),
    ],
)
def test_how_far_a_value_is_from_its_target(ahead, attained, said):
    assert wording.ahead_in_words(ahead and Decimal(ahead), PERCENT, attained=attained) == said


@pytest.mark.parametrize(
    ("trend", "now", "before", "icon", "by", "said"),
    [
        (Trend.BETTER, "60", "57.9", "arrow-up-right", "+2,1", "tăng 2,1 điểm, tốt hơn kỳ trước"),
        (Trend.WORSE, "57.9", "60", "arrow-down-right", "−2,1", "giảm 2,1 điểm, kém hơn kỳ trước"),
        (Trend.BETTER, "3", "4", "arrow-down-right", "−1", "giảm 1 điểm, tốt hơn kỳ trước"),
        (Trend.SAME, "60", "60", "arrow-right", "", "bằng kỳ trước"),
    ],
)
def test_the_arrow_follows_the_figure_and_the_words_say_what_it_means(trend, now, before, icon, by, said):
    move = wording.move(trend, Decimal(now), Decimal(before), PERCENT)

    assert (move.icon, move.by, move.said) == (icon, by, said)


def test_without_a_period_before_nothing_moves():
    assert wording.move(None, Decimal(60), None, PERCENT) is None


@pytest.mark.parametrize(
    ("code", "name", "short"),
    [("2024-09", "Tháng 9/2024", "T9"), ("2024-Q3", "Quý III/2024", "Q3"), ("2024", "Năm 2024", "2024")],
)
def test_a_period_has_a_name_and_a_short_one(code, name, short):
    period = read_period(code)

    assert (wording.name_of(period), wording.short_name_of(period)) == (name, short)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(RowFault.TWICE), "Đơn vị này đã có ở dòng trên."),
        (Fault(NumberFault.EMPTY, "denominator"), "Mẫu số: Còn thiếu số."),
    ],
)
def test_a_fault_names_its_column(fault, said):
    assert wording.fault_in_words(fault) == said


def test_every_fault_has_words():
    assert all(wording.fault_in_words(Fault(one)) for one in (*RowFault, *NumberFault))
