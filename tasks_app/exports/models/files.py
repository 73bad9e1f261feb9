"""What is being made to leave the product."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin
from tasks_app.exports.enums import FileFormat, FileState
from tasks_app.people.models import Delegation

FOLDER = "exports"


def place_of(file: "WantedFile", name: str) -> str:
    """Where a file lies: a random name without an ending, so that nothing on the way takes it for a program."""
    return f"{FOLDER}/{uuid4().hex}"


class WantedFile(ActedMixin):
    """A file that is too long to wait for: a job makes it, and its person fetches it for some days.

    ``address``: the page that it is made of, with its parameters; ``delegation``: by which ``by`` asked for it in
    another's name. ``written`` of ``rows`` are made.
    """

    address = models.CharField(max_length=2000)
    what = models.CharField(max_length=60)
    thing = models.PositiveBigIntegerField(null=True)
    title = models.CharField(_("title"), max_length=200)
    file_format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=FileState, default=FileState.WAITING)
    rows = models.PositiveIntegerField(_("rows"))
    written = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked for at"))
    taken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(null=True)
    stored = models.FileField(upload_to=place_of, editable=False, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("file that is being made")
        verbose_name_plural = _("files that are being made")
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state__in=[FileState.WAITING, FileState.RUNNING]),
                name="files_to_be_made",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FileState.DONE) | (Q(size__isnull=False) & ~Q(name="")),
                name="a_file_that_is_ready_has_a_name_and_a_size",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.get_state_display()})"

    @property
    def share(self) -> int:
        """How much of it is written, in whole per cent."""
        return min(100, self.written * 100 // self.rows) if self.rows else 0

    @property
    def is_open(self) -> bool:
        return self.state in (FileState.WAITING, FileState.RUNNING)
