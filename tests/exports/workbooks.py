"""A workbook of one's own rows in the hands of somebody without a connection."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks_app.exports.models import OfflineRow, OfflineUpload
from tests.uploads import read_out

SITUATION, PERCENT, RESULTS, DIFFICULTIES = (
    "Tình hình",
    "Tiến độ (%)",
    "Kết quả chính trong kỳ",
    "Khó khăn, vướng mắc (nếu có)",
)
NUMBER, DAY, KEY = "Số, ký hiệu văn bản", "Ngày văn bản", "Mã của dòng (không sửa)"
TASK = "Nhiệm vụ"


class Filled:
    """A workbook that is open: ``book[1, PERCENT] = 60`` is the second of its rows."""

    def __init__(self, content: bytes):
        self.workbook: Workbook = load_workbook(BytesIO(content))
        self.sheet: Worksheet = self.workbook.worksheets[0]
        self.header_at = int(self.sheet.print_title_rows.split(":")[0].strip("$"))

    @property
    def columns(self) -> dict[str, int]:
        return {cell.value: cell.column for cell in self.sheet[self.header_at] if cell.value}

    @property
    def number(self) -> int:
        return self.sheet.max_row - self.header_at

    def cell(self, row: int, heading: str):
        return self.sheet.cell(self.header_at + 1 + row, self.columns[heading])

    def __getitem__(self, place: tuple[int, str]):
        return self.cell(*place).value

    def __setitem__(self, place: tuple[int, str], value):
        self.cell(*place).value = value

    @property
    def content(self) -> bytes:
        whole = BytesIO()
        self.workbook.save(whole)
        return whole.getvalue()


def downloaded(browser: Client) -> bytes:
    return read_out(browser.post(reverse("offline_download")))


def uploaded(browser: Client, content: bytes, name: str = "Việc.xlsx") -> HttpResponse:
    return browser.post(reverse("offline_work"), {"workbook": SimpleUploadedFile(name, content)})


def brought_back(browser: Client, content: bytes) -> list[OfflineRow]:
    """The rows of a workbook that was uploaded, as they wait."""
    response = uploaded(browser, content)
    assert response.status_code == 302, response.content.decode()
    return rows_of(OfflineUpload.objects.order_by("pk").last())


def rows_of(upload: OfflineUpload) -> list[OfflineRow]:
    return list(upload.rows.order_by("place"))


def filled(browser: Client, fill: Callable[[Filled], None]) -> bytes:
    """Downloaded and filled in."""
    book = Filled(downloaded(browser))
    fill(book)
    return book.content


def confirm(browser: Client, rows: list[OfflineRow], **chosen) -> list[OfflineRow]:
    """``chosen``: the fields of the form; without any, every row is saved."""
    data = chosen or {f"take-{row.pk}": "1" for row in rows}
    response = browser.post(reverse("offline_upload", args=[rows[0].upload.pk]), data)
    assert response.status_code == 302
    return rows_of(rows[0].upload)
