"""What the boards show. Whatever prints a figure asks here, so that no two pages disagree."""

from tasks_app.dashboard.queries.attention import Attention, MemberOverdue, Overdue, attention, overdue_by_age
from tasks_app.dashboard.queries.board import Board, KeyTaskLine, OrganisationLine, Tally, TaskCounts, board, tallies
from tasks_app.dashboard.queries.changes import Changes, changes_between, changes_by, on_both_days, that_made
from tasks_app.dashboard.queries.comparison import (
    Comparison,
    KeyTaskChanges,
    Moved,
    OrganisationChange,
    beside,
    comparison,
    first_moved,
    last_cut_offs,
    moved,
)
from tasks_app.dashboard.queries.health import PLANNER, SENDER, Health, JobHealth, health
from tasks_app.dashboard.queries.localities import LocalityLine, localities_of, locality_lines
from tasks_app.dashboard.queries.matrix import Matrix, column_tallies, matrix, worst_first
from tasks_app.dashboard.queries.progress import Progress, ProgressPoint, progress_over_year
from tasks_app.dashboard.queries.waiting import first_to_review, not_received_in_time, waiting_extensions_on

__all__ = [
    "PLANNER",
    "SENDER",
    "Attention",
    "Board",
    "Changes",
    "Comparison",
    "Health",
    "JobHealth",
    "KeyTaskChanges",
    "KeyTaskLine",
    "LocalityLine",
    "Matrix",
    "MemberOverdue",
    "Moved",
    "OrganisationChange",
    "OrganisationLine",
    "Overdue",
    "Progress",
    "ProgressPoint",
    "Tally",
    "TaskCounts",
    "attention",
    "beside",
    "board",
    "changes_between",
    "changes_by",
    "column_tallies",
    "comparison",
    "first_moved",
    "first_to_review",
    "health",
    "last_cut_offs",
    "localities_of",
    "locality_lines",
    "matrix",
    "moved",
    "not_received_in_time",
    "on_both_days",
    "overdue_by_age",
    "progress_over_year",
    "tallies",
    "that_made",
    "waiting_extensions_on",
    "worst_first",
]
