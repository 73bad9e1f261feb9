"""Which Word templates are in force, and which were."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.models import DocumentTemplate

Place = tuple[str, str, str]  # a kind, a letterhead and a language


def template_in_force(kind: DocumentKind, letterhead: Letterhead, language: str) -> DocumentTemplate | None:
    """The newest that the office has put in force; None where it never did. One query."""
    return DocumentTemplate.objects.filter(kind=kind, letterhead=letterhead, language=language).first()


def templates_in_force() -> dict[Place, DocumentTemplate]:
    """The newest of each place that has one, with who put it in force; one query."""
    of_places = DocumentTemplate.objects.order_by().values("kind", "letterhead", "language")
    newest = of_places.annotate(newest=Max("pk")).values("newest")
    found = _with_people().filter(pk__in=newest)
    return {(one.kind, one.letterhead, one.language): one for one in found}


def template_versions(kind: DocumentKind, letterhead: Letterhead, language: str) -> QuerySet[DocumentTemplate]:
    """All that were ever in force in a place, the newest first."""
    return _with_people().filter(kind=kind, letterhead=letterhead, language=language)


def _with_people() -> QuerySet[DocumentTemplate]:
    return DocumentTemplate.objects.select_related("by", "for_person")
