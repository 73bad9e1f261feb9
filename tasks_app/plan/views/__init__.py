"""Pages about the plan: its tasks, the assignments, and decisions on one of them."""

from tasks_app.plan.views.decisions import DecideOnAssignment
from tasks_app.plan.views.lists import (
    AssignmentList,
    AssignmentRow,
    TaskDetail,
    TaskList,
    applied_filters,
    assignments_url,
)

__all__ = [
    "AssignmentList",
    "AssignmentRow",
    "DecideOnAssignment",
    "TaskDetail",
    "TaskList",
    "applied_filters",
    "assignments_url",
]
