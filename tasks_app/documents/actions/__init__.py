"""What happens when a document is made, edited, issued and handed out."""

from tasks_app.documents.actions.conclusions import conclusion_notice
from tasks_app.documents.actions.files import make_report_file, report_document
from tasks_app.documents.actions.letterheads import LetterheadChanged, edit_letterhead
from tasks_app.documents.actions.letters import archive, follow_up_sheets, urging_letters
from tasks_app.documents.actions.reports import (
    ReportChanged,
    ReportIsIssued,
    edit_report,
    issue_report,
    make_report,
    take_figures_again,
)
from tasks_app.documents.actions.templates import TemplateRefused, put_template_in_force, use_default_template

__all__ = [
    "LetterheadChanged",
    "ReportChanged",
    "ReportIsIssued",
    "TemplateRefused",
    "archive",
    "conclusion_notice",
    "edit_letterhead",
    "edit_report",
    "follow_up_sheets",
    "issue_report",
    "make_report",
    "make_report_file",
    "put_template_in_force",
    "report_document",
    "take_figures_again",
    "urging_letters",
    "use_default_template",
]
