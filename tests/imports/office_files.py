"""Files as offices really make them: each nasty in its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADING = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn hoàn thành")


def workbook(fill: Callable[[Worksheet], None], path: Path) -> Path:
    book = Workbook()
    fill(book.active)
    book.save(path)
    return path


def appended(sheet: Worksheet, rows) -> None:
    for row in rows:
        sheet.append(row)


def plain(sheet: Worksheet) -> None:
    """The simplest: a heading and two tasks, no key tasks."""
    appended(
        sheet,
        [
            HEADING,
            (1, "Ban hành kế hoạch", "Sở Nội vụ", "Sở Tài chính", "Kế hoạch", "31/1/2025"),
            (2, "Kiểm tra công vụ", "Thanh tra tỉnh", "", "Báo cáo", "Quý III"),
        ],
    )


def appendix(sheet: Worksheet) -> None:
    """The committee's appendix: letterhead, title, two header rows that are merged, column numbers, Roman groups, ditto
    marks, empty rows, a note and a signature."""
    appended(
        sheet,
        [
            ("TỈNH ỦY NGHỆ AN", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
            ("PHỤ LỤC: DANH MỤC NHIỆM VỤ, CƠ QUAN CHỦ TRÌ, PHỐI HỢP NĂM 2025",),
            (),
            ("TT", "Nội dung nhiệm vụ", "Cơ quan thực hiện", None, "Sản phẩm", "Thời hạn\nhoàn thành", "Ghi chú"),
            (None, None, "Chủ trì", "Phối hợp"),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
            ("I", "NGUỒN LỰC, CHUYỂN ĐỔI SỐ"),
            (1, "Rà soát nhân lực\nlàm cải cách hành chính", "Sở Nội vụ", "Sở TC; Sở TT&TT", "Báo cáo", "Quý II"),
            (2, "Bố trí kinh phí", "Sở TC", "nt", "Tờ trình", date(2025, 6, 15)),
            (),
            ("II.", "Rà soát kế hoạch"),
            (1, "Đánh giá kế hoạch", "UBND các huyện, thành, thị", "Các sở, ban, ngành", "Báo cáo", "trước ngày 15/6"),
            (2, "Công bố thủ tục", "như trên", "-nt-", '"', "NT"),
            (3, "Sắp xếp tổ chức", "Sở Vũ trụ", "", "Đề án", "Quý III và IV"),
            (),
            (None, "Ghi chú: Danh mục này kèm theo Kế hoạch của Ban Chỉ đạo"),
            ("Nơi nhận:", None, None, None, "TRƯỞNG BAN"),
            ("- Như trên;", None, None, None, "Người Ký Tên"),
        ],
    )
    for cells in ("A2:G2", "C4:D4", "A4:A5", "B4:B5", "E4:E5", "F4:F5", "G4:G5", "B7:G7"):
        sheet.merge_cells(cells)


def parts_without_numbers(sheet: Worksheet) -> None:
    """Groups that begin with "Công"; parts of a group that are numbered 1, 1.1; tasks without numbers, one led by
    "thủ trưởng các sở"; a total and a signature."""
    appended(
        sheet,
        [
            HEADING,
            ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            (1, "Công tác tuyên truyền", "Sở Nội vụ", "", "Báo cáo", "Quý II"),
            ("II", "Công vụ"),
            ("1", "Kiểm soát thủ tục"),
            ("1.1", "Đánh giá nội bộ", "Sở Tư pháp", "", "Báo cáo", "Quý II"),
            ("III", "Kỷ cương"),
            (None, "Việc không đánh số", "Thủ trưởng các sở, ban, ngành cấp tỉnh", "", "Báo cáo", "Quý III"),
            ("-", "Việc gạch đầu dòng", "Sở Tài chính", "", "Báo cáo", "Quý III"),
            ("IV", "Bộ máy"),
            (None, "Việc cuối", "Sở Nội vụ", "", "Đề án", "Quý IV"),
            (None, "Cộng: 5 nhiệm vụ"),
            (None, None, None, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"),
            (None, "Một lời không phải nhiệm vụ"),
        ],
    )


def merged_down(sheet: Worksheet) -> None:
    """One lead and one deadline for several tasks; one task over two rows."""
    appended(
        sheet,
        [
            HEADING,
            (1, "Việc một", "Sở Tư pháp", "Sở Nội vụ", "Báo cáo", "Tháng 6"),
            (2, "Việc hai", None, None, "Kế hoạch"),
            (3, "Việc ba", "Sở Y tế", None, "Đề án", "20/10"),
            (None, None, "Sở Y tế", "Sở Tài chính", "Tờ trình", "20/10"),
        ],
    )
    for cells in ("C2:C3", "D2:D3", "F2:F3", "A4:A5", "B4:B5"):
        sheet.merge_cells(cells)


def decomposed(sheet: Worksheet) -> None:
    """All in decomposed letters, as from a Mac, with double spaces, hard spaces and line breaks."""
    rows = [
        ("STT", "Nhiệm  vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Kết quả", "Thời gian thực hiện"),
        (
            1,
            "Số hóa\nhồ sơ,  kết quả",
            "Văn phòng UBND tỉnh",
            "Sở Thông tin\nvà Truyền thông",
            "Kho dữ liệu",
            "Quý  II",
        ),
        (2, "Đào tạo cán bộ đầu mối", "Sở nội vụ", "huyện Đô lương, TP Vinh", "Lớp tập huấn", "6 tháng đầu năm"),
    ]
    appended(sheet, [[unicodedata.normalize("NFD", v) if isinstance(v, str) else v for v in row] for row in rows])


def numbers_and_days(sheet: Worksheet) -> None:
    """Days as days, as serial numbers, as text, as a month; numbers as formulas would leave them."""
    appended(
        sheet,
        [
            HEADING,
            (1.0, "Ngày thật", "Sở Nội vụ", None, "Báo cáo", date(2025, 5, 4)),
            (2.0, "Số sê-ri", "Sở Nội vụ", None, "Báo cáo", 45823),
            (3.0, "Ngày bằng chữ", "Sở Nội vụ", None, "Báo cáo", "04/05/2025"),
            (4.0, "Chỉ có tháng", "Sở Nội vụ", None, "Báo cáo", date(2025, 6, 1)),
            (5.0, "Ngày không có", "Sở Nội vụ", None, "Báo cáo", "31/6/2025"),
            (6.0, "Năm khác", "Sở Nội vụ", None, "Báo cáo", date(2024, 6, 15)),
            (7.0, "Không có thời hạn", "Sở Nội vụ", None, "Báo cáo", None),
        ],
    )
    sheet["F5"].number_format = "mm/yyyy"


def hidden_and_repeated(sheet: Worksheet) -> None:
    """A hidden row, a hidden old column, the heading again on the next page, the same task twice, a total."""
    appended(
        sheet,
        [
            ("TT", "Nhiệm vụ", "Thời hạn", "Thời hạn mới", "Chủ trì", "Sản phẩm"),
            (1, "Việc thấy được", "Quý I", "Quý II", "Sở Nội vụ", "Báo cáo"),
            (2, "Việc bị ẩn", "Quý I", "Quý II", "Sở Nội vụ", "Báo cáo"),
            ("TT", "Nhiệm vụ", "Thời hạn", "Thời hạn mới", "Chủ trì", "Sản phẩm"),
            (3, "Việc  thấy được.", "Quý I", "Quý II", "Sở Tư pháp", "Báo cáo"),
            (None, "Tổng cộng: 3 nhiệm vụ"),
        ],
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def numbered(sheet: Worksheet) -> None:
    """Key tasks by numbers, tasks as 1.1, one cell for who does what, several leads."""
    appended(
        sheet,
        [
            ("Số TT", "Nội dung công việc", "Đơn vị thực hiện", "Kết quả đầu ra", "Tiến độ hoàn thành"),
            ("1", "Nguồn lực, chuyển đổi số"),
            ("1.1", "Bố trí nhân lực", "Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính", "Văn bản", "Tháng 2"),
            ("1.2", "Tập huấn", "Sở Nội vụ, Sở Tư pháp", "Lớp", "thường xuyên"),
            ("2", "Kỷ luật, kỷ cương"),
            ("2.1", "Kiểm tra đột xuất", None, "Kết luận", "khi có yêu cầu"),
            ("2.2", None, "Sở Nội vụ", "Kết luận", "Quý II"),
        ],
    )


def key_task_column(sheet: Worksheet) -> None:
    """A column says the key task; others say what no task needs."""
    appended(
        sheet,
        [
            ("Mã", "Nhóm nhiệm vụ", "Tên nhiệm vụ", "Lãnh đạo phụ trách", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm"),
            ("A1", "Nhóm 1", "Việc một", "Đ/c Phạm Văn Không", "Sở Nội vụ", "15-6-2025", "Báo cáo"),
            ("A2", "II", "Việc hai", None, "Sở Tài chín", "T12/2025", "Báo cáo"),
            ("A3", "Nhiệm vụ không có", "Việc ba", None, "Sở Tư pháp", "cuối năm", "Báo cáo"),
        ],
    )


def two_sheets(path: Path) -> Path:
    """A cover sheet, the table on the second, an old one that is hidden."""
    book = Workbook()
    book.active.append(["Kế hoạch cải cách hành chính", "Thời hạn"])
    plain(book.create_sheet("Phụ lục"))
    old = book.create_sheet("Cũ")
    appendix(old)
    old.sheet_state = "hidden"
    book.save(path)
    return path


def no_table(sheet: Worksheet) -> None:
    appended(sheet, [("Danh sách cán bộ",), ("Họ tên", "Ngày sinh"), ("Một người", "1/1/1980")])


def word_appendix(path: Path) -> Path:
    """Letterhead in a table of its own; the table of tasks is split over three: one repeats the heading, one does not;
    a lead is merged down, groups are merged across."""
    document = docx.Document()
    letterhead = document.add_table(1, 2)
    letterhead.cell(0, 0).text, letterhead.cell(0, 1).text = "TỈNH ỦY NGHỆ AN", "ĐẢNG CỘNG SẢN VIỆT NAM"
    document.add_paragraph("PHỤ LỤC")
    first = _word_table(
        document,
        [
            HEADING,
            ("I. Nguồn lực",),
            ("1", "Việc một", "Sở Tư pháp", "", "Báo cáo", "15/6"),
            ("2", "Việc hai", "", "Sở Y tế", "Kế hoạch", "Tháng 7"),
        ],
    )
    first.cell(2, 2).merge(first.cell(3, 2)).text = "Sở Tư pháp"
    document.add_paragraph()
    _word_table(document, [HEADING, ("II. Rà soát",), ("3", "Việc ba", "Như trên", "Sở GTVT", "Kế hoạch", "Quý 4")])
    document.add_paragraph()
    _word_table(document, [("4", "Việc bốn", "UBND huyện Nghi Lộc", "", "Kế hoạch", "ngày 20 tháng 11 năm 2025")])
    signature = document.add_table(1, 2)
    signature.cell(0, 0).text, signature.cell(0, 1).text = "Nơi nhận:\n- Như trên;", "TRƯỞNG BAN"
    document.save(path)
    return path


def _word_table(document, rows):
    table = document.add_table(0, len(HEADING))
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    return table
