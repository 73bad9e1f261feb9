from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")


class Situation(TextChoices):
    """What a reporter says first: one press."""

    WORKING = "working", _("In progress")
    NO_CHANGE = "no_change", _("No change")
    OBSTACLE = "obstacle", _("There is an obstacle")
    DONE = "done", _("Done, please confirm")


class QueueKind(TextChoices):
    """What of the review queue is asked for."""

    COMPLETION = "completion", _("Asks for completion")
    PROGRESS = "progress", _("Progress")
    LATE = "late", _("Answer overdue")
