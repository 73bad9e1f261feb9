"""The pages of inspections: lists and pages to read, and the secretariat's forms."""

from tasks_app.inspections.views.keeping import (
    ConcludeInspection,
    EditInspection,
    NewInspection,
    RecheckRecommendation,
    Recommend,
    StepInspection,
    WriteFindings,
)
from tasks_app.inspections.views.reading import InspectionList, ShowInspection

__all__ = [
    "ConcludeInspection",
    "EditInspection",
    "InspectionList",
    "NewInspection",
    "RecheckRecommendation",
    "Recommend",
    "ShowInspection",
    "StepInspection",
    "WriteFindings",
]
