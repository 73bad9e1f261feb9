"""What a file is, by its content."""

import hashlib
from io import BytesIO

import pytest

from tasks_app.common.enums import FileKind
from tasks_app.common.files import CONTENT_TYPES, ENDINGS, NewFile, NotTaken, Objection, kind_of, tidy_name
from tests import uploads


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", uploads.PDF, FileKind.PDF),
        ("A.PDF", uploads.PDF, FileKind.PDF),
        ("a.docx", uploads.DOCX, FileKind.DOCX),
        ("a.xlsx", uploads.XLSX, FileKind.XLSX),
        ("a.doc", uploads.DOC, FileKind.DOC),
        ("a.xls", uploads.XLS, FileKind.XLS),
        ("a.xls", uploads.compound("Book"), FileKind.XLS),
        ("a.png", uploads.PNG, FileKind.PNG),
        ("a.jpg", uploads.JPEG, FileKind.JPEG),
        ("a.jpeg", uploads.JPEG, FileKind.JPEG),
        ("a.jfif", uploads.JPEG, FileKind.JPEG),
    ],
)
def test_what_is_taken(name, content, kind):
    assert kind_of(BytesIO(content), name) == kind


@pytest.mark.parametrize(
    ("name", "content", "objection", "kind"),
    [
        ("a.pdf", b"", Objection.EMPTY, None),
        ("a.exe", uploads.PROGRAM, Objection.UNKNOWN, None),
        ("a.pdf", uploads.PROGRAM, Objection.UNKNOWN, None),
        ("a.pdf", uploads.PAGE, Objection.UNKNOWN, None),
        ("a.txt", "Đã xong".encode(), Objection.UNKNOWN, None),
        ("a.gif", uploads.GIF, Objection.UNKNOWN, None),
        ("a.heic", uploads.HEIC, Objection.UNKNOWN, None),
        ("a.zip", uploads.archive("word.txt"), Objection.UNKNOWN, None),
        ("a.jar", uploads.archive("META-INF/MANIFEST.MF", "xl/a.class"), Objection.UNKNOWN, None),
        ("a.pptx", uploads.archive("[Content_Types].xml", "ppt/presentation.xml"), Objection.UNKNOWN, None),
        ("a.docx", uploads.DOCX[:60], Objection.UNKNOWN, None),
        ("a.docx", uploads.OF_NO_VERSION, Objection.UNKNOWN, None),
        ("a.docx", uploads.OF_NO_ENCODING, Objection.UNKNOWN, None),
        ("a.msi", uploads.compound("Property"), Objection.UNKNOWN, None),
        ("a.pdf", uploads.DOCX, Objection.MISNAMED, FileKind.DOCX),
        ("a.docx", uploads.PDF, Objection.MISNAMED, FileKind.PDF),
        ("a.docx", uploads.DOC, Objection.MISNAMED, FileKind.DOC),
        ("a", uploads.PDF, Objection.MISNAMED, FileKind.PDF),
        ("a.pdf.exe", uploads.PDF, Objection.MISNAMED, FileKind.PDF),
        ("a.xlsm", uploads.XLSX, Objection.MACROS, None),
        ("a.xlsx", uploads.WITH_MACROS, Objection.MACROS, None),
        ("a.docx", uploads.archive("[Content_Types].xml", "word/VBAProject.bin"), Objection.MACROS, None),
        ("a.xlsx", uploads.archive("[Content_Types].xml", "xl/macrosheets/sheet1.xml"), Objection.MACROS, None),
        ("a.doc", uploads.compound("WordDocument", "_VBA_PROJECT"), Objection.MACROS, None),
        ("a.xlsx", uploads.LOCKED, Objection.LOCKED, None),
    ],
    # Archives carry the moment at which they were made: it would make the names of the tests differ between workers.
    ids=lambda value: f"{len(value)}-bytes" if isinstance(value, bytes) else None,
)
def test_what_is_not_taken_and_why(name, content, objection, kind):
    with pytest.raises(NotTaken) as refused:
        kind_of(BytesIO(content), name)

    assert (refused.value.objection, refused.value.kind) == (objection, kind)


@pytest.mark.parametrize("width", [1, 8])
@pytest.mark.parametrize("wrong", [0, 128, 255])
def test_an_archive_that_is_damaged_anywhere_is_taken_or_not_and_breaks_nothing(wrong, width):
    answers = set()
    for place in range(len(uploads.DOCX)):
        damaged = uploads.DOCX[:place] + bytes([wrong]) * width + uploads.DOCX[place + width :]
        try:
            answers.add(kind_of(BytesIO(damaged), "a.docx"))
        except NotTaken as refused:
            answers.add(refused.objection)

    assert {FileKind.DOCX, Objection.UNKNOWN} <= answers <= {FileKind.DOCX, *Objection}


def test_words_inside_a_text_are_no_directory():
    """A Word file that speaks of macros has none: an entry of the directory begins at its own place."""
    text = b"\0\0" + "_VBA_PROJECT\0EncryptedPackage\0".encode("utf-16-le")

    assert kind_of(BytesIO(uploads.DOC + text), "a.doc") == FileKind.DOC


def test_an_entry_is_found_however_far_inside():
    far = uploads.COMPOUND.ljust(3 << 20, b"\0") + "WordDocument".encode("utf-16-le").ljust(128, b"\0")

    assert kind_of(BytesIO(far), "a.doc") == FileKind.DOC


def test_the_file_is_at_its_beginning_afterwards():
    for name, content in (("a.pdf", uploads.PDF), ("a.docx", uploads.DOCX), ("a.doc", uploads.DOC)):
        file = BytesIO(content)
        kind = kind_of(file, name)
        assert NewFile(name, kind, len(content), file).digest() == hashlib.sha256(content).hexdigest()
        assert file.read() == content


def test_every_kind_has_an_ending_and_a_type():
    assert set(ENDINGS) == set(CONTENT_TYPES) == set(FileKind)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\an\\bao cao.docx", "bao cao.docx"),
        ("một\r\nhai\t ba.pdf", "một hai ba.pdf"),
        ("baocao\u202efdp.exe", "baocaofdp.exe"),
        ("", "tep"),
        ("à" * 300 + ".docx", "à" * 145 + ".docx"),
    ],
)
def test_a_name_is_kept_tidy(given, kept):
    assert tidy_name(given) == kept
