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


class Act(TextChoices):
    """The steps of the workflow; which of them is possible when is ``rules.TRANSITIONS``."""

    ISSUE = "issue", _("Issue")
    START = "start", _("Start")
    SUBMIT = "submit", _("Submit for confirmation")
    RETURN = "return", _("Return for supplement")
    CONFIRM = "confirm", _("Confirm completion")
    REOPEN = "reopen", _("Reopen")
    SUSPEND = "suspend", _("Suspend")
    RESUME = "resume", _("Resume")
    CANCEL = "cancel", _("Stop tracking")
    CARRY_OVER = "carry_over", _("Carry over to next year")


class Side(TextChoices):
    """Whose turn it is, and whose step."""

    SECRETARIAT = "secretariat", _("Secretariat")
    REPORTERS = "reporters", _("Responsible member and focal officers of the lead organisation")


class Need(TextChoices):
    """What has to be said with a step."""

    REASON = "reason", _("Reason")
    DOCUMENT = "document", _("Number and date of the basis document")
    NEXT_TASK = "next_task", _("Task of the next year")
    EVIDENCE = "evidence", _("Evidence")


class Audience(TextChoices):
    """Whom a step is told."""

    REPORTERS = "reporters", _("Responsible member and focal officers of the lead organisation")
    COORDINATING = "coordinating", _("Focal officers of the coordinating organisations")


class Happening(TextChoices):
    """What people are told that happened to an assignment; who acted is told nothing."""

    ISSUED = "issued", _("New assignment")
    RETURNED = "returned", _("Report returned for supplement")
    CONFIRMED = "confirmed", _("Completion confirmed")
    REOPENED = "reopened", _("Assignment reopened")
    SUSPENDED = "suspended", _("Assignment suspended")
    RESUMED = "resumed", _("Assignment resumed")
    CANCELLED = "cancelled", _("Tracking stopped")
    CARRIED_OVER = "carried_over", _("Carried over to next year")
    HANDED_OVER = "handed_over", _("Handed to you")
    DEADLINE_MOVED = "deadline_moved", _("Deadline moved")
    EXTENSION_REFUSED = "extension_refused", _("Extension not approved")
    CONTRIBUTION_DATED = "contribution_dated", _("Date set for your contribution")


class Answer(TextChoices):
    """What a coordinating organisation says."""

    GIVEN = "given", _("Contribution")
    NOTHING = "nothing", _("Nothing to contribute")


class ContributionState(TextChoices):
    """How a contribution stands on a day: derived from its date and its answer."""

    GIVEN = "given", _("Given")
    NOTHING = "nothing", _("Nothing to contribute")
    OVERDUE = "overdue", _("Overdue")
    DUE = "due", _("Not given yet")
    UNDATED = "undated", _("No date set")
    CLOSED = "closed", _("Not asked for any more")


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


class OverdueAge(TextChoices):
    """For how long work has been overdue, in calendar days."""

    WEEK = "week", _("1 to 7 days")
    MONTH = "month", _("8 to 30 days")
    QUARTER = "quarter", _("31 to 90 days")
    LONGER = "longer", _("more than 90 days")


class Silence(TextChoices):
    """For how long nothing has been reported of work that goes on, in calendar days."""

    MONTH = "month", _("31 to 60 days")
    LONGER = "longer", _("more than 60 days")
    NEVER = "never", _("never")


class Contradiction(TextChoices):
    """Where a percentage that people typed and the dates contradict each other."""

    NEARLY_DONE_BUT_OVERDUE = "nearly_done_but_overdue", _("90% or more reported, yet overdue")
    FAR_BEHIND_AND_DUE = "far_behind_and_due", _("10% or less reported, yet due soon")


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


class Column(TextChoices):
    """What the list of assignments can show of each besides its task, in the order in which it is shown."""

    DEADLINE = "deadline", _("Deadline")
    ORIGINAL = "original", _("Original deadline")
    EXTENSIONS = "extensions", _("Times extended")
    ORGANISATION = "organisation", _("Organisation")
    COORDINATING = "coordinating", _("Coordinating organisations")
    DOCUMENT = "document", _("Assigning document")
    MEMBER = "member", _("Responsible member")
    PERCENT = "percent", _("Progress")
    LAST_WORD = "last_word", _("Last report on")
    STATUS = "status", _("Status")
