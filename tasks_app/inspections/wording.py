"""Icon and colour of the states of an inspection and of the results of a re-check."""

from __future__ import annotations

from dataclasses import dataclass

from tasks_app.inspections.enums import InspectionState, Result


@dataclass(frozen=True)
class Look:
    icon: str
    css: str


LOOKS = {
    InspectionState.PLANNED: Look("calendar-event", "s-wait"),
    InspectionState.CARRIED_OUT: Look("search", "s-soon"),
    InspectionState.CONCLUDED: Look("check-circle", "s-done"),
    InspectionState.CANCELLED: Look("x-circle", "s-todo"),
}
RESULT_LOOKS = {
    Result.REMEDIED: Look("check-circle", "s-done"),
    Result.PARTLY: Look("circle-half", "s-soon"),
    Result.NOT: Look("x-circle", "s-over"),
}
