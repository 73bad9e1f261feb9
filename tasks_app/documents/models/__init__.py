"""Official reports and the files that were made of them."""

from tasks_app.documents.models.reports import OfficialReport, ReportFile

__all__ = ["OfficialReport", "ReportFile"]
