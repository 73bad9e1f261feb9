"""What a report must say, what becomes of the assignment, and what is owed when."""

from tasks_app.reporting.rules.reports import (
    ANSWER_WITHIN,
    RESUBMIT_WITHIN,
    REVIEWABLE,
    FormBirth,
    Gap,
    ReportContent,
    act_of_submission,
    gaps,
)

__all__ = [
    "ANSWER_WITHIN",
    "RESUBMIT_WITHIN",
    "REVIEWABLE",
    "FormBirth",
    "Gap",
    "ReportContent",
    "act_of_submission",
    "gaps",
]
