"""Official reports and the files that were made of them; what stands on the office's paper, and its templates."""

from tasks_app.documents.models.letterheads import FIELDS as LETTERHEAD_FIELDS
from tasks_app.documents.models.letterheads import LetterheadData
from tasks_app.documents.models.reports import OfficialReport, ReportFile
from tasks_app.documents.models.templates import DocumentTemplate

__all__ = ["LETTERHEAD_FIELDS", "DocumentTemplate", "LetterheadData", "OfficialReport", "ReportFile"]
