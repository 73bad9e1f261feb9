"""What happens when a document is made, edited, issued and handed out."""

from tasks_app.documents.actions.reports import (
    ReportChanged,
    ReportIsIssued,
    edit_report,
    issue_report,
    make_report,
    take_figures_again,
)

__all__ = [
    "ReportChanged",
    "ReportIsIssued",
    "edit_report",
    "issue_report",
    "make_report",
    "take_figures_again",
]
