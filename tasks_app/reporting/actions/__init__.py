"""What happens when somebody reports or reviews, or asks for more time."""

from tasks_app.reporting.actions.extensions import (
    AlreadyAsked,
    ExtensionMovedOn,
    ExtensionNotPossible,
    approve_extension,
    ask_for_extension,
    open_extension,
    propose_on_extension,
    refuse_extension,
    withdraw_extension,
)
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
    "AlreadyAsked",
    "AlreadyReviewed",
    "AlreadySubmitted",
    "ExtensionMovedOn",
    "ExtensionNotPossible",
    "NewsWhileReviewing",
    "OwnReport",
    "ReportConflict",
    "ReportNotPossible",
    "Together",
    "accept_report",
    "accept_reports",
    "approve_extension",
    "ask_for_extension",
    "open_extension",
    "propose_on_extension",
    "refuse_extension",
    "return_report",
    "return_reports",
    "save_draft",
    "submit_report",
    "why_not_together",
    "withdraw_extension",
]
