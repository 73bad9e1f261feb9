"""What was typed like a formula is a text in every file that leaves: each book, and what else is made."""

from __future__ import annotations

import csv
import re
import zipfile
from io import BytesIO, StringIO
from itertools import count

import pytest
from django.urls import reverse

from tasks_app.exports.books import BOOKS
from tests.architecture.test_urls import path_of
from tests.exports.files import content, taken_out
from tests.uploads import read_out
from tests.urls_and_roles import ADDRESSES, Address

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Ways in which a cell begins to be a formula (OWASP, CSV injection), and one that asks for a program.
WAYS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", " =1+1", "=cmd|'/c x'!A0", '=HYPERLINK("//e")')
LOOKS_LIKE_ONE = re.compile(r"\s*[=+\-@\t\r|]")
NUMBER = re.compile(r"-\d+(\.\d+)?")


@pytest.fixture(scope="module")
def mischief():
    number = count()
    return lambda longest: WAYS[next(number) % len(WAYS)]


def page_of(name: str) -> tuple[Address, str]:
    rows = [row for row in ADDRESSES if row.name == name and row.method == "GET" and 200 in row.answers.values()]
    person = next(one for one in ("secretary", "member", "leader", "officer") if rows[0].answers[one] == 200)
    return rows[0], person


@pytest.mark.parametrize("name", BOOKS)
def test_no_book_has_a_formula(name, province, client_of):
    address, person = page_of(name)
    browser, path = client_of(getattr(province, person)), path_of(address, province)

    book = content(taken_out(browser, path))
    text = content(taken_out(browser, path, "csv")).decode("utf-8-sig")

    assert formulas(book) == []
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert [one for one in cells if LOOKS_LIKE_ONE.match(one) and not NUMBER.fullmatch(one)] == []


def formulas(book: bytes) -> list[str]:
    """Cells that are evaluated, links and fields that reach out; in every sheet of a workbook."""
    with zipfile.ZipFile(BytesIO(book)) as package:
        sheets = [package.read(one).decode() for one in package.namelist() if one.startswith("xl/worksheets/sheet")]
        assert not [one for one in package.namelist() if "externalLink" in one or "connections" in one]
    return [found for sheet in sheets for found in re.findall(r"<f[ >].*?</f>|<hyperlink .*?>", sheet)]


def test_what_was_typed_is_in_them(province, client_of):
    """Else the books above would have nothing that could be a formula."""
    text = content(taken_out(client_of(province.secretary), reverse("assignment_list"), "csv")).decode()
    assert len([way for way in WAYS if f"'{way.strip()}" in text or f"'{way}" in text]) >= 3


def test_neither_has_the_workbook_to_fill_in(province, client_of):
    response = client_of(province.member).post(reverse("offline_download"))
    assert formulas(read_out(response)) == []


def test_neither_has_the_official_report(province, client_of):
    response = client_of(province.secretary).post(
        reverse("official_report_out", args=[province.official_report.pk]),
        {"letterhead": "party", "language": "vi", "file_format": "xlsx", "format": "xlsx"},
    )
    assert response.status_code == 200
    assert formulas(read_out(response)) == []
