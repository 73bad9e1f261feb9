from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Letterhead(TextChoices):
    """Whose document it is by its head: both styles are in use beside each other."""

    PARTY = "party", _("Party style")
    STATE = "state", _("State style")


class DocumentKind(TextChoices):
    """What is made from a Word template."""

    REPORT = "report", _("Report")
    URGING_LETTER = "urging_letter", _("Urging letter")
    FOLLOW_UP_SHEET = "follow_up_sheet", _("Follow-up sheet")
    CONCLUSION = "conclusion", _("Notice of conclusion")
