"""What was written is read back by an independent reader: openpyxl for .xlsx, Python's own for CSV."""

import csv
import tracemalloc
from codecs import BOM_UTF8
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from tempfile import TemporaryFile
from unittest.mock import patch

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tasks_app.common.sheets import Book, Column, Kind, Sheet, Strong, neutral, write_csv, write_xlsx

COLUMNS = [
    Column("Nhiệm vụ", width=40),
    Column("Số", Kind.NUMBER),
    Column("Tỷ lệ", Kind.PERCENT),
    Column("Thời hạn", Kind.DAY),
    Column("Gửi lúc", Kind.MOMENT),
]
TEXTS = st.text("aĐ ,;\"'\n\t")
ROWS = [
    ("Đô Lương", 3, 98.6, date(2024, 6, 30), datetime(2024, 6, 30, 17, 30, tzinfo=UTC)),
    ('=HYPERLINK("http://x")', None, None, None, None),
    Strong(("Tổng số", 3, 0.0, None, None)),
]


def book(*sheets: Sheet, **others) -> Book:
    sheets = sheets or (Sheet.of("Nhiệm vụ", COLUMNS, ROWS),)
    return Book("Nhiem-vu", "Danh mục nhiệm vụ", ("Kế hoạch 2024", "Đến hết ngày 15/10/2024"), sheets)


def written(book: Book, write=write_xlsx, **options) -> BytesIO:
    target = BytesIO()
    write(book, target, **options)
    return BytesIO(target.getvalue())


