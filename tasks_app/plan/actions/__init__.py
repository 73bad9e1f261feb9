"""What happens when work is given out, moves through its workflow, or is decided on."""

from tasks_app.plan.actions.assignments import decide, issue_assignment, move_deadline
from tasks_app.plan.actions.steps import TransitionRefused, change_state
from tasks_app.plan.actions.telling import TellingIncomplete, tell, tell_what_happened

__all__ = [
    "TellingIncomplete",
    "TransitionRefused",
    "change_state",
    "decide",
    "issue_assignment",
    "move_deadline",
    "tell",
    "tell_what_happened",
]
