from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """Texts of docs/ beside the user's guide, by the names of their files."""

    BOARDS = "boards", _("What each figure of the boards means")
    DOCUMENTS = "documents", _("Documents, spreadsheets, calendars")
    SECRETARIAT = "secretariat", _("The secretariat's own tools")


class Section(TextChoices):
    """The parts of the glossary."""

    STANDING = "standing", _("How an assignment stands")
    DEADLINES = "deadlines", _("Deadlines and days")
    REPORTS = "reports", _("Reports and answers")
    FIGURES = "figures", _("Figures and boards")
    PEOPLE = "people", _("Who does what")
