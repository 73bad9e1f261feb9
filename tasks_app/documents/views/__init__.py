"""Pages about documents."""

from tasks_app.documents.views.letters import FollowUpSheets, LetterList
from tasks_app.documents.views.report import IssueReport, ShowReport, official_report_take
from tasks_app.documents.views.report_files import TakeReportOut, official_report_file
from tasks_app.documents.views.reports import MakeReport, ReportList

__all__ = [
    "FollowUpSheets",
    "IssueReport",
    "LetterList",
    "MakeReport",
    "ReportList",
    "ShowReport",
    "TakeReportOut",
    "official_report_file",
    "official_report_take",
]
