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
from tasks_app.plan.views.roles import EditContribution, EditContributionDates, receive_assignment

__all__ = [
    "AssignmentList",
    "AssignmentRow",
    "DecideOnAssignment",
    "EditContribution",
    "EditContributionDates",
    "TaskDetail",
    "TaskList",
    "applied_filters",
    "assignments_url",
    "receive_assignment",
]
