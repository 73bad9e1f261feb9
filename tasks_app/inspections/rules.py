"""What people say of an inspection, and which step follows which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks_app.inspections.enums import InspectionState
from tasks_app.planning.rules import Given

# From each state to those that can follow it; what was concluded or cancelled stays so.
FOLLOWS = {
    InspectionState.PLANNED: frozenset({InspectionState.CARRIED_OUT, InspectionState.CANCELLED}),
    InspectionState.CARRIED_OUT: frozenset({InspectionState.CONCLUDED}),
    InspectionState.CONCLUDED: frozenset(),
    InspectionState.CANCELLED: frozenset(),
}
# From then on the inspected organisation, and who oversees it, know of it.
KNOWN = frozenset({InspectionState.CARRIED_OUT, InspectionState.CONCLUDED})
LONGEST_DAYS = 60  # a longer inspection is a slip of the finger


@dataclass(frozen=True)
class InspectionGiven(Given):
    """``organisation`` and ``lead`` (of the team) are primary keys; ``document``: number and date of the plan or
    decision."""

    organisation: int
    starts_on: date
    ends_on: date
    is_surprise: bool = False
    lead: int | None = None
    team: str = ""
    document: str = ""


@dataclass(frozen=True)
class RecommendationGiven(Given):
    """What is recommended, as it becomes a task; ``recheck_on``: when it is looked at again."""

    text: str
    deliverable: str
    deadline_on: date
    recheck_on: date
