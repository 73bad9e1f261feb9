"""A report becomes a file: on either paper, in either language, always with the figures that were frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils import translation

from tasks_app.common.actors import Actor
from tasks_app.documents import queries, wording
from tasks_app.documents.actions.reports import OFFICIAL_LANGUAGE
from tasks_app.documents.enums import DocumentKind
from tasks_app.documents.models import OfficialReport, ReportFile
from tasks_app.documents.pdf import to_pdf
from tasks_app.documents.rendering import render, template_for
from tasks_app.documents.rules import Numbered, Printing, ReportFacts
from tasks_app.exports.enums import FileFormat


def report_document(facts: ReportFacts, texts: Mapping[str, str], numbered: Numbered, printing: Printing) -> bytes:
    """The .docx of a report; writes nothing. Raises TemplateBroken."""
    return _filled(template_of(printing), facts, texts, numbered, printing)


def template_of(printing: Printing) -> bytes:
    return template_for(DocumentKind.REPORT, printing.letterhead, printing.language)


def _filled(template: bytes, facts, texts, numbered: Numbered, printing: Printing) -> bytes:
    data = queries.letterhead_data(printing.letterhead)
    with translation.override(printing.language):
        head = wording.head_fields(
            data, DocumentKind.REPORT, abstract=numbered.title, number=numbered.number, on=numbered.issued_on
        )
        fields = wording.fields(facts, texts, title=numbered.title, row_for_each_assignment=printing.by_assignment)
        return render(template, head | fields)


def make_report_file(
    report: OfficialReport,
    printing: Printing,
    file_format: FileFormat = FileFormat.DOCX,
    *,
    by: Actor,
    at: datetime,
) -> ReportFile:
    """Make a .docx or, where that can be had, a PDF of a report as it stands, and keep it with the version of the
    report and its template.

    Nothing of it is ever changed. Raises TemplateBroken, PdfNotMade. Who hands it out logs that.
    """
    template = template_of(printing)
    title, texts = words_in(report, printing.language)
    numbered = Numbered(title, report.number, report.issued_on)
    content = _filled(template, report.its_facts, texts, numbered, printing)
    if file_format == FileFormat.PDF:
        content = to_pdf(content)
    file = ReportFile(
        report=report,
        version=report.version,
        letterhead=printing.letterhead,
        language=printing.language,
        file_format=file_format,
        template=sha256(template).hexdigest(),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        at=at,
        **by.fields,
    )
    file.stored.save(file.name, ContentFile(content), save=False)
    file.save()
    return file


def words_in(report: OfficialReport, language: str) -> tuple[str, dict[str, str]]:
    """The abstract line and the texts of a report, as they were typed. In the other language what nobody has changed
    is put together anew: names and numbers are then in that language, what was reported is quoted as it was written.
    """
    typed = {"title": report.title, **report.texts}
    if language != OFFICIAL_LANGUAGE:
        first, other = _first_words(report, OFFICIAL_LANGUAGE), _first_words(report, language)
        typed = {name: other[name] if text == first[name] else text for name, text in typed.items()}
    return typed.pop("title"), typed


def _first_words(report: OfficialReport, language: str) -> dict[str, str]:
    with translation.override(language):
        return {"title": wording.title(report.its_facts), **wording.first_texts(report.its_facts)}
