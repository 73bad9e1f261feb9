"""What may be typed in a report and in its review."""

from tasks_app.reporting.forms.reports import ReportForm
from tasks_app.reporting.forms.review import ACCEPT, RETURN, QueueFilter, ReviewForm, TogetherForm

__all__ = ["ACCEPT", "RETURN", "QueueFilter", "ReportForm", "ReviewForm", "TogetherForm"]
