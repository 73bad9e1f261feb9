"""Official reports and the files that were made of them; what stands on the office's paper."""

from tasks_app.documents.models.letterheads import LetterheadData
from tasks_app.documents.models.reports import OfficialReport, ReportFile

__all__ = ["LetterheadData", "OfficialReport", "ReportFile"]
