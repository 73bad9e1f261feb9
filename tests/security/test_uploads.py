"""Uploaded files do nothing: none that could run is taken, none that is read can fill the machine or look around."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from tasks_app.common import packages
from tasks_app.common.files import CONTENT_TYPES, NotTaken, kind_of
from tasks_app.common.packages import MOST_PARTS, TooMuch, check_package
from tasks_app.documents.checking import template_faults
from tasks_app.documents.enums import DocumentKind
from tasks_app.exports.forms import UploadForm
from tasks_app.imports.enums import Refusal
from tasks_app.imports.rules import Unreadable, read_file
from tests.uploads import DOCX, GIF, JPEG, PDF, PNG, PROGRAM, XLSX, chosen

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
SCRIPT = b"#!/bin/sh\nrm -rf /\n"
INNOCENT = ("bao-cao.pdf", "anh.png", "anh.jpg", "van-ban.docx", "bang.xlsx", "van-ban.doc", "bang.xls")
PLENTY = 80 << 20


# --- What is not taken ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [SVG, HTML, SCRIPT, PROGRAM, GIF, b"<?xml version='1.0'?>" + SVG, b"\xef\xbb\xbf" + HTML]
)
@pytest.mark.parametrize("name", INNOCENT)
def test_what_could_run_is_not_taken_under_an_innocent_name(name, content):
    with pytest.raises(NotTaken):
        kind_of(BytesIO(content), name)


@pytest.mark.parametrize("content", [PDF, PNG, JPEG, DOCX, XLSX], ids=["pdf", "png", "jpeg", "docx", "xlsx"])
@pytest.mark.parametrize(
    "ending",
    [
        *(
            "html",
            "htm",
            "svg",
            "xhtml",
            "xml",
            "js",
            "mjs",
            "exe",
            "bat",
            "cmd",
            "com",
            "scr",
            "ps1",
            "vbs",
            "lnk",
            "jar",
        ),
        *(
            "php",
            "py",
            "sh",
            "swf",
            "hta",
            "pdf.html",
            "png.svg",
            "docx.exe",
            "pdf ",
            "pdf.",
            "pdf\u200b",
            "",
            "pdf/x.html",
        ),
        *("docm", "xlsm", "dotm", "xlsb", "iqy", "slk", "url", "webloc", "desktop"),
    ],
)
def test_what_is_innocent_is_not_taken_under_a_name_that_runs(ending, content):
    with pytest.raises(NotTaken):
        kind_of(BytesIO(content), f"bao-cao.{ending}")


@pytest.mark.parametrize("tail", [HTML, SVG, SCRIPT, PROGRAM, DOCX])
@pytest.mark.parametrize(("name", "head"), [("a.pdf", PDF), ("a.png", PNG), ("a.jpg", JPEG)])
def test_what_is_two_things_is_delivered_as_the_harmless_one(name, head, tail):
    """A browser is told the type and not to guess (tests/security/test_headers.py); the list knows none that runs."""
    kind = kind_of(BytesIO(head + tail), name)

    assert re.fullmatch(r"application/(pdf|msword|vnd\.[\w.-]+)|image/(png|jpeg)", CONTENT_TYPES[kind])


# --- What would fill the machine --------------------------------------------------------------------------------------


def package(content: bytes, changes: dict[str, bytes | None]) -> BytesIO:
    """An office file with some of its parts in other words."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in set(changes) - set(old.namelist()):
            new.writestr(name, changes[name])
    made.seek(0)
    return made


