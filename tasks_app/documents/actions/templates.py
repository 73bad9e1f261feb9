from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.common.files import NewFile
from tasks_app.documents import queries
from tasks_app.documents.checking import template_faults
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.models import DocumentTemplate
from tasks_app.journal.actions import record


class TemplateRefused(Exception):
    """Why a file does not become a template; ``faults`` are sentences for the person."""

    def __init__(self, faults: Sequence[str]):
        self.faults = list(faults)
        super().__init__(" ".join(faults))


def put_template_in_force(
    file: NewFile, kind: DocumentKind, letterhead: Letterhead, language: str, *, by: Actor, at: datetime
) -> DocumentTemplate:
    """From now on documents of the kind are made with this .docx; earlier templates are kept. Recorded.

    It is checked before anything is written. The one that is in force already, sent again, stays as it is. Raises
    TemplateRefused with every reason.
    """
    file.content.seek(0)
    if faults := template_faults(file.content.read(), kind):
        raise TemplateRefused(faults)
    digest = file.digest()
    before = queries.template_in_force(kind, letterhead, language)
    if before and before.sha256 == digest:
        return before
    with transaction.atomic():
        template = DocumentTemplate(
            kind=kind,
            letterhead=letterhead,
            language=language,
            name=file.name,
            size=file.size,
            sha256=digest,
            at=at,
            **by.fields,
        )
        template.stored.save(file.name, file.content, save=False)
        template.save()
        _record("document_template.put_in_force", template, by=by, at=at)
    return template


@transaction.atomic
def use_default_template(
    kind: DocumentKind, letterhead: Letterhead, language: str, *, by: Actor, at: datetime
) -> DocumentTemplate | None:
    """From now on our own template is in force again; the office's is kept. Recorded. None where it was already."""
    before = queries.template_in_force(kind, letterhead, language)
    if before is None or before.is_ours:
        return None
    template = DocumentTemplate.objects.create(kind=kind, letterhead=letterhead, language=language, at=at, **by.fields)
    _record("document_template.default_again", template, by=by, at=at)
    return template


def _record(verb: str, template: DocumentTemplate, *, by: Actor, at: datetime) -> None:
    details = {name: getattr(template, name) for name in ("kind", "letterhead", "language", "name", "sha256")}
    record(verb, template, by=by, at=at, **details)
