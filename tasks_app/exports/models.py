"""What left the product, and what is being made to leave it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.exports.enums import FileFormat


class ExportRecord(ActedMixin, AppendOnlyMixin):
    """A file that somebody took out, or an answer that a machine fetched: who, what, how many rows.

    ``what`` is the name of the page or document (its URL name), ``thing`` the primary key of what it is about, where it
    is about one; ``query`` what was asked for; ``through`` the token or address that a machine came with, "" where a
    person pressed a button.
    """

    at = models.DateTimeField(_("at"))
    what = models.CharField(_("what"), max_length=60)
    thing = models.PositiveBigIntegerField(null=True)
    query = models.CharField(_("conditions"), max_length=2000, blank=True)
    file_format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    rows = models.PositiveIntegerField(_("rows"))
    through = models.CharField(_("through"), max_length=120, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [models.Index(fields=["-at"], name="exports_by_moment")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file_format__in=FileFormat.values), name="an_export_has_a_known_format"
            )
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.file_format}"