def test_a_sheet_has_real_days_and_numbers():
    sheet = load_workbook(written(book())).active

    heads = [sheet[place].value for place in ("A1", "A2", "A3")]
    assert heads == [
        "Danh mục nhiệm vụ",
        "Kế hoạch 2024",
        "Đến hết ngày 15/10/2024",
    ]
    assert [cell.value for cell in sheet[5]] == ["Nhiệm vụ", "Số", "Tỷ lệ", "Thời hạn", "Gửi lúc"]
    first = sheet[6]
    assert [cell.value for cell in first] == [
        "Đô Lương",
        3,
        pytest.approx(0.986),
        datetime.fromisoformat("2024-06-30"),
        datetime.fromisoformat("2024-07-01T00:30"),
    ]
    assert [cell.number_format for cell in first][1:] == ["#,##0", "0.0%", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"]
    assert (sheet["A8"].font.b, sheet["C8"].value) == (True, 0)


def test_a_formula_that_was_typed_stays_a_text_in_both():
    cell = load_workbook(written(book())).active["A7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://x")', "s", True)

    lines = list(csv.reader(written(book(), write_csv).getvalue().decode("utf-8-sig").splitlines()))
    assert lines[2][0] == '\'=HYPERLINK("http://x")'


def test_the_header_stays_in_sight_is_filtered_and_repeats_on_paper():
    sheet = load_workbook(written(book())).active

    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:E8"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )


@pytest.mark.parametrize(("language", "footer"), [("vi", "Trang &P / &N"), ("en", "Page &P of &N")])
def test_pages_are_numbered(language, footer):
    with translation.override(language):
        sheet = load_workbook(written(book())).active

    assert sheet.oddFooter.center.text == footer


def test_csv_is_for_excel_and_for_programs():
    content = written(book(), write_csv).getvalue()

    assert content.startswith(BOM_UTF8)
    assert content.decode("utf-8-sig").split("\r\n")[:2] == [
        "Nhiệm vụ,Số,Tỷ lệ,Thời hạn,Gửi lúc",
        "Đô Lương,3,98.6,2024-06-30,2024-07-01 00:30",
    ]


@given(rows=st.lists(st.tuples(TEXTS, TEXTS)), alone=st.lists(st.tuples(TEXTS)))
def test_lines_of_csv_are_those_of_python_s_own_writer(rows, alone):
    for columns, its in ((["a", "b"], rows), (["a"], alone)):
        expected = StringIO()
        csv.writer(expected).writerows([columns, *([neutral(text) for text in row] for row in its)])
        sheet = Sheet.of("S", [Column(label) for label in columns], its)

        assert written(book(sheet), write_csv).getvalue().decode("utf-8-sig") == expected.getvalue()


def test_equal_numbers_are_written_as_they_were_given():
    columns = [Column("a", Kind.DECIMAL), Column("b", Kind.PERCENT), Column("c", Kind.NUMBER)]
    numbers = [(7, 50, 0), (7.0, Decimal("50.0"), None), (Decimal("7.00"), 50.0, 12)]

    text = written(book(Sheet.of("S", columns, numbers)), write_csv).getvalue().decode("utf-8-sig")

    assert text.split("\r\n")[1:-1] == ["7,50,0", "7.0,50.0,", "7.00,50.0,12"]


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_memory_stays_flat_however_many_rows_there_are(write):
    """Each of them is another text, on several lines."""

    def peak(number: int) -> int:
        rows = ((f"Dòng {place}\ncủa {number}", place) for place in range(number))
        columns = [Column("x", width=20), Column("y", Kind.NUMBER)]
        with TemporaryFile() as target:
            tracemalloc.start()
            write(book(Sheet("S", columns, rows, number)), target)
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    write(book(), BytesIO())  # what is loaded once is no row's
    sheets = "tasks_app.common.sheets"
    with patch(f"{sheets}.cells.MOST_REMEMBERED", 50), patch(f"{sheets}.books.TOLD_EVERY", 50):
        assert peak(5_400) < peak(1_800) * 1.3  # three times as many rows; packing them needs some room at the end


def test_several_sheets_have_names_that_excel_takes():
    sheet = Sheet.of("Đơn vị: [sở] / ban * ngành có tên rất dài", [Column("x")], [("=1",)])
    its = book(sheet, sheet, Sheet.of("", [Column("y")], []))

    assert load_workbook(written(its)).sheetnames == [
        "Đơn vị sở ban ngành có tên rất",
        "Đơn vị sở ban ngành có tên (2)",
        "1",
    ]
    text = written(its, write_csv).getvalue().decode("utf-8-sig").split("\r\n")
    assert text[:4] == [sheet.title, "x", "'=1", ""]


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_rows_are_read_once_and_counted_while_they_come(write):
    told = []
    rows = ((f"Dòng {number}",) for number in range(4801))

    number = write(book(Sheet("S", [Column("x")], rows, 4801)), BytesIO(), tell=told.append)

    assert number == 4801
    assert told == [2000, 4000, 4801]


def test_an_empty_sheet_is_a_sheet():
    sheet = load_workbook(written(book(Sheet.of("S", COLUMNS, [])))).active

    assert sheet.max_row == 5
    assert sheet.auto_filter.ref == "A5:E5"


def test_a_row_is_as_high_as_its_longest_text():
    columns = [Column("Nội dung", width=20), Column("Số", Kind.NUMBER)]
    texts = ["Ngắn", "a " * 40, "Một\nHai\nBa", "dài " * 9000]
    sheet = load_workbook(written(book(Sheet.of("Nhiệm vụ", columns, [(text, 1) for text in texts])))).active

    heights = [sheet.row_dimensions[row].height for row in (6, 7, 8, 9)]

    assert heights[0] is None
    assert heights[1] >= 4 * 15
    assert heights[2:] == [45, pytest.approx(409, abs=0.5)]


def test_whole_numbers_among_decimals_end_in_no_point():
    columns = [Column("Giá trị", Kind.DECIMAL)]
    sheet = load_workbook(
        written(book(Sheet.of("Chỉ số", columns, [(Decimal("12.5"),), (Decimal(7),), (7.0,)])))
    ).active

    assert [sheet.cell(row, 1).number_format for row in (6, 7, 8)] == ["#,##0.##", "#,##0", "#,##0"]


def test_a_sheet_that_is_called_like_its_book_says_it_once():
    first, second = (Sheet.of(title, COLUMNS, ROWS) for title in ("Danh mục nhiệm vụ", "Số liệu"))
    heads = [sheet["A1"].value for sheet in load_workbook(written(book(first, second))).worksheets]

    assert heads == ["Danh mục nhiệm vụ", "Danh mục nhiệm vụ - Số liệu"]
