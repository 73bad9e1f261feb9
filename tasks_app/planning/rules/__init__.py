"""What is said of a plan, how its deadlines are read, and what it lacks before it can be published."""

from tasks_app.planning.rules.checklist import BLOCKS, Checklist, Lack, TaskFacts, checklist, lacks_of
from tasks_app.planning.rules.given import (
    DocumentGiven,
    Given,
    KeyTaskGiven,
    PlanDetails,
    TaskGiven,
    WordsGiven,
    mark_of_draft,
)
from tasks_app.planning.rules.phrases import Deadline, Doubt, read_deadline
from tasks_app.planning.rules.shifting import in_another_year, shifted_words

__all__ = [
    "BLOCKS",
    "Checklist",
    "Deadline",
    "DocumentGiven",
    "Doubt",
    "Given",
    "KeyTaskGiven",
    "Lack",
    "PlanDetails",
    "TaskFacts",
    "TaskGiven",
    "WordsGiven",
    "checklist",
    "in_another_year",
    "lacks_of",
    "mark_of_draft",
    "read_deadline",
    "shifted_words",
]
