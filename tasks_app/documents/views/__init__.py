"""Pages about documents."""

from tasks_app.documents.views.conclusions import ConclusionNotice
from tasks_app.documents.views.letters import FollowUpSheets, LetterList
from tasks_app.documents.views.report import IssueReport, ShowReport, official_report_take
from tasks_app.documents.views.report_files import TakeReportOut, official_report_file
from tasks_app.documents.views.reports import MakeReport, ReportList
from tasks_app.documents.views.templates import (
    EditLetterhead,
    ShowTemplate,
    TemplateList,
    template_reset,
    template_take,
)

__all__ = [
    "ConclusionNotice",
    "EditLetterhead",
    "FollowUpSheets",
    "IssueReport",
    "LetterList",
    "MakeReport",
    "ReportList",
    "ShowReport",
    "ShowTemplate",
    "TakeReportOut",
    "TemplateList",
    "official_report_file",
    "official_report_take",
    "template_reset",
    "template_take",
]
