"""What is seen of reports, by whom."""

from tasks_app.reporting.queries.page import PageOfAssignment, assignment_page
from tasks_app.reporting.queries.reports import content_of, draft_of, report_before, reports_of, with_last_report
from tasks_app.reporting.queries.review import (
    Compared,
    WaitingReport,
    comparison,
    review_queue,
    reviewable_reports,
    waiting_report,
)
from tasks_app.reporting.queries.work import MyWork, WorkRow, my_work

__all__ = [
    "Compared",
    "MyWork",
    "PageOfAssignment",
    "WaitingReport",
    "WorkRow",
    "assignment_page",
    "comparison",
    "content_of",
    "draft_of",
    "my_work",
    "report_before",
    "reports_of",
    "review_queue",
    "reviewable_reports",
    "waiting_report",
    "with_last_report",
]
