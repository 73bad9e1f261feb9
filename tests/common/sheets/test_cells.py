import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.common.sheets.cells import LONGEST, local, looks_like_formula, neutral, text_cell


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("=1+1", True),
        ('=HYPERLINK("http://x","y")', True),
        ("+84 238", True),
        ("-2 ngày", True),
        ("@SUM(A1)", True),
        ("\t=1", True),
        ("\r=1", True),
        ("  =1", True),
        ("|cmd", True),
        ("Đã ban hành", False),
        ("1 = 1", False),
        ("", False),
        ("95%", False),
    ],
)
def test_what_a_spreadsheet_would_run(text, is_one):
    assert looks_like_formula(text) == is_one
    assert neutral(text) == (f"'{text}" if is_one else text)


@given(st.text())
def test_what_was_neutralised_is_run_no_more(text):
    assert not looks_like_formula(neutral(text)) or not looks_like_formula(text)
    assert neutral(neutral(text)) == neutral(text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (unicodedata.normalize("NFD", "Đô Lương"), "Đô Lương"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("a\tb", "a\tb"),
        ("a\ud800b", "ab"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_a_text_as_a_cell_holds_it(text, cell):
    assert text_cell(text) == cell


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "đ" * 40_000, "😀" * 20_000, "a" + "😀" * 16_383 + "b"])
def test_what_is_too_long_is_cut_and_says_so(text):
    cut = text_cell(text)

    assert cut.endswith("[…]")
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert len(cut.encode("utf-16-le")) // 2 > LONGEST - 3
    assert text.startswith(cut.removesuffix(" […]"))


def test_a_moment_is_shown_by_the_clock_of_the_province():
    assert local(datetime(2024, 6, 30, 17, 30, 5, 7, tzinfo=UTC)) == datetime.fromisoformat("2024-07-01T00:30:05")
