"""What is pasted from Excel: names without marks, numbers as they are written here, and what is wrong with a row."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.indicators.enums import IndicatorUnit, NumberFault, RowFault
from tasks_app.indicators.rules import Fault, NameBook, PastedRow, Ratio, judge_rows, read_pasted

PERCENT, DAYS = IndicatorUnit.PERCENT, IndicatorUnit.DAYS
NAMES = {
    "416": ["Huyện Quỳ Châu", "Quỳ Châu District"],
    "420": ["Huyện Quỳ Hợp", "Quỳ Hợp District"],
    "412": ["Thành phố Vinh", "Vinh City", "TP Vinh"],
    "414": ["Thị xã Thái Hòa", "Thái Hòa Town"],
    "427": ["Huyện Đô Lương", "Đô Lương District"],
    "noi-vu": ["Sở Nội vụ", "Department of Home Affairs", "Sở NV"],
    "ldtbxh": ["Sở Lao động - Thương binh và Xã hội", "", "Sở LĐ-TB&XH"],
    "ban-dan-toc": ["Ban Dân tộc", ""],
    "dan-toc": ["Hội Dân tộc", ""],
    "a": ["Chi cục A", ""],
    "b": ["Chi cục a", ""],
}
BOOK = NameBook(NAMES)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Huyện Quỳ Châu", {"416"}),
        ("quy chau", {"416"}),
        ("QUỲ CHÂU", {"416"}),
        ("UBND huyện Quỳ Châu", {"416"}),
        ("Ủy ban nhân dân huyện Quỳ Châu", {"416"}),
        ("H. Quỳ Châu", {"416"}),
        ("Quỳ Châu District", {"416"}),
        (unicodedata.normalize("NFD", "Huyện Quỳ Châu"), {"416"}),
        ("do luong", {"427"}),
        ("TP. Vinh", {"412"}),
        ("Vinh", {"412"}),
        ("TX Thái Hoà", {"414"}),
        ("Nội vụ", {"noi-vu"}),
        ("Sở LĐ TB & XH", {"ldtbxh"}),
        ("Sở Lao động, Thương binh và Xã hội", {"ldtbxh"}),
        ("Ban Dân tộc", {"ban-dan-toc"}),
        ("dân tộc", {"ban-dan-toc"}),
        ("Chi cục A", {"a", "b"}),
        ("Kỳ Sơn", set()),
        ("", set()),
    ],
)
def test_an_organisation_is_found_by_what_people_call_it(name, found):
    assert BOOK.find(name) == found


@pytest.mark.parametrize(("name", "offered"), [("Quy Chao", ["416", "420"]), ("Do Luonq", ["427"]), ("zzz", [])])
def test_for_a_mistyped_name_similar_ones_are_offered(name, offered):
    assert BOOK.alike(name) == offered


@pytest.mark.parametrize(
    ("text", "rows", "left_out"),
    [
        ("Quỳ Châu\t90\t100", [PastedRow(1, "Quỳ Châu", "90", "100")], []),
        ("Quỳ Châu\t90\t100\r\n\r\nVinh\t1\t2\r\n", [(1, "Quỳ Châu", "90", "100"), (3, "Vinh", "1", "2")], []),
        ("Đơn vị\tTử số\tMẫu số\nVinh\t1\t2", [(2, "Vinh", "1", "2")], [1]),
        ("STT\tĐơn vị\tĐạt\tTổng\n1\tVinh\t1\t2", [(2, "Vinh", "1", "2")], [1]),
        ("1\tVinh\t1\t2\t50%\n2.\tQuỳ Châu\t3\t4\t75%", [(1, "Vinh", "1", "2"), (2, "Quỳ Châu", "3", "4")], []),
        ("IV\tVinh\t1\t2", [(1, "Vinh", "1", "2")], []),
        ("\tVinh\t1\t2", [(1, "Vinh", "1", "2")], []),
        ("Vinh\t1\t2\t50%", [(1, "Vinh", "1", "2")], []),
        ("Vinh\t1\t2\nTổng cộng\t1\t2", [(1, "Vinh", "1", "2")], [2]),
        ("Vinh", [(1, "Vinh", "", "")], []),
        ('"Vinh"\t"1"\t2', [(1, "Vinh", "1", "2")], []),
        ("", [], []),
    ],
)
def test_the_cells_of_a_table_are_read(text, rows, left_out):
    pasted = read_pasted(text)

    assert pasted.rows == [row if isinstance(row, PastedRow) else PastedRow(*row) for row in rows]
    assert pasted.left_out == left_out


def test_words_over_columns_are_a_head_only_in_front():
    pasted = read_pasted("Vinh\t1\t2\nĐơn vị\tTử số\tMẫu số")

    assert [row.line for row in pasted.rows] == [1, 2]


def judged(*rows: tuple[str, str, str], unit: IndicatorUnit = PERCENT):
    return judge_rows([PastedRow(line, *row) for line, row in enumerate(rows, 1)], BOOK, unit)


@pytest.mark.parametrize(
    ("row", "unit", "faults"),
    [
        (("Quỳ Châu", "90", "100"), PERCENT, ()),
        (("Quỳ Châu", "0", "0"), PERCENT, ()),
        (("Quỳ Châu", "250", "100"), DAYS, ()),
        (("Quỳ Châu", "0", "0"), DAYS, ()),
        (("Quỳ Châu", "5", "0"), DAYS, (Fault(RowFault.PART_IS_LARGER),)),
        (("Quỳ Châu", "101", "100"), PERCENT, (Fault(RowFault.PART_IS_LARGER),)),
        (("Kỳ Sơn", "90", "100"), PERCENT, (Fault(RowFault.UNKNOWN),)),
        (("Chi cục A", "90", "100"), PERCENT, (Fault(RowFault.AMBIGUOUS),)),
        (("Quỳ Châu", "", ""), PERCENT, (Fault(RowFault.CELLS),)),
        (("Quỳ Châu", "90", ""), PERCENT, (Fault(NumberFault.EMPTY, "denominator"),)),
        (
            ("Kỳ Sơn", "x", "-1"),
            PERCENT,
            (
                Fault(RowFault.UNKNOWN),
                Fault(NumberFault.NOT_A_NUMBER, "numerator"),
                Fault(NumberFault.NEGATIVE, "denominator"),
            ),
        ),
    ],
)
def test_a_row_says_everything_that_is_wrong_with_it(row, unit, faults):
    (one,) = judged(row, unit=unit)

    assert one.faults == faults
    assert (one.ratio is None) == bool(faults)


def test_a_row_without_fault_has_its_organisation_and_figures():
    (one,) = judged(("do luong", "1.234,5", "2.000"))

    assert one.organisation == "427"
    assert one.ratio == Ratio(Decimal("1234.5"), Decimal(2000))


def test_of_two_rows_of_an_organisation_the_second_is_refused():
    first, second = judged(("Quỳ Châu", "1", "2"), ("UBND huyện Quỳ Châu", "3", "4"))

    assert (first.faults, second.faults) == ((), (Fault(RowFault.TWICE),))


@given(st.text(max_size=300))
def test_whatever_is_pasted_every_line_is_a_row_left_out_or_blank(text):
    pasted = read_pasted(text)
    told = {row.line for row in pasted.rows} | set(pasted.left_out)

    assert told == {line for line, content in enumerate(text.splitlines(), 1) if content.strip()}
    assert len(judge_rows(pasted.rows, BOOK, PERCENT)) == len(pasted.rows)
