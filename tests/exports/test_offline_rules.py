"""What stands in a cell, as somebody would type it; without a database."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core import signing

from tasks_app.common.dates import at_time
from tasks_app.exports.books.offline.keys import SALT, read_key, signed
from tasks_app.exports.rules import FIELDS, Fault, NotUnderstood, RowKey, fits, plain, print_of, typed_text

NFD = "Đô Lương"


@pytest.mark.parametrize(
    ("name", "value", "number_format", "text"),
    [
        ("percent", 80, "0", "80"),
        ("percent", 80.0, "General", "80"),
        ("percent", 0.8, "0%", "80"),
        ("percent", 0.29, "0.00%", "29"),
        ("percent", 80, '0" %"', "80"),
        ("percent", 62.5, "0", "62.5"),
        ("percent", "80", "@", "80"),
        ("percent", " 80 % ", "@", "80"),
        ("percent", "80,0%", "@", "80"),
        ("percent", "khoảng 80%", "@", "khoảng 80%"),
        ("percent", None, "0", ""),
        ("percent", 0, "0", "0"),
        ("evidence_on", datetime.combine(date(2024, 10, 4), datetime.min.time()), "dd/mm/yyyy", "04/10/2024"),
        ("evidence_on", date(2024, 10, 4), "dd/mm/yyyy", "04/10/2024"),
        ("evidence_on", " 4/10/2024", "@", "4/10/2024"),
        ("results", "dòng một\r\ndòng hai \n", "@", "dòng một\ndòng hai"),
        ("results", "  =không phải công thức", "@", "=không phải công thức"),
        ("results", 12, "General", "12"),
        ("results", NFD, "@", "Đô Lương"),
        ("evidence_number", 0.5, "0%", "0.5"),
    ],
)
def test_a_cell_is_read_as_it_would_be_typed(name, value, number_format, text):
    assert typed_text(name, value, number_format=number_format, kind="s") == text


@pytest.mark.parametrize(
    ("kind", "value", "fault"),
    [
        ("f", "=1+1", Fault.FORMULA),
        ("e", "#REF!", Fault.BROKEN),
        ("s", "x" * 32_768, Fault.TOO_LONG),
        ("s", "😀" * 16_384, Fault.TOO_LONG),
    ],
)
def test_what_is_not_understood_says_why(kind, value, fault):
    with pytest.raises(NotUnderstood) as refused:
        typed_text("results", value, kind=kind)

    assert refused.value.fault == fault


def test_a_cell_holds_as_much_as_spreadsheets_do():
    assert (fits("Đ" * 32_767), fits("Đ" * 32_768), fits("😀" * 16_384)) == (True, False, False)


def test_the_print_is_the_same_whichever_way_a_text_came():
    assert print_of("Đô Lương\r\nhai ") == print_of(f"{NFD}\nhai")
    assert print_of("Đô Lương") != print_of("Do Luong")
    assert plain("a\x00b\x0bc") == "abc"


def key(**changes) -> RowKey:
    return RowKey(
        **{
            "person": 3,
            "delegation": 0,
            "at": at_time(date(2024, 10, 15), 8),
            "assignment": 7,
            "uid": uuid4(),
            "version": 2,
            "based_on": 5,
            "due": 0,
            "files": (4, 9),
            "prints": {name: print_of("") for name in FIELDS},
        }
        | changes
    )


def test_a_key_comes_back_as_it_went():
    its = key()

    assert read_key(signed(its)) == its


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-1], lambda text: "x" + text, lambda text: "", lambda text: "Đ:é:1"]
)
def test_a_key_that_was_changed_is_none(spoil):
    assert read_key(spoil(signed(key()))) is None


def test_what_was_signed_for_something_else_is_no_key():
    its = key()

    assert read_key(signing.dumps(its.packed, salt="something else", compress=True)) is None
    assert read_key(signing.dumps(["nothing"], salt=SALT)) is None


def test_only_what_says_something_else_is_touched():
    its = key(prints={name: print_of("cũ") for name in FIELDS})

    assert its.touched(dict.fromkeys(FIELDS, "cũ")) == []
    assert its.touched({"results": "mới", "percent": "cũ"}) == ["results"]
    assert its.touched({}) == []  # every column was taken out
