"""What is stored of reports and of extensions, and what must always hold."""

from tasks_app.reporting.models.extensions import Extension
from tasks_app.reporting.models.periods import FrozenFigure, ReportDue, ReportingPeriod
from tasks_app.reporting.models.reports import Evidence, ProgressReport

__all__ = ["Evidence", "Extension", "FrozenFigure", "ProgressReport", "ReportDue", "ReportingPeriod"]
