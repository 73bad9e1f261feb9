"""What is stored of reports, and what must always hold."""

from tasks_app.reporting.models.reports import Evidence, ProgressReport

__all__ = ["Evidence", "ProgressReport"]
