"""What was taken out, read back by an independent reader."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.uploads import read_out


def taken_out(browser: Client, address: str, file_format: str = "xlsx") -> HttpResponse:
    """The answer; a file is read to its end and closed."""
    response = browser.post(reverse("page_export", args=[file_format]), {"address": address})
    response.whole = read_out(response)
    return response


def content(response: HttpResponse) -> bytes:
    assert response.status_code == HTTPStatus.OK
    return response.whole


def sheets(response: HttpResponse) -> dict[str, list[dict]]:
    """The rows of each sheet, by the labels of its columns."""
    book = load_workbook(BytesIO(content(response)))
    return {sheet.title: _rows(sheet) for sheet in book.worksheets}


def rows(response: HttpResponse) -> list[dict]:
    """Of a book with one sheet."""
    (only,) = sheets(response).values()
    return only


def headers(response: HttpResponse) -> dict[str, tuple]:
    """The labels of the columns of each sheet."""
    book = load_workbook(BytesIO(content(response)))
    return {sheet.title: tuple(cell.value for cell in sheet[_header_at(sheet)]) for sheet in book.worksheets}


def notes(response: HttpResponse) -> str:
    """What stands above the rows of its first sheet."""
    sheet = load_workbook(BytesIO(content(response))).worksheets[0]
    return "\n".join(str(cell or "") for (cell, *_) in sheet.iter_rows(max_row=_header_at(sheet) - 1, values_only=True))


def _header_at(sheet: Worksheet) -> int:
    return int(sheet.print_title_rows.split(":")[0].strip("$"))


def _rows(sheet: Worksheet) -> list[dict]:
    lines = list(sheet.iter_rows(min_row=_header_at(sheet), values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
