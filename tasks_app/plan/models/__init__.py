"""What is stored of a plan, and what must always hold."""

from tasks_app.plan.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    Contribution,
    JudgedMixin,
    JudgedQuerySet,
    contradiction_condition,
    in_bucket_condition,
    of_relation,
    overdue_for,
    silence_condition,
    status_condition,
)
from tasks_app.plan.models.facts import DeadlineChange, DecidedMixin, Holder, Notification, Responsible, StateChange
from tasks_app.plan.models.key_units import KeyUnit
from tasks_app.plan.models.phases import Phase
from tasks_app.plan.models.plans import Clause, Committee, KeyTask, Plan, Shortcoming, SourceDocument, Task
from tasks_app.plan.models.roles import ContributionEntry, Receipt

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Clause",
    "Committee",
    "Contribution",
    "ContributionEntry",
    "DeadlineChange",
    "DecidedMixin",
    "Holder",
    "JudgedMixin",
    "JudgedQuerySet",
    "KeyTask",
    "KeyUnit",
    "Notification",
    "Phase",
    "Plan",
    "Receipt",
    "Responsible",
    "Shortcoming",
    "SourceDocument",
    "StateChange",
    "Task",
    "contradiction_condition",
    "in_bucket_condition",
    "of_relation",
    "overdue_for",
    "silence_condition",
    "status_condition",
]
