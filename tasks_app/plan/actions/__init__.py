"""What happens when work is given out, moves through its workflow, or is decided on."""

from tasks_app.plan.actions.assignments import decide, issue_assignment, move_deadline
from tasks_app.plan.actions.contributions import (
    AlreadyGiven,
    ContributionConflict,
    ContributionNotPossible,
    DatesConflict,
    date_contributions,
    give_contribution,
)
from tasks_app.plan.actions.phases import follow_calendar, keep
from tasks_app.plan.actions.receipts import AlreadyReceived, ReceiptNotPossible, receive_assignment
from tasks_app.plan.actions.steps import TransitionRefused, change_state
from tasks_app.plan.actions.telling import TellingIncomplete, tell, tell_what_happened

__all__ = [
    "AlreadyGiven",
    "AlreadyReceived",
    "ContributionConflict",
    "ContributionNotPossible",
    "DatesConflict",
    "ReceiptNotPossible",
    "TellingIncomplete",
    "TransitionRefused",
    "change_state",
    "date_contributions",
    "decide",
    "follow_calendar",
    "give_contribution",
    "issue_assignment",
    "keep",
    "move_deadline",
    "receive_assignment",
    "tell",
    "tell_what_happened",
]
