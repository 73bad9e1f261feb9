from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The workflow state of an assignment: stored. Whether it is late is never stored, see Status."""

    DRAFT = "draft", _("Draft, not issued")
    ASSIGNED = "assigned", _("Assigned, not started")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Awaiting confirmation of completion")
    RETURNED = "returned", _("Returned for supplement")
    COMPLETED = "completed", _("Completed (confirmed)")
    SUSPENDED = "suspended", _("Suspended")
    CANCELLED = "cancelled", _("Tracking stopped")
    CARRIED_OVER = "carried_over", _("Carried over to next year")


class Status(TextChoices):
    """How an assignment stands on a day: derived from its state, its dates and that day. In the order of every bar."""

    DONE = "done", _("Completed on time")
    LATE = "late", _("Completed late")
    WAITING = "waiting", _("Awaiting confirmation")
    ON_TRACK = "on_track", _("In progress, in time")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    NOT_STARTED = "not_started", _("Not started")
    OUT_OF_FORCE = "out_of_force", _("Not in force")


class Bucket(TextChoices):
    """The four disjoint shares of the assignments in force."""

    COMPLETED_ON_TIME = "completed_on_time", _("Completed on time")
    COMPLETED_LATE = "completed_late", _("Completed late")
    PENDING = "pending", _("Not completed, deadline not passed")
    OVERDUE = "overdue", _("Not completed and overdue")


class TaskStatus(TextChoices):
    """A task of the plan is done when all its assignments are."""

    DONE = "done", _("Done")
    IN_PROGRESS = "in_progress", _("In progress")
    NOT_STARTED = "not_started", _("Not started")


class DeadlineKind(TextChoices):
    EXACT = "exact", _("Exact day")
    BEFORE = "before", _("Before a day")
    MONTH = "month", _("End of a month")
    QUARTER = "quarter", _("End of a quarter")
    HALF_YEAR = "half_year", _("End of a half-year")
    YEAR = "year", _("End of the year")
    REGULAR = "regular", _("Regular, without a deadline")
    ON_REQUEST = "on_request", _("On request, without a deadline")


class Frequency(TextChoices):
    NONE = "none", _("No periodic report")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    HALF_YEAR = "half_year", _("Half-yearly")
    YEAR = "year", _("Yearly")
