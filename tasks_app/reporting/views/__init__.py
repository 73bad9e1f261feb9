"""Pages about reports: one's own work, an assignment with its report, the review."""

from tasks_app.reporting.views.assignments import AssignmentPage, MyWork
from tasks_app.reporting.views.reports import EditReport
from tasks_app.reporting.views.review import DecideReports, ReviewQueue, ReviewReport

__all__ = ["AssignmentPage", "DecideReports", "EditReport", "MyWork", "ReviewQueue", "ReviewReport"]
