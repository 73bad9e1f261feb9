from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Notice(TextChoices):
    """The kinds of mail that this column writes; ``Message.kind``."""

    DIGEST = "digest", _("Daily reminder")
    URGING = "urging", _("Urging")


class Urgency(TextChoices):
    """The groups of a digest, in their order."""

    OVERDUE = "overdue", _("Overdue")
    RETURNED = "returned", _("Returned for supplement")
    TODAY = "today", _("Due today")
    SOON = "soon", _("Due soon")
