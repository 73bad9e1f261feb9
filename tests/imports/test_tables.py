"""Files as offices make them, read for the plan of 2025: which rows are tasks, and what is said of each."""

from io import BytesIO
from pathlib import Path

import pytest

from tasks_app.imports import queries
from tasks_app.imports.enums import Part, Refusal
from tasks_app.imports.rules import Unreadable, best_grid, judge, read_file, read_rows, texts_of
from tests.imports import office_files
from tests.imports.province import province

__all__ = ["province"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

DISTRICTS, STATE_UNITS = "Huyện, thành phố, thị xã", "Sở, ban, ngành cấp tỉnh"
TTTT = "Sở Thông tin và Truyền thông"


@pytest.fixture(scope="module")
def known(province, django_db_blocker):
    with django_db_blocker.unblock():
        return queries.known(2025, plan=None)


def table_in(path: Path):
    with path.open("rb") as file:
        grid, heading = best_grid(read_file(file, path.name))
    return read_rows(grid, heading, heading.columns)


def said(row) -> tuple:
    """A row in short: where, key task, content, lead, coordinating, deliverable, deadline, verdict, remarks."""
    return (
        row.number,
        row.key_task,
        row.content,
        row.lead.named.name if row.lead else None,
        texts_of(row.coordinating),
        row.deliverable,
        row.deadline.on.isoformat() if row.deadline.on else None,
        row.verdict.value,
        [note.remark.value for note in row.notes],
    )


FILES = {
    office_files.plain: [
        (2, None, "Ban hành kế hoạch", "Sở Nội vụ", ["Sở Tài chính"], "Kế hoạch", "2025-01-31", "ok", []),
        (3, None, "Kiểm tra công vụ", "Thanh tra tỉnh", [], "Báo cáo", "2025-09-30", "ok", []),
    ],
    office_files.appendix: [
        (8, 1, "Rà soát nhân lực làm cải cách hành chính", "Sở Nội vụ", ["Sở Tài chính", TTTT], "Báo cáo", "2025-06-30", "ok", []),
        (9, 1, "Bố trí kinh phí", "Sở Tài chính", [TTTT], "Tờ trình", "2025-06-15", "ok", []),
        (12, 2, "Đánh giá kế hoạch", DISTRICTS, [STATE_UNITS], "Báo cáo", "2025-06-14", "ok", []),
        (13, 2, "Công bố thủ tục", DISTRICTS, [STATE_UNITS], "Báo cáo", "2025-06-14", "ok", []),
        (14, 2, "Sắp xếp tổ chức", None, [], "Đề án", "2025-12-31", "error", ["unknown_lead", "deadline"]),
    ],
    office_files.parts_without_numbers: [
        (3, 1, "Công tác tuyên truyền", "Sở Nội vụ", [], "Báo cáo", "2025-06-30", "ok", []),
        (6, 2, "Đánh giá nội bộ", "Sở Tư pháp", [], "Báo cáo", "2025-06-30", "ok", []),
        (8, 3, "Việc không đánh số", STATE_UNITS, [], "Báo cáo", "2025-09-30", "ok", []),
        (9, 3, "Việc gạch đầu dòng", "Sở Tài chính", [], "Báo cáo", "2025-09-30", "ok", []),
        (11, 4, "Việc cuối", "Sở Nội vụ", [], "Đề án", "2025-12-31", "ok", []),
    ],
    office_files.merged_down: [
        (2, None, "Việc một", "Sở Tư pháp", ["Sở Nội vụ"], "Báo cáo", "2025-06-30", "ok", []),
        (3, None, "Việc hai", "Sở Tư pháp", ["Sở Nội vụ"], "Kế hoạch", "2025-06-30", "ok", []),
        (4, None, "Việc ba", "Sở Y tế", ["Sở Tài chính"], "Đề án; Tờ trình", "2025-10-20", "warning", ["joined"]),
    ],
    office_files.decomposed: [
        (2, None, "Số hóa hồ sơ, kết quả", "Văn phòng UBND tỉnh", [TTTT], "Kho dữ liệu", "2025-06-30", "ok", []),
        (3, None, "Đào tạo cán bộ đầu mối", "Sở Nội vụ", ["Huyện Đô Lương", "Thành phố Vinh"], "Lớp tập huấn", "2025-06-30", "ok", []),
    ],
    office_files.numbers_and_days: [
        (2, None, "Ngày thật", "Sở Nội vụ", [], "Báo cáo", "2025-05-04", "ok", []),
        (3, None, "Số sê-ri", "Sở Nội vụ", [], "Báo cáo", "2025-06-15", "ok", []),
        (4, None, "Ngày bằng chữ", "Sở Nội vụ", [], "Báo cáo", "2025-05-04", "ok", []),
        (5, None, "Chỉ có tháng", "Sở Nội vụ", [], "Báo cáo", "2025-06-30", "ok", []),
        (6, None, "Ngày không có", "Sở Nội vụ", [], "Báo cáo", None, "error", ["deadline"]),
        (7, None, "Năm khác", "Sở Nội vụ", [], "Báo cáo", "2024-06-15", "warning", ["deadline"]),
        (8, None, "Không có thời hạn", "Sở Nội vụ", [], "Báo cáo", None, "warning", ["deadline"]),
    ],
    office_files.hidden_and_repeated: [
        (2, None, "Việc thấy được", "Sở Nội vụ", [], "Báo cáo", "2025-06-30", "ok", []),
        (3, None, "Việc bị ẩn", "Sở Nội vụ", [], "Báo cáo", "2025-06-30", "warning", ["hidden"]),
        (5, None, "Việc thấy được.", "Sở Tư pháp", [], "Báo cáo", "2025-06-30", "warning", ["twice_in_file"]),
    ],
    office_files.numbered: [
        (3, 1, "Bố trí nhân lực", "Sở Nội vụ", ["Sở Tài chính"], "Văn bản", "2025-02-28", "ok", []),
        (4, 1, "Tập huấn", "Sở Nội vụ", [], "Lớp", None, "warning", ["several_leads"]),
        (6, 2, "Kiểm tra đột xuất", None, [], "Kết luận", None, "error", ["no_lead"]),
        (7, 2, "", "Sở Nội vụ", [], "Kết luận", "2025-06-30", "error", ["no_content"]),
    ],
    office_files.key_task_column: [
        (2, 1, "Việc một", "Sở Nội vụ", [], "Báo cáo", "2025-06-15", "warning", ["unknown_member"]),
        (3, 2, "Việc hai", "Sở Tài chính", [], "Báo cáo", "2025-12-31", "warning", ["guessed"]),
        (4, None, "Việc ba", "Sở Tư pháp", [], "Báo cáo", "2025-12-31", "error", ["unknown_key_task"]),
    ],
}  # fmt: skip
WORD = [
    (4, 1, "Việc một", "Sở Tư pháp", [], "Báo cáo", "2025-06-15", "ok", []),
    (5, 1, "Việc hai", "Sở Tư pháp", ["Sở Y tế"], "Kế hoạch", "2025-07-31", "ok", []),
    (8, 2, "Việc ba", "Sở Tư pháp", ["Sở Giao thông vận tải"], "Kế hoạch", "2025-12-31", "ok", []),
    (9, 2, "Việc bốn", "Huyện Nghi Lộc", [], "Kế hoạch", "2025-11-20", "ok", []),
]


@pytest.mark.parametrize("fill", FILES, ids=lambda fill: fill.__name__)
def test_the_tasks_of_a_workbook(fill, known, tmp_path):
    table = table_in(office_files.workbook(fill, tmp_path / "ke-hoach.xlsx"))

    assert [said(row) for row in judge(table, known)] == FILES[fill]


def test_the_tasks_of_a_word_file(known, tmp_path):
    table = table_in(office_files.word_appendix(tmp_path / "ke-hoach.docx"))

    assert [said(row) for row in judge(table, known)] == WORD
    assert table.key_tasks == {1: "Nguồn lực", 2: "Rà soát"}


def test_the_sheet_with_the_table_is_read(known, tmp_path):
    table = table_in(office_files.two_sheets(tmp_path / "ke-hoach.xlsx"))

    assert [said(row) for row in judge(table, known)] == FILES[office_files.plain]


def test_key_tasks_have_the_titles_of_the_table(tmp_path):
    table = table_in(office_files.workbook(office_files.appendix, tmp_path / "ke-hoach.xlsx"))

    assert table.key_tasks == {1: "NGUỒN LỰC, CHUYỂN ĐỔI SỐ", 2: "Rà soát kế hoạch"}


def test_a_column_can_be_named_otherwise(known, tmp_path):
    path = office_files.workbook(office_files.hidden_and_repeated, tmp_path / "ke-hoach.xlsx")
    with path.open("rb") as file:
        grid, heading = best_grid(read_file(file, path.name))
    table = read_rows(grid, heading, {**heading.columns, Part.DEADLINE: 2})

    assert judge(table, known)[0].deadline.on.isoformat() == "2025-03-31"


def test_without_a_heading_nothing_is_found(tmp_path):
    path = office_files.workbook(office_files.no_table, tmp_path / "danh-sach.xlsx")

    with path.open("rb") as file:
        assert best_grid(read_file(file, path.name)) is None


COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
OLD_EXCEL = COMPOUND + "Workbook\0".encode("utf-16-le").ljust(128, b"\0")
OLD_WORD = COMPOUND + "WordDocument\0".encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (OLD_EXCEL, "ke-hoach.xls", Refusal.OLD_EXCEL),
        (OLD_WORD, "ke-hoach.doc", Refusal.OLD_WORD),
        (b"<html><table></table></html>", "ke-hoach.xls", Refusal.OLD_EXCEL),  # what some programs call so
        (b"%PDF-1.7\n", "ke-hoach.pdf", Refusal.PDF),
        (OLD_EXCEL, "ke-hoach.xlsx", Refusal.OLD_EXCEL),
        (b"", "ke-hoach.xlsx", Refusal.EMPTY),
        (b"PK\x03\x04damaged", "ke-hoach.xlsx", Refusal.UNKNOWN),
        (b"abc", "ke-hoach.txt", Refusal.UNKNOWN),
    ],
)
def test_what_cannot_be_read_says_why(content, name, refusal):
    with pytest.raises(Unreadable) as refused:
        read_file(BytesIO(content), name)

    assert refused.value.refusal == refusal


def test_a_workbook_of_another_name_is_opened_under_none(tmp_path):
    path = office_files.workbook(office_files.plain, tmp_path / "ke-hoach.xlsx")

    with pytest.raises(Unreadable) as refused, path.open("rb") as file:
        read_file(file, "ke-hoach.docx")

    assert refused.value.refusal == Refusal.MISNAMED


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path, monkeypatch):
    path = office_files.workbook(office_files.plain, tmp_path / "ke-hoach.xlsx")
    monkeypatch.setattr("tasks_app.imports.rules.files.UNPACKED_BYTES", 1000)

    with pytest.raises(Unreadable) as refused, path.open("rb") as file:
        read_file(file, path.name)

    assert refused.value.refusal == Refusal.UNPACKS_TOO_LARGE
