"""Uploaded files: what one is, by its content. Its name and what a browser says of it are only claims."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import filetype

from tasks_app.common.enums import FileKind

CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOC: "application/msword",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}
ENDINGS = {kind: (kind.value,) for kind in FileKind} | {FileKind.JPEG: ("jpg", "jpeg", "jfif")}
ENDINGS_OF_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam"})
# HEIC is left out: few office machines open it, and iPhones send JPEG to a field that asks for that.
SIMPLE = {CONTENT_TYPES[kind]: kind for kind in (FileKind.PDF, FileKind.JPEG, FileKind.PNG)}
LONGEST_NAME = 150

ZIP = b"PK\x03\x04"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # the files of Office 97-2003, and what Office locks with a password
# What zipfile raises on a table of contents that is damaged, or was made to do harm: beside its own error, that for a
# version nobody knows, for a name in no encoding (a ValueError) and for lengths that lead out of the file.
NO_ARCHIVE = (BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError, OSError, struct.error)
HEAD = 8192
BLOCK = 1 << 20
ENTRY = 128  # the directory of a compound file: entries of this size, aligned, each beginning with a name in UTF-16


class Objection(Enum):
    """Why a file is not taken."""

    EMPTY = auto()
    UNKNOWN = auto()
    MISNAMED = auto()
    MACROS = auto()
    LOCKED = auto()


class NotTaken(Exception):
    """``kind``: what the content is, where that is known."""

    def __init__(self, objection: Objection, kind: FileKind | None = None):
        self.objection = objection
        self.kind = kind
        super().__init__(objection.name)


@dataclass(frozen=True)
class NewFile:
    """An uploaded file that was looked at and is taken."""

    name: str
    kind: FileKind
    size: int
    content: BinaryIO

    def digest(self) -> str:
        whole = sha256()
        for block in _blocks(self.content):
            whole.update(block)
        self.content.seek(0)
        return whole.hexdigest()


def kind_of(content: BinaryIO, name: str) -> FileKind:
    """What a file is. Raises NotTaken for what is not on the list, or is something else than its name says.

    Archives and compound files are not unpacked: their tables of contents say enough.
    """
    content.seek(0)
    head = content.read(HEAD)
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if not head:
        raise NotTaken(Objection.EMPTY)
    if ending in ENDINGS_OF_MACROS:
        raise NotTaken(Objection.MACROS)
    if head.startswith(ZIP):
        kind = _kind_of_archive(content)
    elif head.startswith(COMPOUND):
        kind = _kind_of_compound(content)
    else:
        found = filetype.guess(head)
        kind = SIMPLE.get(found.mime) if found else None
    content.seek(0)
    if kind is None:
        raise NotTaken(Objection.UNKNOWN)
    if ending not in ENDINGS[kind]:
        raise NotTaken(Objection.MISNAMED, kind)
    return kind


def tidy_name(name: str) -> str:
    """A file's name as it is kept: NFC, one line, nothing that turns the direction of reading, no folder.

    A long one is shortened before its ending.
    """
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    spaced = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in plain)
    visible = "".join(c for c in spaced if unicodedata.category(c) not in ("Cf", "Cs"))
    one_line = " ".join(visible.split()) or "tep"
    path = PurePath(one_line)
    ending = path.suffix[:20]
    return one_line if len(one_line) <= LONGEST_NAME else path.stem[: LONGEST_NAME - len(ending)].strip() + ending


def _kind_of_archive(content: BinaryIO) -> FileKind | None:
    try:
        names = ZipFile(content).namelist()
    except NO_ARCHIVE:
        return None
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise NotTaken(Objection.MACROS)
    if "[Content_Types].xml" not in names:
        return None
    for folder, kind in (("word/", FileKind.DOCX), ("xl/", FileKind.XLSX)):
        if any(name.startswith(folder) for name in names):
            return kind
    return None


def _kind_of_compound(content: BinaryIO) -> FileKind | None:
    content.seek(0)
    found = set()
    for block in _blocks(content):
        found |= {name for name, mark in COMPOUND_NAMES.items() if _has_entry(block, mark)}
    if "EncryptedPackage" in found:
        raise NotTaken(Objection.LOCKED)
    if "_VBA_PROJECT" in found:
        raise NotTaken(Objection.MACROS)
    if "WordDocument" in found:
        return FileKind.DOC
    return FileKind.XLS if found & {"Workbook", "Book"} else None


COMPOUND_NAMES = {
    name: f"{name}\0".encode("utf-16-le")
    for name in ("WordDocument", "Workbook", "Book", "_VBA_PROJECT", "EncryptedPackage")
}


def _has_entry(block: bytes, mark: bytes) -> bool:
    at = block.find(mark)
    while at >= 0:
        if at % ENTRY == 0:
            return True
        at = block.find(mark, at + 1)
    return False


def _blocks(content: BinaryIO) -> Iterator[bytes]:
    content.seek(0)
    while block := content.read(BLOCK):
        yield block
