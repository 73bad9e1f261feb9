"""What is seen of reports, by whom."""

from tasks_app.reporting.queries.page import PageOfAssignment, assignment_page
from tasks_app.reporting.queries.reports import content_of, draft_of, report_before, reports_of, with_last_report
from tasks_app.reporting.queries.review import (
    Compared,
    Comparison,
    PlaceInQueue,
    QueueFigures,
    WaitingReport,
    answered_after,
    comparison,
    following,
    narrowed_queue,
    place_in_queue,
    queue_figures,
    review_birth,
    review_queue,
    reviewable_reports,
    waiting_report,
)
from tasks_app.reporting.queries.work import MyWork, WorkRow, my_work

__all__ = [
    "Compared",
    "Comparison",
    "MyWork",
    "PageOfAssignment",
    "PlaceInQueue",
    "QueueFigures",
    "WaitingReport",
    "WorkRow",
    "answered_after",
    "assignment_page",
    "comparison",
    "content_of",
    "draft_of",
    "following",
    "my_work",
    "narrowed_queue",
    "place_in_queue",
    "queue_figures",
    "report_before",
    "reports_of",
    "review_birth",
    "review_queue",
    "reviewable_reports",
    "waiting_report",
    "with_last_report",
]
