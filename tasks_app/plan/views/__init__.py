"""Pages about the plan: its tasks, the assignments, and decisions on one of them."""

from tasks_app.plan.views.days import AskedDay, Links, PlanPage
from tasks_app.plan.views.decisions import DecideOnAssignment
from tasks_app.plan.views.lists import (
    TASK_ICONS,
    AssignmentList,
    AssignmentRow,
    TaskList,
    TaskRow,
    applied_filters,
    assignments_url,
)
from tasks_app.plan.views.roles import EditContribution, EditContributionDates, receive_assignment
from tasks_app.plan.views.tasks import TaskDetail

__all__ = [
    "TASK_ICONS",
    "AskedDay",
    "AssignmentList",
    "AssignmentRow",
    "DecideOnAssignment",
    "EditContribution",
    "EditContributionDates",
    "Links",
    "PlanPage",
    "TaskDetail",
    "TaskList",
    "TaskRow",
    "applied_filters",
    "assignments_url",
    "receive_assignment",
]
