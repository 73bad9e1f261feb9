from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    """What a reminder is about; each has a ladder of its own."""

    WORK = "work", _("Assignments")
    REPORT = "report", _("Periodic reports")
    CONTRIBUTION = "contribution", _("Contributions")
    REVIEW = "review", _("Reports that await review")
    EXTENSION = "extension", _("Extension requests")
    SUMMARY = "summary", _("Weekly summary")


class Urgency(TextChoices):
    """The groups of a digest, in their order. The last three are not the reader's own work."""

    OVERDUE = "overdue", _("Overdue")
    RETURNED = "returned", _("Returned for supplement")
    TODAY = "today", _("Due today")
    SOON = "soon", _("Due soon")
    WAITING = "waiting", _("Waiting for an answer")
    COPY = "copy", _("For information: long overdue")
