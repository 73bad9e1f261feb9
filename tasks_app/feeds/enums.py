from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeedKind(TextChoices):
    """What a calendar feed is about."""

    OWN = "own", _("My work")
    ORGANISATION = "organisation", _("An organisation")
    PERIODS = "periods", _("Reporting periods")
