"""What is stored of reports with their evidence and of extensions, and what must always hold."""

from tasks_app.reporting.models.evidence import Attachment, Evidence, EvidenceFile
from tasks_app.reporting.models.extensions import Extension
from tasks_app.reporting.models.periods import FrozenFigure, ReportDue, ReportingPeriod
from tasks_app.reporting.models.reports import ProgressReport

__all__ = [
    "Attachment",
    "Evidence",
    "EvidenceFile",
    "Extension",
    "FrozenFigure",
    "ProgressReport",
    "ReportDue",
    "ReportingPeriod",
]
