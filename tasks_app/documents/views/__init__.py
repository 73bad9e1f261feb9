"""Pages about documents."""

from tasks_app.documents.views.reports import IssueReport, MakeReport, ReportList, ShowReport, official_report_take

__all__ = ["IssueReport", "MakeReport", "ReportList", "ShowReport", "official_report_take"]
