from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tasks_app.journal.enums import FileFormat

__all__ = ["FileFormat", "FileState", "RowState"]


class FileState(TextChoices):
    """How far a file is that a job makes."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class RowState(TextChoices):
    """What becomes of a row of a workbook that came back."""

    SAME = "same", _("Nothing changed")
    READY = "ready", _("Can be saved")
    CONFLICT = "conflict", _("Changed in the meantime")
    REFUSED = "refused", _("Cannot be taken over")
    SAVED = "saved", _("Saved as a draft")
    SENT = "sent", _("Sent")
    LEFT = "left", _("The other version stays")
