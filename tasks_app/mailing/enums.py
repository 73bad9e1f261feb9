from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Superseded")
    CANCELLED = "cancelled", _("Cancelled")


class Notice(TextChoices):
    """The kinds of mail about work; ``Message.kind``. Mail about accounts has kinds of its own."""

    DIGEST = "digest", _("Daily reminder")
    URGING = "urging", _("Urging")
    NOTIFICATION = "notification", _("Notification")
