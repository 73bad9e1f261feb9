"""What hangs on a person, so that it has to pass on before he leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from tasks_app.people.models import Oversight, Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import with_names
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport

DONE_WITH = (State.COMPLETED, State.CANCELLED, State.CARRIED_OVER)


@dataclass(frozen=True)
class LeftBehind:
    """``reports``: of his work, those that wait for the secretariat; they go on under whoever follows him."""

    assignments: int
    organisations: int
    reports: int

    @property
    def has_to_pass(self) -> bool:
        return bool(self.assignments or self.organisations)


def open_work_of(person: Person) -> QuerySet[Assignment]:
    """What a member answers for and nobody has done with: drafts and what rests too."""
    return with_names(Assignment.objects.filter(responsible=person)).exclude(state__in=DONE_WITH)


def oversights_left(person: Person, *, on: date) -> QuerySet[Oversight]:
    """Those that are not over on a day: with an end or without, and those to come."""
    return Oversight.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), member=person).exclude(
        valid_to__lt=F("valid_from")
    )


def left_behind(person: Person, *, on: date) -> LeftBehind:
    """Three queries."""
    return LeftBehind(
        assignments=open_work_of(person).count(),
        organisations=oversights_left(person, on=on).values("organisation").distinct().count(),
        reports=ProgressReport.objects.filter(assignment__responsible=person, state=ReportState.SUBMITTED).count(),
    )
