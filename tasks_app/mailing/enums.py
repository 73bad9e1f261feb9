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
    RETURNED = "returned", _("Came back")


class Notice(TextChoices):
    """The kinds of mail about work; ``Message.kind``. Beside them there is mail about an account."""

    DIGEST = "digest", _("Daily reminder")
    URGING = "urging", _("Urging")
    NOTIFICATION = "notification", _("Notification")


ACCOUNT_MAIL = "account"  # the kind of a mail about an account


class Act(TextChoices):
    """What a person does with a mail; the names are those of the journal, after "message."."""

    SEND_AGAIN = "sent_again", _("Send again")
    CANCEL = "cancelled", _("Do not send")
    ARRIVED = "arrived", _("It arrived")
    NOT_ARRIVED = "not_arrived", _("It did not arrive")
    CAME_BACK = "came_back", _("It came back")
    SETTLE = "settled", _("Mark as dealt with")


class Bar(TextChoices):
    """Why nothing leaves an installation that is set to send mail."""

    NOBODY_ALLOWED = "nobody_allowed", _("Nobody has allowed this database to send mail.")
    ANOTHER_INSTALLATION = (
        "another_installation",
        _("This database belongs to another installation: MAIL_MARKER is not the one for which mail was allowed."),
    )
