"""What is stored of reports with their evidence and of extensions, and what must always hold."""

from tasks_app.reporting.models.evidence import Attachment, Evidence, EvidenceFile
from tasks_app.reporting.models.extensions import Extension
from tasks_app.reporting.models.periods import (
    LATE_OR_MISSING,
    FrozenFigure,
    FrozenOrganisation,
    ReportDue,
    ReportingPeriod,
)
from tasks_app.reporting.models.reports import ProgressReport

__all__ = [
    "LATE_OR_MISSING",
    "Attachment",
    "Evidence",
    "EvidenceFile",
    "Extension",
    "FrozenFigure",
    "FrozenOrganisation",
    "ProgressReport",
    "ReportDue",
    "ReportingPeriod",
]
