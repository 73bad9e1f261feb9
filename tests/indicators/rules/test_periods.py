from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.indicators.rules import Period, period_of, read_period
from tasks_app.indicators.rules.periods import KIND_OF
from tasks_app.plan.enums import Frequency

MONTHLY, QUARTERLY, YEAR = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEAR


@pytest.mark.parametrize(
    ("code", "first", "last", "before"),
    [
        ("2024-09", date(2024, 9, 1), date(2024, 9, 30), "2024-08"),
        ("2024-01", date(2024, 1, 1), date(2024, 1, 31), "2023-12"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01"),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "2024-Q2"),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "2023-Q4"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023"),
    ],
)
def test_a_code_names_a_period(code, first, last, before):
    period = read_period(code)

    assert (period.first, period.last, period.before.code, period.code) == (first, last, before, code)


@pytest.mark.parametrize("code", ["", "2024-13", "2024-00", "2024-9", "2024-Q5", "1999", "2024-09 ", "2024-q3", "٢٠٢٤"])
def test_what_is_no_code_names_none(code):
    assert read_period(code) is None


@pytest.mark.parametrize(
    ("code", "kind", "parts"),
    [
        ("2024-Q3", MONTHLY, ["2024-07", "2024-08", "2024-09"]),
        ("2024", QUARTERLY, ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("2024-09", MONTHLY, ["2024-09"]),
        ("2024-09", QUARTERLY, []),
    ],
)
def test_a_period_consists_of_shorter_ones(code, kind, parts):
    assert [part.code for part in read_period(code).parts(kind)] == parts


@given(st.dates(date(2000, 2, 1), date(2098, 12, 31)), st.sampled_from(list(KIND_OF.values())))
def test_a_day_lies_in_its_period_and_periods_follow_one_another(day, kind):
    period = period_of(day, kind)

    assert period.first <= day <= period.last
    assert period.kind == kind
    assert period.before.last < period.first
    assert (period.first - period.before.last).days == 1
    assert read_period(period.code) == period
    assert period_of(period.last, kind) == period == Period(period.first, period.months)
