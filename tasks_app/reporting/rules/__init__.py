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
from tasks_app.reporting.rules.review import (
    Change,
    Piece,
    ReviewBirth,
    differences,
    waits_too_long,
    working_days_to_answer,
)

__all__ = [
    "ANSWER_WITHIN",
    "RESUBMIT_WITHIN",
    "REVIEWABLE",
    "Change",
    "FormBirth",
    "Gap",
    "Piece",
    "ReportContent",
    "ReviewBirth",
    "act_of_submission",
    "differences",
    "gaps",
    "waits_too_long",
    "working_days_to_answer",
]
