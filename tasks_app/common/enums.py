from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What may be uploaded: what every office here can open, and no form of it that runs anything."""

    PDF = "pdf", "PDF"
    DOC = "doc", "Word"
    DOCX = "docx", "Word"
    XLS = "xls", "Excel"
    XLSX = "xlsx", "Excel"
    JPEG = "jpeg", _("Picture")
    PNG = "png", _("Picture")


class Part(TextChoices):
    """The parts of the data that have a stamp: see ``common.stamps``."""

    OPTIONS = "options"
    CALENDAR = "calendar"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"  # who they are and what they hold
    VIEWS = "views"
    PLANS = "plans"  # what is ordered
    WORK = "work"  # assignments, how they stand and stood
    REPORTS = "reports"  # and the requests for an extension
