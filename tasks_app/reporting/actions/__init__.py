"""What happens when somebody reports or reviews."""

from tasks_app.reporting.actions.reports import (
    AlreadySubmitted,
    ReportConflict,
    ReportNotPossible,
    save_draft,
    submit_report,
)
from tasks_app.reporting.actions.review import (
    AlreadyReviewed,
    NewsWhileReviewing,
    OwnReport,
    Together,
    accept_report,
    accept_reports,
    return_report,
    return_reports,
    why_not_together,
)

__all__ = [
    "AlreadyReviewed",
    "AlreadySubmitted",
    "NewsWhileReviewing",
    "OwnReport",
    "ReportConflict",
    "ReportNotPossible",
    "Together",
    "accept_report",
    "accept_reports",
    "return_report",
    "return_reports",
    "save_draft",
    "submit_report",
    "why_not_together",
]
