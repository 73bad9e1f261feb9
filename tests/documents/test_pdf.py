"""Word documents become PDFs: as they should look, and what is said where none can be made."""

from __future__ import annotations

import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from pypdf import PdfReader

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.pdf import PdfNotMade, makes_pdf, to_pdf
from tests.documents.conftest import on_paper

DOTS = 50  # an inch, of the pictures
TEXT = "Công tác cải cách hành chính được triển khai đồng bộ, đúng tiến độ trên địa bàn toàn tỉnh. " * 6


@pytest.fixture(autouse=True)
def clock():
    """The real one: these tests wait for another process."""


def text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def program(tmp_path, *lines: str) -> str:
    path = tmp_path / "soffice"
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return str(path)


# --- Without LibreOffice ----------------------------------------------------------------------------------------------


def test_where_no_program_is_named_none_is_offered(settings):
    settings.LIBREOFFICE = ""
    assert not makes_pdf()


@pytest.mark.parametrize("lines", [["exit 77"], ["echo 'no filter'; exit 0"], ["echo text > document.pdf"]])
def test_a_program_that_makes_no_pdf_is_a_sentence(settings, tmp_path, lines, caplog):
    settings.LIBREOFFICE = program(tmp_path, *lines)
    with pytest.raises(PdfNotMade, match="Chưa tạo được tệp PDF"):
        to_pdf(b"x")
    assert "LibreOffice made no PDF" in caplog.text
    assert "asked once more" not in caplog.text


def died_so_often(tmp_path, often: int) -> str:
    """A program that dies so often before it makes a PDF; a line of ``tries`` for each time."""
    tries = tmp_path / "tries"
    dies = f"[ $(wc -l < {tries}) -le {often} ] && kill -ABRT $$"
    return program(tmp_path, f"echo tried >> {tries}", dies, "printf '%%PDF-1.7' > document.pdf")


def test_a_program_that_died_is_asked_once_more(settings, tmp_path, caplog):
    settings.LIBREOFFICE = died_so_often(tmp_path, 1)
    assert to_pdf(b"x") == b"%PDF-1.7"
    assert "asked once more" in caplog.text


def test_a_program_that_dies_again_is_a_sentence(settings, tmp_path):
    settings.LIBREOFFICE = died_so_often(tmp_path, 9)
    with pytest.raises(PdfNotMade, match="Chưa tạo được tệp PDF"):
        to_pdf(b"x")
    assert (tmp_path / "tries").read_text().count("tried") == 2


def test_a_program_that_is_not_there_is_a_sentence(settings, tmp_path):
    settings.LIBREOFFICE = str(tmp_path / "nowhere")
    with pytest.raises(PdfNotMade, match="LibreOffice"):
        to_pdf(b"x")


def test_a_program_that_hangs_is_stopped_with_its_children(settings, tmp_path):
    """A pipe tells what became of the child: it ends empty when its last writer does, or with a word a minute later."""
    end = tmp_path / "end"
    os.mkfifo(end)
    reader = os.open(end, os.O_RDONLY | os.O_NONBLOCK)
    settings.LIBREOFFICE = program(tmp_path, f"(sleep 60; echo alive) > {end} &", "wait")
    with pytest.raises(PdfNotMade, match="quá lâu"):
        to_pdf(b"x", seconds=0.5)
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read() == b""


# --- With it ----------------------------------------------------------------------------------------------------------


def picture(pdf: bytes, page: int, folder) -> list[bytes]:
    """The rows of a page in greys, 0 black and 255 white."""
    (folder / "it.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-r", str(DOTS), "-f", str(page), "-l", str(page), "it.pdf"]
    made = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    _kind, width, height, _most = made.split(maxsplit=4)[:4]
    width, height = int(width), int(height)
    greys = made[-width * height :]
    return [greys[row * width : (row + 1) * width] for row in range(height)]


def inked(rows: list[bytes], left: float, right: float, top: float, bottom: float) -> bool:
    """Whether anything is printed in a part of the page, in millimetres."""
    at = lambda length: round(length / 25.4 * DOTS)  # noqa: E731
    return any(grey < 160 for row in rows[at(top) : at(bottom)] for grey in row[at(left) : at(right)])


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("letterhead", "said"),
    [
        (
            Letterhead.STATE,
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ……/BC-SNV", "KT. GIÁM ĐỐC"],
        ),
        (Letterhead.PARTY, ["ĐẢNG CỘNG SẢN VIỆT NAM", "TỈNH ỦY NGHỆ AN", "Số ……-BC/BCĐ", "T/M BAN CHỈ ĐẠO"]),
    ],
)
def test_both_letterheads_are_printed_within_their_margins(libreoffice, tmp_path, letterhead, said):
    pdf = to_pdf(on_paper(letterhead, *[TEXT] * 12))

    first, second, *others = text_of(pdf)
    assert [one for one in said if one not in first + " ".join(others)] == []
    assert second.startswith("2 ")
    assert not first.startswith("1 ")
    page = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) == (210, 297)
    for number in (1, 2):
        rows = picture(pdf, number, tmp_path)
        assert not inked(rows, 0, 28, 0, 297), "something stands in the left margin"
        assert not inked(rows, 197, 210, 0, 297), "something stands in the right margin"
        assert not inked(rows, 0, 210, 279, 297), "something stands in the bottom margin"
        assert inked(rows, 107, 117, 8, 19) == (number == 2), "the number of a page stands on all but the first"
        assert inked(rows, 30, 190, 20, 60)


@pytest.mark.libreoffice
def test_its_letters_are_as_wide_as_those_that_the_document_names(libreoffice):
    page = PdfReader(BytesIO(to_pdf(on_paper(Letterhead.STATE, TEXT)))).pages[0]
    fonts = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert {font.partition("-")[0] for font in fonts} <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}


@pytest.mark.libreoffice
def test_two_at_once_do_not_meet(libreoffice):
    made = {}
    workers = [
        threading.Thread(target=lambda one=one: made.update({one: to_pdf(on_paper(Letterhead.STATE, one))}))
        for one in ("Một", "Hai")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert {one for one, pdf in made.items() if one in text_of(pdf)[0]} == {"Một", "Hai"}


class Asked(BaseHTTPRequestHandler):
    paths: list[str] = []

    def do_GET(self):
        self.paths.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.mark.libreoffice
def test_what_a_document_links_to_is_not_fetched(libreoffice, tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    document = docx.Document()
    document.add_paragraph("Ảnh ở nơi khác")
    target = f"http://127.0.0.1:{server.server_port}/picture.png"
    key = document.part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.add_paragraph()._p.append(docx.oxml.parse_xml(LINKED.format(key=key)))
    whole = BytesIO()
    document.save(whole)

    try:
        assert "Ảnh ở nơi khác" in text_of(to_pdf(whole.getvalue()))[0]
    finally:
        server.shutdown()
        server.server_close()
    assert Asked.paths == []


LINKED = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:drawing><wp:inline>
 <wp:extent cx="990000" cy="990000"/><wp:docPr id="1" name="x"/><a:graphic>
 <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
 <pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr>
 <pic:blipFill><a:blip r:link="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
 <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm>
 <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
 </wp:inline></w:drawing></w:r>"""
