from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    ANNUAL = "annual", _("Annual meeting")
    HALF_YEAR = "half_year", _("Half-yearly meeting")
    QUARTERLY = "quarterly", _("Quarterly meeting")
    THEMATIC = "thematic", _("Thematic meeting")
    EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")


class MeetingState(TextChoices):
    PLANNED = "planned", _("Planned meeting")
    HELD = "held", _("Held meeting")
    CONCLUDED = "concluded", _("Concluded meeting")
    CANCELLED = "cancelled", _("Cancelled meeting")
