from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin


class Entry(ActedMixin, AppendOnlyMixin):
    """One line of the record: what happened to what, when, by whom and for whom. Written once, never changed."""

    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what happened"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-at"], name="journal_by_subject")]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind}:{self.subject_id}"
