"""What a report says, as facts without words, and how they are kept; what a template may ask for."""

from tasks_app.documents.rules.codes import period_code
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
from tasks_app.documents.rules.printing import Numbered, Printing
from tasks_app.documents.rules.sources import Problem, SourceFault, source_faults

__all__ = [
    "PENDING",
    "AssignmentLine",
    "Before",
    "Figures",
    "IndicatorLine",
    "KeyTaskLine",
    "MemberLine",
    "Name",
    "Numbered",
    "OrganisationLine",
    "Paper",
    "Printing",
    "Problem",
    "ReportFacts",
    "Said",
    "Scope",
    "ShortcomingLine",
    "SourceFault",
    "TaskLine",
    "TaskNumbers",
    "period_code",
    "plain",
    "read",
    "source_faults",
]
