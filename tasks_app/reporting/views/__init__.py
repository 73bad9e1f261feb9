"""Pages about reports and extensions: one's own work, an assignment with its report, the review, more time."""

from tasks_app.reporting.views.assignments import AssignmentPage, MyWork
from tasks_app.reporting.views.extensions import (
    AskForExtension,
    DecideExtension,
    ExtensionPage,
    ExtensionQueue,
    OpenExtension,
    ProposeOnExtension,
    WithdrawExtension,
)
from tasks_app.reporting.views.reports import EditReport
from tasks_app.reporting.views.review import DecideReports, ReviewQueue, ReviewReport

__all__ = [
    "AskForExtension",
    "AssignmentPage",
    "DecideExtension",
    "DecideReports",
    "EditReport",
    "ExtensionPage",
    "ExtensionQueue",
    "MyWork",
    "OpenExtension",
    "ProposeOnExtension",
    "ReviewQueue",
    "ReviewReport",
    "WithdrawExtension",
]
