"""A report on the committee's work: the facts that it stands on, what was edited, and the files made of both."""

from __future__ import annotations

from functools import cached_property
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.actors import in_words
from tasks_app.common.dates import LOCAL
from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.rules import ReportFacts, Scope, read
from tasks_app.documents.wording import TEXTS, day_name, file_name
from tasks_app.exports.enums import FileFormat
from tasks_app.plan.models import Plan
from tasks_app.reporting.models import ReportingPeriod


class OfficialReport(ActedMixin):
    """A report of a period or of a day. ``by`` is who made it.

    ``facts`` are the figures as they were when they were taken, without a word of any language, so that a file in
    another letterhead or language says the same for ever. The texts are what people edit; ``version`` counts the
    savings of both, so that two people at one draft do not overwrite each other. Once it is issued nothing changes.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="official_reports", verbose_name=_("plan"))
    period = models.ForeignKey(
        ReportingPeriod,
        on_delete=models.PROTECT,
        null=True,
        related_name="official_reports",
        verbose_name=_("reporting period"),
    )
    day = models.DateField(_("figures of the day"))
    title = models.CharField(_("abstract line"), max_length=300)
    facts = models.JSONField()
    taken_at = models.DateTimeField(_("figures taken at"))
    opening = models.TextField(TEXTS["opening"], blank=True)
    shortcomings = models.TextField(TEXTS["shortcomings"], blank=True)
    difficulties = models.TextField(TEXTS["difficulties"], blank=True)
    proposals = models.TextField(TEXTS["proposals"], blank=True)
    next = models.TextField(TEXTS["next"], blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("made at"))
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("document date"), null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("official report")
        verbose_name_plural = _("official reports")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_official_report_has_an_abstract_line"),
            models.CheckConstraint(
                condition=Q(number="", issued_on=None, issued_at=None, issued_by=None)
                | (~Q(number="") & Q(issued_on__isnull=False, issued_at__isnull=False, issued_by__isnull=False)),
                name="an_issued_report_has_its_number_and_date_and_who_issued_it",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def texts(self) -> dict[str, str]:
        """What is edited, by its name."""
        return {name: getattr(self, name) for name in TEXTS}

    @cached_property
    def its_facts(self) -> ReportFacts:
        """They take some hundredths of a second to read."""
        return read(ReportFacts, self.facts)

    @property
    def scope(self) -> Scope:
        return read(Scope, self.facts["scope"])

    @property
    def name(self) -> str:
        """ "Quý III/2024", "Ngày 14/06/2024"; needs the period, and not the facts."""
        return self.period.name if self.period else day_name(self.day)

    @property
    def editor(self) -> str:
        """Who saved it last; needs ``edited_by`` and ``edited_for`` to have been fetched."""
        return in_words(self.edited_by, self.edited_for)

    @property
    def issuer(self) -> str:
        return in_words(self.issued_by, self.issued_for)


def place_of(file: ReportFile, name: str) -> str:
    """Where a file lies: a random name without an ending, so that nothing on the way takes it for a program."""
    return f"documents/{file.at.astimezone(LOCAL):%Y/%m}/{uuid4().hex}"


class ReportFile(ActedMixin, AppendOnlyMixin):
    """A file as it was made of a report and handed out: of which ``version`` of it, and with which template."""

    report = models.ForeignKey(OfficialReport, on_delete=models.PROTECT, related_name="files")
    version = models.PositiveIntegerField()
    letterhead = models.CharField(_("letterhead"), max_length=10, choices=Letterhead)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    file_format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    template = models.CharField(_("template"), max_length=80)
    stored = models.FileField(upload_to=place_of, editable=False)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("at"))

    class Meta:
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        verbose_name = _("file of an official report")
        verbose_name_plural = _("files of official reports")
        constraints = [
            models.UniqueConstraint(fields=["stored"], name="a_stored_file_belongs_to_one_report"),
            models.CheckConstraint(
                condition=Q(file_format__in=[FileFormat.DOCX, FileFormat.PDF]), name="a_report_is_a_word_or_a_pdf_file"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """As it is handed out; needs the report."""
        return file_name(self.report.scope, self.file_format)
