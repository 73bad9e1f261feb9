"""The workbook itself: what is in it, and how it is read when other hands and programs have been at it."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from tasks_app.exports.books.offline import NoWorkbook, read_workbook
from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ReportState, Situation
from tests.exports.workbooks import DAY, KEY, NUMBER, PERCENT, RESULTS, SITUATION, TASK, Filled, downloaded
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    OrganisationFactory,
    ReportFactory,
    focal_officer,
    member,
)

pytestmark = pytest.mark.django_db


def read(content: bytes):
    return read_workbook(BytesIO(content))


# --- Written ----------------------------------------------------------------------------------------------------------


def test_it_has_the_work_that_takes_a_report_now(client_of, today):
    person = member()
    its = AssignmentFactory(responsible=person, organisation=OrganisationFactory(name_vi="UBND huyện Đô Lương"))
    AssignmentFactory(responsible=person, state=State.SUSPENDED)
    AssignmentFactory()

    book = Filled(downloaded(client_of(person)))

    assert book.number == 1
    assert book[0, "Mã nhiệm vụ"] == its.task.number
    assert book[0, TASK] == its.task.title
    assert book[0, "Cơ quan chủ trì"] == "UBND huyện Đô Lương"
    assert book[0, "Thời hạn"] == datetime.combine(its.deadline_on, datetime.min.time())


def test_a_draft_is_in_it_as_it_was_left(client_of):
    its = ReportFactory(
        state=ReportState.DRAFT,
        percent=35,
        results="=SUM(1)\r\ndòng hai",
        evidence=("12/BC-UBND", date(2024, 10, 4), "Báo cáo"),
    )

    book = Filled(downloaded(client_of(its.by)))

    assert (book[0, SITUATION], book[0, PERCENT], book[0, RESULTS]) == ("Đang thực hiện", 35, "=SUM(1)\ndòng hai")
    assert book.cell(0, RESULTS).data_type == "s"
    assert (book[0, NUMBER], book[0, DAY].date()) == ("12/BC-UBND", date(2024, 10, 4))


def test_the_last_report_is_where_a_new_one_begins(client_of):
    its = ReportFactory(percent=40, results="Đã ban hành kế hoạch")

    book = Filled(downloaded(client_of(its.by)))

    assert (book[0, PERCENT], book[0, RESULTS]) == (40, "Đã ban hành kế hoạch")
    assert "40%" in book[0, "Báo cáo gần nhất"]


def test_what_cannot_be_changed_is_locked_and_grey(client_of):
    its = AssignmentFactory()

    book = Filled(downloaded(client_of(its.responsible)))

    locked = {heading: book.cell(0, heading).protection.locked for heading in book.columns}
    assert [heading for heading, is_locked in locked.items() if not is_locked] == [
        SITUATION,
        PERCENT,
        RESULTS,
        "Khó khăn, vướng mắc (nếu có)",
        "Đề xuất, kiến nghị (nếu có)",
        NUMBER,
        DAY,
        "Trích yếu (nếu có)",
    ]
    assert book.cell(0, TASK).fill.fgColor.rgb == "FFEFEFEF"
    assert book.sheet.protection.sheet
    assert book.sheet.column_dimensions[book.cell(0, KEY).column_letter].hidden


def test_it_can_be_filtered_and_printed(client_of):
    book = Filled(downloaded(client_of(AssignmentFactory().responsible)))

    sheet = book.sheet
    assert sheet.freeze_panes == f"C{book.header_at + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{book.header_at}:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (2, "$A:$B")


def choices_of(book: Filled, row: int) -> list[str]:
    cell = book.cell(row, SITUATION).coordinate
    rule = next(one for one in book.sheet.data_validations.dataValidation if cell in one.sqref and one.type == "list")
    sheet, cells = rule.formula1.replace("$", "").replace("'", "").split("!")
    return [line[0].value for line in book.workbook[sheet][cells]]


def test_the_situations_are_those_of_the_form(client_of):
    its = AssignmentFactory()
    choices = choices_of(Filled(downloaded(client_of(its.responsible))), 0)

    assert choices == [str(one.label) for one in Situation if one != Situation.NOTHING]


def test_who_owes_a_report_can_say_that_there_is_nothing(client_of):
    due = DueFactory()
    book = Filled(downloaded(client_of(due.assignment.responsible)))

    assert choices_of(book, 0)[-1] == "Không phát sinh"
    assert due.period.name in book[0, "Báo cáo cho kỳ"]


def test_the_guide_has_four_sentences(client_of):
    book = Filled(downloaded(client_of(AssignmentFactory().responsible)))

    said = [row[1].value for row in book.workbook["Hướng dẫn"].iter_rows() if row[1].value]
    assert len(said) == 4
    assert book.workbook["Danh mục"].sheet_state == "hidden"


def test_a_text_that_no_cell_holds_stays_on_its_page(client_of):
    its = ReportFactory(state=ReportState.DRAFT, results="Đ" * 32_768)
    ReportFactory(state=ReportState.DRAFT, results="Đ" * 32_767, assignment__responsible=its.by)

    book = Filled(downloaded(client_of(its.by)))

    assert book.number == 1
    assert str(book.sheet["A4"].value).startswith("Không có 1 nhiệm vụ trong bảng này")


def test_a_number_of_rows_costs_the_same_queries(client_of, queries):
    officer = focal_officer()
    unit = officer.appointments.get().organisation
    browser = client_of(officer)
    counted = []
    for number in (1, 2):
        for _ in range(number):
            ReportFactory(assignment__organisation=unit)
        downloaded(browser)
        counted.append(queries(lambda: downloaded(browser)))

    assert counted[0] == counted[1]


# --- Read -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def book(client_of) -> Filled:
    return Filled(downloaded(client_of(ReportFactory(percent=40, results="Cũ").by)))


def test_rows_are_read_by_their_headings_in_any_order(book):
    fresh = Workbook()
    headings = [RESULTS.upper(), "Ghi chú riêng", KEY, PERCENT]
    fresh.active.append(["Bảng của tôi"])
    fresh.active.append(headings)
    fresh.active.append([])
    fresh.active.append(["Đã xong", "riêng", book[0, KEY], "55 %"])
    content = BytesIO()
    fresh.save(content)

    (row,) = read(content.getvalue())

    assert (row.place, row.key) == (4, book[0, KEY])
    assert row.typed == {"results": "Đã xong", "percent": "55"}
    assert row.cells == {"results": "A4", "percent": "D4"}


def test_english_headings_are_known_on_a_vietnamese_page(book):
    fresh = Workbook()
    fresh.active.append(["Key of the row (do not change)", "Situation", "What was done"])
    fresh.active.append([book[0, KEY], "no change", "Đã họp"])
    content = BytesIO()
    fresh.save(content)

    (row,) = read(content.getvalue())

    assert row.typed == {"situation": "no_change", "results": "Đã họp"}


def test_a_formula_is_refused_with_its_cell(book):
    book[0, PERCENT] = "=10*6"

    (row,) = read(book.content)

    cell = book.cell(0, PERCENT).coordinate
    assert row.faults == [f"Ô {cell} (Tiến độ (%)) chứa công thức. Hãy nhập kết quả thay cho công thức."]


def test_an_array_formula_is_a_formula_too(book):
    from openpyxl.worksheet.formula import ArrayFormula

    cell = book.cell(0, RESULTS).coordinate
    book.sheet[cell] = ArrayFormula(cell, "=SUM(A1:A2)")

    (row,) = read(book.content)

    assert len(row.faults) == 1


def test_a_text_that_begins_like_a_formula_is_a_text(book):
    book[0, RESULTS] = "=1+1"
    book.cell(0, RESULTS).data_type = "s"

    (row,) = read(book.content)

    assert (row.typed["results"], row.faults) == ("=1+1", [])


def test_signs_that_are_written_by_number_come_back_as_they_are(client_of):
    its = ReportFactory(state=ReportState.DRAFT, results="Mã _x0041_ và\ttab")

    (row,) = read(downloaded(client_of(its.by)))

    assert row.typed["results"] == "Mã _x0041_ và\ttab"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"khong phai bang tinh"])
def test_what_cannot_be_read_says_so(content):
    with pytest.raises(NoWorkbook, match="không đọc được"):
        read(content)


def test_a_workbook_without_our_headings_is_refused():
    content = BytesIO()
    Workbook().save(content)

    with pytest.raises(NoWorkbook, match="tiêu đề"):
        read(content.getvalue())


def test_a_workbook_without_rows_is_refused(book):
    book.sheet.delete_rows(book.header_at + 1)

    with pytest.raises(NoWorkbook, match="Không có dòng nào"):
        read(book.content)


def test_too_many_rows_are_refused(book):
    for number in range(501):
        book.sheet.cell(book.header_at + 2 + number, book.columns[RESULTS], f"dòng {number}")

    with pytest.raises(NoWorkbook, match="500"):
        read(book.content)


def rewritten(content: bytes, part: str, change) -> bytes:
    whole = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(whole, "w") as new:
        for one in old.namelist():
            text = old.read(one)
            new.writestr(one, change(text) if one == part else text)
    return whole.getvalue()


def test_entities_are_not_expanded(book):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def spoiled(text: bytes) -> bytes:
        head, rest = text.split(b"?>", 1) if text.startswith(b"<?xml") else (b'<?xml version="1.0"', text)
        return head + b"?>" + bomb + rest.replace(b"Sheet", b"&b;", 1)

    content = rewritten(book.content, "xl/worksheets/sheet1.xml", spoiled)

    with pytest.raises(NoWorkbook):
        read(content)


def test_other_hands_leave_what_they_did_not_touch(book):
    """Saved by another program without an edit."""
    before = {row.key: row.typed for row in read(book.content)}
    again = BytesIO()
    load_workbook(BytesIO(book.content)).save(again)

    assert {row.key: row.typed for row in read(again.getvalue())} == before
