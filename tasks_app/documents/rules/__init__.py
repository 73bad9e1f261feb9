"""What a report says, as facts without words, and how they are kept."""

from tasks_app.documents.rules.facts import (
    PENDING,
    AssignmentLine,
    Before,
    Figures,
    IndicatorLine,
    KeyTaskLine,
    MemberLine,
    Name,
    OrganisationLine,
    Paper,
    ReportFacts,
    Said,
    Scope,
    ShortcomingLine,
    TaskLine,
    TaskNumbers,
)
from tasks_app.documents.rules.frozen import plain, read

__all__ = [
    "PENDING",
    "AssignmentLine",
    "Before",
    "Figures",
    "IndicatorLine",
    "KeyTaskLine",
    "MemberLine",
    "Name",
    "OrganisationLine",
    "Paper",
    "ReportFacts",
    "Said",
    "Scope",
    "ShortcomingLine",
    "TaskLine",
    "TaskNumbers",
    "plain",
    "read",
]
