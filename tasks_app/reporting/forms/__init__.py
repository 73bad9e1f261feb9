"""What may be typed in a report and in its review, and about an extension."""

from tasks_app.reporting.forms.extensions import (
    ExtensionDecisionForm,
    ExtensionFilter,
    ExtensionRequestForm,
    OpenExtensionForm,
    ProposalForm,
)
from tasks_app.reporting.forms.files import megabytes
from tasks_app.reporting.forms.merge import Merge, merge_of, version_of, with_choices
from tasks_app.reporting.forms.periods import DueFilter, PeriodForm
from tasks_app.reporting.forms.reports import ReportForm
from tasks_app.reporting.forms.review import ACCEPT, RETURN, QueueFilter, ReviewForm, TogetherForm

__all__ = [
    "ACCEPT",
    "RETURN",
    "DueFilter",
    "ExtensionDecisionForm",
    "ExtensionFilter",
    "ExtensionRequestForm",
    "Merge",
    "OpenExtensionForm",
    "PeriodForm",
    "ProposalForm",
    "QueueFilter",
    "ReportForm",
    "ReviewForm",
    "TogetherForm",
    "megabytes",
    "merge_of",
    "version_of",
    "with_choices",
]
