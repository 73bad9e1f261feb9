"""Office files are archives of XML. How much a reader would make of one is found out before any reader opens it.

A file of five kilobytes can ask a reader for every cell of a sheet, or unfold into millions of empty elements.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 5000
MOST_ELEMENTS = 1_000_000  # a table of 5,000 rows and 60 columns, and as much again for its looks
MOST_SPREAD = 1_000_000  # cells for which a reader makes room because a range names them
SPREADING = frozenset({"mergeCell", "hyperlink", "comment"})
BLOCK = 1 << 16


class TooMuch(Exception):
    """What a reader would make of the file is more than an office's table ever is."""


def check_package(content: BinaryIO, *, most_bytes: int) -> None:
    """Raises TooMuch, or one of files.NO_ARCHIVE where it is damaged. ``most_bytes``: of all its parts, unpacked.

    Costs as long as its parts are read once; nothing of them is kept.
    """
    content.seek(0)
    try:
        with ZipFile(content) as package:
            parts = package.infolist()
            # What its parts say that they are; what reads them reads no further.
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_bytes:
                raise TooMuch
            counter = _Counter()
            for part in parts:
                _count(package, part, counter)
    except (RuntimeError, zlib.error) as error:  # RuntimeError: a part is locked by a password
        raise BadZipFile(str(error)) from error
    finally:
        content.seek(0)


def _count(package: ZipFile, part: ZipInfo, counter: _Counter) -> None:
    from lxml.etree import XMLParser, XMLSyntaxError

    parser = XMLParser(target=counter, resolve_entities=False, no_network=True, huge_tree=True)
    before = counter.elements
    try:
        with package.open(part) as stream:
            while block := stream.read(BLOCK):
                parser.feed(block)
        parser.close()
    except XMLSyntaxError as error:
        if counter.elements > before:
            raise BadZipFile(part.filename) from error
        # else it is a picture or a font, and no reader takes it for XML


class _Counter:
    """What a parser tells of the parts, one after the other."""

    def __init__(self):
        self.elements = self.spread = 0

    def start(self, tag: str, attributes) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise TooMuch
        if tag.rpartition("}")[2] in SPREADING and ":" in (its := attributes.get("ref", "")):
            self.spread += _cells(its)
            if self.spread > MOST_SPREAD:
                raise TooMuch

    def close(self) -> None:
        return None


def _cells(reference: str) -> int:
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(reference)
    except (TypeError, ValueError):
        return 0  # no reader takes it either
    return ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)
