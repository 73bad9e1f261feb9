"""Small files of each kind, as a person would choose them in a form."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\0" * 40
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 40
GIF = b"GIF89a" + b"\0" * 40
HEIC = bytes.fromhex("00000018667479706865696300000000") + b"mif1heic" + b"\0" * 40
PROGRAM = b"MZ\x90\0" + b"\0" * 100
PAGE = b"<!doctype html><script>alert(1)</script>"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def archive(*names: str) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as file:
        for name in names:
            file.writestr(name, f"<{name}/>")
    return whole.getvalue()


def spoiled(content: bytes, at: int, *wrong: int) -> bytes:
    """An archive with other bytes in the last entry of its table of contents, ``at`` bytes after its beginning."""
    place = content.rindex(b"PK\x01\x02") + at
    return content[:place] + bytes(wrong) + content[place + len(wrong) :]


def compound(*names: str) -> bytes:
    """The head of a compound file and a directory with these names, one entry of 128 bytes each."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return COMPOUND.ljust(512, b"\0") + entries


DOCX = archive("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
OF_NO_VERSION = spoiled(DOCX, 6, 255)
OF_NO_ENCODING = spoiled(spoiled(DOCX, 9, 8), 46, 255)  # says that its name is UTF-8, and it is not
DOC = compound("1Table", "WordDocument")
XLS = compound("Workbook")
WITH_MACROS = archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")
LOCKED = compound("EncryptionInfo", "EncryptedPackage")


def chosen(name: str = "Báo cáo.pdf", content: bytes = PDF, content_type: str = "") -> SimpleUploadedFile:
    """A file in a form; the browser's word for its type is wrong on purpose where none is given."""
    return SimpleUploadedFile(name, content, content_type or "text/html")


def read_out(response) -> bytes:
    """All of a file that is handed out, which closes it; nothing of any other answer.

    Not ``response.close()``: outside the client's own reading that ends the connection of the test's transaction.
    """
    return b"".join(response.streaming_content) if response.streaming else b""
