from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Urgency(TextChoices):
    """The groups of a digest, in their order."""

    OVERDUE = "overdue", _("Overdue")
    RETURNED = "returned", _("Returned for supplement")
    TODAY = "today", _("Due today")
    SOON = "soon", _("Due soon")
