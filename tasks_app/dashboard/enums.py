from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tasks_app.plan.enums import Bucket


class Place(TextChoices):
    """Where an assignment stands on a day as far as two days are compared: in one of the four shares, or outside."""

    COMPLETED_ON_TIME = Bucket.COMPLETED_ON_TIME.value, Bucket.COMPLETED_ON_TIME.label
    COMPLETED_LATE = Bucket.COMPLETED_LATE.value, Bucket.COMPLETED_LATE.label
    PENDING = Bucket.PENDING.value, Bucket.PENDING.label
    OVERDUE = Bucket.OVERDUE.value, Bucket.OVERDUE.label
    NOT_ISSUED = "not_issued", _("Not issued yet")
    STOPPED = "stopped", _("Not followed: suspended, stopped or carried over")


class Move(TextChoices):
    """What may have become of an assignment between two days; one can have made several moves."""

    COMPLETED = "completed", _("Newly completed")
    OVERDUE = "overdue", _("Newly overdue")
    NO_LONGER_OVERDUE = "no_longer_overdue", _("No longer overdue")
    ISSUED = "issued", _("Newly issued")
    DEADLINE_MOVED = "deadline_moved", _("Deadline moved")
    REOPENED = "reopened", _("Reopened")
    STOPPED = "stopped", _("Stopped")
    RESUMED = "resumed", _("Resumed")


class Part(TextChoices):
    """What an organisation is ranked by, and what is shown beside it: each has a list of its own."""

    DUE = "due", _("Due")
    ON_TIME = "on_time", _("Completed on time")
    LATE = "late", _("Completed late")
    OVERDUE = "overdue", _("Not completed and overdue")
    RETURNED = "returned", _("Returned reports")
    MISSED = "missed", _("Periodic reports late or missing")
    EXTENSIONS = "extensions", _("Extensions approved")
