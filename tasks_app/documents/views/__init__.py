"""Pages about documents."""

from tasks_app.documents.views.letters import FollowUpSheets, LetterList
from tasks_app.documents.views.reports import IssueReport, MakeReport, ReportList, ShowReport, official_report_take

__all__ = [
    "FollowUpSheets",
    "IssueReport",
    "LetterList",
    "MakeReport",
    "ReportList",
    "ShowReport",
    "official_report_take",
]
