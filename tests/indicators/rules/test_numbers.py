from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.indicators.enums import NumberFault
from tasks_app.indicators.rules import NotANumber, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("12.345,67", "12345.67"),
        ("1 234", "1234"),
        ("1\u00a0234,5", "1234.5"),
        (" 95 ", "95"),
        ("0", "0"),
        ("0,5", "0.5"),
        ("1,2", "1.2"),
        ("1,50", "1.50"),
        ("95,000", None),
        ("1234,500", "1234.5"),
        ("12.5", "12.5"),
        ("12.50", "12.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_it_is_written_here(text, number):
    if number is None:
        with pytest.raises(NotANumber):
            read_number(text)
    else:
        assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NumberFault.EMPTY),
        ("  ", NumberFault.EMPTY),
        ("–", NumberFault.NOT_A_NUMBER),
        ("95%", NumberFault.NOT_A_NUMBER),
        ("chưa có", NumberFault.NOT_A_NUMBER),
        ("1.23.456", NumberFault.NOT_A_NUMBER),
        ("1,2,3", NumberFault.NOT_A_NUMBER),
        ("1e5", NumberFault.NOT_A_NUMBER),
        ("٣", NumberFault.NOT_A_NUMBER),
        ("-5", NumberFault.NEGATIVE),
        ("(5)", NumberFault.NEGATIVE),
        ("1,234", NumberFault.AMBIGUOUS),
        ("0.125", NumberFault.TOO_FINE),
        ("012.345", NumberFault.TOO_FINE),
        ("95,125", NumberFault.AMBIGUOUS),
        ("0,125", NumberFault.TOO_FINE),
        ("1234,567", NumberFault.TOO_FINE),
        ("1.000.000.000.000", NumberFault.TOO_LARGE),
    ],
)
def test_what_is_no_number_says_why(text, fault):
    with pytest.raises(NotANumber) as refused:
        read_number(text)

    assert refused.value.fault is fault


@given(st.integers(0, 10**12 - 1), st.integers(0, 99))
def test_every_number_is_understood_as_it_is_printed_here(whole, hundredths):
    printed = f"{whole:,}".replace(",", ".") + f",{hundredths:02}"

    assert read_number(printed) == Decimal(f"{whole}.{hundredths:02}")
