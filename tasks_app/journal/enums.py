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
