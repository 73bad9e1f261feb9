"""The Word templates that the office has put in the place of ours."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.documents.enums import DocumentKind, Letterhead

NONE = {"stored": "", "name": "", "size": 0, "sha256": ""}


def place_of(template: DocumentTemplate, name: str) -> str:
    """Where a template lies: a random name without an ending, as evidence does."""
    return f"templates/{uuid4().hex}"


class DocumentTemplate(ActedMixin, AppendOnlyMixin):
    """A template that was put in force for a kind, a letterhead and a language, until the next one is.

    Without a file: since then our own is in force again. A document of the past names the template that it was made
    with by its ``sha256``.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    letterhead = models.CharField(_("letterhead"), max_length=10, choices=Letterhead)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    stored = models.FileField(upload_to=place_of, blank=True, editable=False)
    name = models.CharField(_("file name"), max_length=150, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        base_manager_name = "objects"
        ordering = ["-pk"]
        verbose_name = _("document template")
        verbose_name_plural = _("document templates")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values, letterhead__in=Letterhead.values),
                name="a_template_is_of_a_kind_and_a_letterhead",
            ),
            models.CheckConstraint(
                condition=Q(**NONE) | (~Q(stored="") & ~Q(name="") & ~Q(sha256="") & Q(size__gt=0)),
                name="a_template_has_a_file_with_a_name_or_is_our_own",
            ),
            models.UniqueConstraint(
                fields=["stored"], condition=~Q(stored=""), name="a_stored_file_is_of_one_template"
            ),
        ]

    def __str__(self):
        return self.name or str(_("Default"))

    @property
    def is_ours(self) -> bool:
        """Back to the template that comes with the product."""
        return not self.stored