def workbook() -> bytes:
    made = BytesIO()
    its = openpyxl.Workbook()
    its.active.append(["Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])
    its.save(made)
    return made.getvalue()


def word_file() -> bytes:
    made = BytesIO()
    its = docx.Document()
    its.add_table(1, 2)
    its.save(made)
    return made.getvalue()


SHEET, BODY = "xl/worksheets/sheet1.xml", "word/document.xml"


def sheet_with(after: bytes = b"", rows: bytes = b"") -> BytesIO:
    its = workbook()
    with zipfile.ZipFile(BytesIO(its)) as parts:
        sheet = parts.read(SHEET)
    return package(its, {SHEET: sheet.replace(b"</sheetData>", rows + b"</sheetData>" + after)})


def body_with(row: bytes) -> BytesIO:
    its = word_file()
    with zipfile.ZipFile(BytesIO(its)) as parts:
        body = parts.read(BODY)
    return package(its, {BODY: body.replace(b"<w:tc>", row + b"<w:tc>", 1)})


EVERYWHERE = b"A1:XFD1048576"
MOST_ELEMENTS = 20_000  # of the tests: as many as the product allows take seconds to be written


@pytest.fixture(autouse=True)
def _few_elements(monkeypatch):
    assert packages.MOST_ELEMENTS >= 300 * 1000  # a table of 5,000 rows and 60 columns is read
    monkeypatch.setattr(packages, "MOST_ELEMENTS", MOST_ELEMENTS)


BOMBS = {
    "merged": lambda: sheet_with(b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % EVERYWHERE),
    "merged rows": lambda: sheet_with(b'<mergeCells><mergeCell ref="1:1048576"/></mergeCells>'),
    "merged often": lambda: sheet_with(b"<mergeCells>" + b'<mergeCell ref="A1:XFD1"/>' * 100 + b"</mergeCells>"),
    "linked": lambda: sheet_with(b'<hyperlinks><hyperlink ref="%s" location="x"/></hyperlinks>' % EVERYWHERE),
    "cells": lambda: sheet_with(rows=b'<row r="2">' + b"<c/>" * (MOST_ELEMENTS + 1) + b"</row>"),
    "words": lambda: package(workbook(), {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * MOST_ELEMENTS + b"</sst>"}),
    "styles": lambda: package(
        workbook(), {"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * MOST_ELEMENTS + b"</styleSheet>"}
    ),
    "hidden part": lambda: package(workbook(), {"xl/elsewhere": b"<a>" + b"<c/>" * MOST_ELEMENTS + b"</a>"}),
    "parts": lambda: package(workbook(), {f"x/{number}": b"" for number in range(MOST_PARTS + 1)}),
    "bytes": lambda: package(workbook(), {"xl/media/x": b"\0" * (PLENTY + 1)}),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_unfolds_is_known_before_anybody_reads_it(bomb):
    its = BOMBS[bomb]()

    assert len(its.getvalue()) < 1 << 20
    with pytest.raises(TooMuch):
        check_package(its, most_bytes=PLENTY)
    with pytest.raises(Unreadable) as refused:
        read_file(its, "bang.xlsx")
    assert refused.value.refusal == Refusal.UNPACKS_TOO_LARGE
    form = UploadForm({}, {"workbook": chosen("bang.xlsx", its.getvalue())})
    assert "workbook" in form.errors


def test_a_table_of_an_office_fits():
    """Full of text, merged and linked as people do it."""
    its = openpyxl.Workbook()
    for number in range(100):
        its.active.append([f"Việc {number}"] * 30)
    its.active.merge_cells("A1:AD1")
    its.active["A2"].hyperlink = "https://example.vn/"
    made = BytesIO()
    its.save(made)

    check_package(made, most_bytes=PLENTY)
    (grid,) = read_file(made, "bang.xlsx")
    assert len(grid.lines) == 100


def test_a_cell_at_the_bottom_makes_no_million_of_rows():
    far = sheet_with(rows=b'<row r="1048576"><c r="BH1048576" t="inlineStr"><is><t>x</t></is></c></row>')
    with pytest.raises(Unreadable) as refused:
        read_file(far, "bang.xlsx")
    assert refused.value.refusal == Refusal.TOO_MANY_ROWS

    nothing = sheet_with(rows=b'<row r="1048576"><c r="BH1048576"/></row>')
    (grid,) = read_file(nothing, "bang.xlsx")
    assert len(grid.lines) == 1


@pytest.mark.parametrize(
    "row",
    [
        b'<w:trPr><w:gridBefore w:val="900000000"/></w:trPr>',
        b'<w:tc><w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr><w:p/></w:tc>',
        b"<w:tc><w:p/></w:tc>" * 200,
    ],
    ids=["before", "span", "cells"],
)
def test_a_row_of_word_is_no_wider_than_a_table(row):
    (grid,) = read_file(body_with(row), "van-ban.docx")

    assert grid.width <= 2 * 60


def test_a_template_that_unfolds_is_refused():
    its = word_file()
    bomb = package(its, {"word/footer9.xml": b"<w>" + b"<p/>" * MOST_ELEMENTS + b"</w>"})
    with translation.override("en"):
        (said,) = template_faults(bomb.getvalue(), DocumentKind.REPORT)
    assert "far larger" in said


# --- What would look around -------------------------------------------------------------------------------------------

SECRET = "bi-mat-cua-may"


@pytest.fixture
def entity(tmp_path) -> bytes:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    return b'<!DOCTYPE x [<!ENTITY e SYSTEM "%s">]>' % secret.as_uri().encode()


def test_no_reader_of_workbooks_follows_an_entity(entity):
    its = sheet_with(rows=b'<row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row>')
    with zipfile.ZipFile(its) as parts:
        sheet = parts.read(SHEET)
    head, _mark, rest = sheet.partition(b"<worksheet")
    evil = package(its.getvalue(), {SHEET: head + entity + b"<worksheet" + rest})

    try:
        said = str(read_file(evil, "bang.xlsx"))
    except Unreadable as refused:
        said = refused.refusal
    assert SECRET not in said


def test_no_reader_of_word_files_follows_an_entity(entity):
    its = word_file()
    with zipfile.ZipFile(BytesIO(its)) as parts:
        body = parts.read(BODY)
    head, _mark, rest = body.partition(b"<w:document")
    rest = rest.replace(b"<w:p/>", b"<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", 1)
    evil = package(its, {BODY: head + entity + b"<w:document" + rest})

    try:
        said = str(read_file(evil, "van-ban.docx"))
    except Unreadable as refused:
        said = refused.refusal
    assert SECRET not in said
    assert SECRET not in str(template_faults(evil.getvalue(), DocumentKind.REPORT))


# --- Through the pages ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("bomb", ["merged", "linked", "cells"])
def test_the_pages_say_so_and_nothing_is_kept(bomb, world, client_of):
    its = BOMBS[bomb]().getvalue()
    secretary, member = client_of(world.secretary), client_of(world.member)
    answers = [
        secretary.post(reverse("import_list"), {"plan": world.draft_plan.pk, "file": chosen("bang.xlsx", its)}),
        secretary.post(reverse("list_enter", args=["people"]), {"file": chosen("bang.xlsx", its)}),
        member.post(reverse("offline_work"), {"workbook": chosen("bang.xlsx", its)}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../../tmp/x.pdf", "/etc/cron.d/x.pdf", "..\\..\\x.pdf", "a/b/c.pdf", "x\0.pdf"])
def test_a_file_lies_where_we_put_it(name, world, client_of, settings):
    form = {"uploads": chosen(name, PDF), "results": "x", "autosave": "1"}
    client_of(world.member).post(reverse("report_edit", args=[world.own.pk]), form)
    lying = [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]
    assert all(one.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()) for one in lying)
    assert not [one for one in lying if "x.pdf" in one.name or "cron" in str(one)]
