"""Arithmetic of figures, moves between two days, ranks of organisations, and when a job's silence is an alarm."""

from tasks_app.dashboard.rules.figures import PLANNER_IS_LATE_AFTER, SENDER_IS_LATE_AFTER, is_late, percentage
from tasks_app.dashboard.rules.moves import COMPLETED, IN_FORCE, MOVES, passages
from tasks_app.dashboard.rules.ranking import LEAST_DUE, Record, ranks

__all__ = [
    "COMPLETED",
    "IN_FORCE",
    "LEAST_DUE",
    "MOVES",
    "PLANNER_IS_LATE_AFTER",
    "SENDER_IS_LATE_AFTER",
    "Record",
    "is_late",
    "passages",
    "percentage",
    "ranks",
]
