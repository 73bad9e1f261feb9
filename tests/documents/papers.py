"""Word files, read back by an independent reader."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document

from tests.uploads import read_out


def paper(response) -> Document:
    return docx.Document(BytesIO(read_out(response)))


def papers(response) -> dict[str, Document]:
    """Those of an archive, by their names."""
    with ZipFile(BytesIO(read_out(response))) as folder:
        return {name: docx.Document(BytesIO(folder.read(name))) for name in folder.namelist()}


def text_of(document: Document) -> str:
    """Everything that is read in it, tables too."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def rows_of(document: Document, header: str) -> list[list[str]]:
    """The rows below the header of the table that has such a column."""
    for table in document.tables:
        if header in (cell.text for cell in table.rows[0].cells):
            return [[cell.text for cell in row.cells] for row in table.rows[1:]]
    raise LookupError(header)
