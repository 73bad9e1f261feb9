from __future__ import annotations

import os
from io import BytesIO

import pytest

from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.letterheads import blank, body, closing
from tasks_app.documents.models import LetterheadData
from tasks_app.documents.rendering import render
from tasks_app.documents.wording import head_fields
from tests import services
from tests.demonstration import demonstration

__all__ = ["demonstration"]


@pytest.fixture
def libreoffice(settings) -> str:
    """PDFs are made here; skipped where there is no LibreOffice, which a run of the whole suite says at its end."""
    try:
        settings.LIBREOFFICE = os.environ.get("TEST_LIBREOFFICE") or services.libreoffice()
    except services.Missing as missing:
        pytest.skip(str(missing))
    return settings.LIBREOFFICE


def on_paper(letterhead: Letterhead, *paragraphs: str) -> bytes:
    """A short report on the paper of the office, as .docx."""
    document = blank(letterhead)
    for text in paragraphs:
        body(document, text)
    closing(document, letterhead)
    target = BytesIO()
    document.save(target)
    head = head_fields(LetterheadData.default(letterhead), DocumentKind.REPORT, abstract="Kết quả quý III năm 2024")
    return render(target.getvalue(), head)
