"""What happens when work is given out, moves through its workflow, or is decided on."""

from tasks_app.plan.actions.assignments import (
    MemberIsMissing,
    PlanIsOver,
    TaskIsDraft,
    decide,
    draft_assignment,
    issue_assignment,
    move_deadline,
)
from tasks_app.plan.actions.contributions import (
    AlreadyGiven,
    ContributionConflict,
    ContributionNotPossible,
    DatesConflict,
    date_contributions,
    give_contribution,
)
from tasks_app.plan.actions.key_units import (
    ChangedLater,
    KeyUnitsAreKept,
    KeyUnitsConflict,
    KeyUnitsRefused,
    NotInBeing,
    copy_key_units,
    move_key_units,
    set_key_units,
)
from tasks_app.plan.actions.passing import hand_to_members, pass_to_organisations
from tasks_app.plan.actions.phases import follow_calendar, keep, keep_draft, set_deadline
from tasks_app.plan.actions.receipts import AlreadyReceived, ReceiptNotPossible, receive_assignment
from tasks_app.plan.actions.steps import TransitionRefused, change_state
from tasks_app.plan.actions.telling import TellingIncomplete, tell, tell_what_happened

__all__ = [
    "AlreadyGiven",
    "AlreadyReceived",
    "ChangedLater",
    "ContributionConflict",
    "ContributionNotPossible",
    "DatesConflict",
    "KeyUnitsAreKept",
    "KeyUnitsConflict",
    "KeyUnitsRefused",
    "MemberIsMissing",
    "NotInBeing",
    "PlanIsOver",
    "ReceiptNotPossible",
    "TaskIsDraft",
    "TellingIncomplete",
    "TransitionRefused",
    "change_state",
    "copy_key_units",
    "date_contributions",
    "decide",
    "draft_assignment",
    "follow_calendar",
    "give_contribution",
    "hand_to_members",
    "issue_assignment",
    "keep",
    "keep_draft",
    "move_deadline",
    "move_key_units",
    "pass_to_organisations",
    "receive_assignment",
    "set_deadline",
    "set_key_units",
    "tell",
    "tell_what_happened",
]
