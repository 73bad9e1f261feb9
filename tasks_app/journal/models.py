from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin


class Entry(ActedMixin, AppendOnlyMixin):
    """One line of the record: what happened to what, when, by whom and for whom. Written once, never changed."""

    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what happened"), max_length=60)
    subject_kind = models.CharField(_("kind of what it is about"), max_length=40)
    subject_id = models.BigIntegerField(_("its number"))
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-at"], name="journal_by_subject")]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")

    def __str__(self):
        at = date_format(localtime(self.at), "SHORT_DATETIME_FORMAT")
        return f"{at} {self.verb} {self.subject_kind}:{self.subject_id}"
