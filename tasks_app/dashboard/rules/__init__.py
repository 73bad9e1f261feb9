"""Arithmetic of figures, what counts as a move between two days, and when a job's silence is an alarm."""

from tasks_app.dashboard.rules.figures import PLANNER_IS_LATE_AFTER, SENDER_IS_LATE_AFTER, is_late, percentage
from tasks_app.dashboard.rules.moves import COMPLETED, IN_FORCE, MOVES, passages

__all__ = [
    "COMPLETED",
    "IN_FORCE",
    "MOVES",
    "PLANNER_IS_LATE_AFTER",
    "SENDER_IS_LATE_AFTER",
    "is_late",
    "passages",
    "percentage",
]
