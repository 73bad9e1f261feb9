from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    """What belongs together: one form of the page, and who keeps it."""

    MAIL = "mail", _("Reminders and mail")
    WORK = "work", _("Reports and decisions")
    BOARDS = "boards", _("Boards and rankings")
    PEOPLE = "people", _("Accounts")
    FILES = "files", _("Files")
    MACHINERY = "machinery", _("Operation")


class Unit(TextChoices):
    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    WORKING_DAYS = "working_days", _("working days")
    MINUTES = "minutes", _("minutes")
    MEGABYTES = "megabytes", _("MB")
    FILES = "files", _("files")
    ROWS = "rows", _("rows")
    ASSIGNMENTS = "assignments", _("assignments")
    A_MINUTE = "a_minute", _("a minute")
