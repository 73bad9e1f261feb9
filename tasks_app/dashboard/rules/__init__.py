"""Arithmetic of figures, moves between two days, ranks of organisations, and when a job's silence is an alarm."""

from tasks_app.dashboard.rules.figures import is_late, percentage
from tasks_app.dashboard.rules.moves import COMPLETED, IN_FORCE, MOVES, passages
from tasks_app.dashboard.rules.ranking import Record, ranks

__all__ = [
    "COMPLETED",
    "IN_FORCE",
    "MOVES",
    "Record",
    "is_late",
    "passages",
    "percentage",
    "ranks",
]
