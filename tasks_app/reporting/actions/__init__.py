"""What happens when somebody reports or reviews."""

from tasks_app.reporting.actions.reports import (
    AlreadySubmitted,
    ReportConflict,
    ReportNotPossible,
    save_draft,
    submit_report,
)
from tasks_app.reporting.actions.review import AlreadyReviewed, accept_report, return_report

__all__ = [
    "AlreadyReviewed",
    "AlreadySubmitted",
    "ReportConflict",
    "ReportNotPossible",
    "accept_report",
    "return_report",
    "save_draft",
    "submit_report",
]
