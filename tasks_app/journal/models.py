from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, LeavingMixin
from tasks_app.journal.enums import FileFormat


class Entry(ActedMixin, LeavingMixin):
    """One line of the record: what happened to what, when, by whom and for whom. Written once, never changed.

    How long it is kept follows from its verb, see ``audit.rules``: what tells of the work of a plan stays.
    """

    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what happened"), max_length=60)
    subject_kind = models.CharField(_("kind of what it is about"), max_length=40)
    subject_id = models.BigIntegerField(_("its number"))
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="journal_by_subject"),
            models.Index(fields=["-at", "-id"], name="journal_by_moment"),
            models.Index(fields=["by", "-at"], name="journal_by_person"),
            models.Index(fields=["for_person", "-at"], condition=Q(for_person__isnull=False), name="journal_on_behalf"),
            models.Index(fields=["verb", "-at"], name="journal_by_verb"),
        ]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")

    def __str__(self):
        at = date_format(localtime(self.at), "SHORT_DATETIME_FORMAT")
        return f"{at} {self.verb} {self.subject_kind}:{self.subject_id}"


class ExportRecord(ActedMixin, LeavingMixin):
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
            models.CheckConstraint(condition=Q(file_format__in=FileFormat.values), name="an_export_has_a_known_format")
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.file_format}"


class DataView(ActedMixin, LeavingMixin):
    """Somebody opened a page with the personal data of another: a line a day for each page, viewer and person.

    ``what``: the URL name of the page; ``person``: whose data they are, None where a page shows those of many.
    """

    at = models.DateTimeField(_("at"))
    on = models.DateField(_("day"))
    what = models.CharField(_("what"), max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        verbose_name = _("view of personal data")
        verbose_name_plural = _("views of personal data")
        indexes = [models.Index(fields=["-at", "-id"], name="data_views_by_moment")]
        constraints = [
            models.UniqueConstraint(
                "on",
                "by",
                Coalesce("for_person", 0),
                "what",
                Coalesce("person", 0),
                name="a_view_of_personal_data_is_kept_once_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.what} {self.person_id}"
