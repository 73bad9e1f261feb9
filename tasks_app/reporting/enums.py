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
    NOTHING = "nothing", _("Nothing to report")
    OBSTACLE = "obstacle", _("There is an obstacle")
    DONE = "done", _("Done, please confirm")


class QueueKind(TextChoices):
    """What of the review queue is asked for."""

    COMPLETION = "completion", _("Asks for completion")
    PROGRESS = "progress", _("Progress")
    LATE = "late", _("Answer overdue")


class ExtensionState(TextChoices):
    """How far a request for an extension has come."""

    REQUESTED = "requested", _("Waiting for a proposal")
    PROPOSED = "proposed", _("Waiting for a decision")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ExtensionAct(TextChoices):
    """The steps of a request; which of them is possible when is ``rules.EXTENSION_STEPS``."""

    ASK = "ask", _("Ask for an extension")
    PROPOSE = "propose", _("Propose")
    APPROVE = "approve", _("Approve")
    REFUSE = "refuse", _("Do not approve")
    WITHDRAW = "withdraw", _("Withdraw the request")
    OPEN = "open", _("Extend the deadline")


class Party(TextChoices):
    """Whose step it is."""

    REPORTERS = "reporters", _("Responsible member and focal officers of the lead organisation")
    SECRETARIAT = "secretariat", _("Secretariat")
    LEADER = "leader", _("Leader of the Steering Committee")


class Recommendation(TextChoices):
    """What the secretariat proposes to the one who decides."""

    APPROVE = "approve", _("Approve")
    REFUSE = "refuse", _("Do not approve")


class DueState(TextChoices):
    """How what is owed for a period stands: derived, never stored while the period is open."""

    ACCEPTED = "accepted", _("Accepted")
    WAITING = "waiting", _("Awaiting review")
    RETURNED = "returned", _("Returned")
    OPEN = "open", _("Not sent yet")
    MISSING = "missing", _("Missing")
    LIFTED = "lifted", _("Not owed any more")
