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


class Reason(TextChoices):
    """Why somebody is told of a thing."""

    RESPONSIBLE = "responsible", _("responsible member")
    FOCAL_OFFICER = "focal_officer", _("focal officer of %(organisation)s")
    COORDINATES = "coordinates", _("focal officer of %(organisation)s, which coordinates")
    REVIEWS = "reviews", _("reviews reports, as secretariat")
    PROPOSES = "proposes", _("proposes an answer, as secretariat")
    DECIDES = "decides", _("decides, as leader")
    COPY_SECRETARIAT = "copy_secretariat", _("copy, as secretariat")
    COPY_DEPUTY_HEADS = "copy_deputy_heads", _("copy, as deputy head")
