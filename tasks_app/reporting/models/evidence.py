from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.dates import LOCAL
from tasks_app.common.enums import FileKind
from tasks_app.common.files import CONTENT_TYPES
from tasks_app.common.models import ActedMixin
from tasks_app.common.text import folded
from tasks_app.plan.models import Assignment
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models.reports import ProgressReport


class EvidenceFileQuerySet(models.QuerySet):
    def abandoned(self):
        """Those that no report names."""
        return self.filter(attachments=None)

    def with_sent(self):
        """Adds ``is_sent``: whether a report that was sent carries the file."""
        sent = Attachment.objects.filter(file=models.OuterRef("pk")).exclude(report__state=ReportState.DRAFT)
        return self.annotate(is_sent=models.Exists(sent))


class Evidence(models.Model):
    """A document that proves the result, by number and date."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="evidence")
    number = models.CharField(_("document number"), max_length=60)
    issued_on = models.DateField(_("document date"))
    title = models.CharField(_("abstract line"), max_length=300, blank=True)
    search = models.TextField(editable=False)

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.number

    def save(self, **kwargs):
        self.search = folded(f"{self.number} {self.title}")
        super().save(**kwargs)


def place_of(file: "EvidenceFile", name: str) -> str:
    """Where a new file lies: a random name without an ending, so that nothing on the way takes it for a program."""
    return f"evidence/{file.uploaded_at.astimezone(LOCAL):%Y/%m}/{uuid4().hex}"


class EvidenceFile(ActedMixin):
    """A file that was uploaded for an assignment. Written once; several reports may carry it, one after the other.

    It stands by itself until a report carries it, so that it outlives a form that comes back with errors.
    ``by`` is who uploaded it.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="files")
    reports = models.ManyToManyField(ProgressReport, through="Attachment", related_name="files")
    stored = models.FileField(upload_to=place_of, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=5, choices=FileKind)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    search = models.TextField(editable=False)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        indexes = [models.Index(fields=["assignment", "sha256"], name="files_by_their_content")]
        constraints = [
            models.UniqueConstraint(fields=["stored"], name="what_is_stored_has_one_record"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty"),
            models.CheckConstraint(condition=~Q(name=""), name="a_file_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="a_file_is_of_a_kind_that_is_taken"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.search = folded(self.name)
        super().save(**kwargs)

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[FileKind(self.kind)]


class Attachment(models.Model):
    """A report carries a file. Once the report is sent this never changes."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(EvidenceFile, on_delete=models.RESTRICT, related_name="attachments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "file"], name="a_report_carries_a_file_once"),
        ]
