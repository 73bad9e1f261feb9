from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileFormat(TextChoices):
    """In which form something leaves the product."""

    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"
    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    ZIP = "zip", "ZIP"
    ICS = "ics", _("Calendar feed")
    JSON = "json", _("Read interface")
    TEXT = "txt", _("Text for Zalo")


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
