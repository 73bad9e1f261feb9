"""A province whose board has every status, in units and localities, under two key tasks."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Plan, Task
from tests.conftest import TODAY, standing
from tests.factories import (
    AssignmentFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    member,
)


@dataclass
class Province:
    plan: Plan
    today: date
    tasks: list[Task] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)

    def give(self, task: Task, organisation: Organisation, *, due_in: int | None, state: State, sent_in: int = 0):
        """``due_in`` and ``sent_in`` are days from today."""
        day = self.today + timedelta(days=sent_in)
        assignment = AssignmentFactory(
            task=task,
            organisation=organisation,
            responsible=self.responsible,
            deadline_on=None if due_in is None else self.today + timedelta(days=due_in),
            state=state,
            submitted_on=day if state in (State.SUBMITTED, State.COMPLETED, State.RETURNED) else None,
        )
        self.assignments.append(assignment)
        return assignment

    def __post_init__(self):
        self.responsible = member()


@pytest.fixture(scope="module")
def standing_province(django_db_setup, django_db_blocker) -> Iterator[Province]:
    """Made once for a module."""
    with standing(django_db_blocker, build_province) as province:
        yield province


@pytest.fixture
def province(standing_province, db) -> Province:
    """Tuesday 15 October 2024. Two key tasks with two tasks each, two units, two localities; each test has objects of
    its own."""
    return pickle.loads(pickle.dumps(standing_province))


def build_province() -> Province:
    province = Province(PlanFactory(), TODAY)
    province.organisations = [OrganisationFactory(), OrganisationFactory(), LocalityFactory(), LocalityFactory()]
    unit, other_unit, locality, other_locality = province.organisations
    first, second = KeyTaskFactory(plan=province.plan), KeyTaskFactory(plan=province.plan)
    province.tasks = [
        TaskFactory(key_task=first, deadline_on=date(2024, 9, 30)),
        TaskFactory(key_task=first, deadline_on=None),
        TaskFactory(key_task=second, deadline_on=date(2024, 12, 31)),
        TaskFactory(key_task=second, deadline_on=date(2025, 3, 31)),
        TaskFactory(key_task=second, deadline_on=date(2024, 12, 31)),
    ]
    in_time, regular, ahead, finished, _not_given = province.tasks
    # On time, late, and on the working day after a Sunday, which is on time.
    province.give(in_time, unit, due_in=-15, state=State.COMPLETED, sent_in=-20)
    province.give(in_time, other_unit, due_in=-15, state=State.COMPLETED, sent_in=-10)
    province.give(in_time, locality, due_in=-2, state=State.COMPLETED, sent_in=-1)
    # Overdue: nothing sent, sent late, returned.
    province.give(in_time, other_locality, due_in=-15, state=State.IN_PROGRESS)
    province.give(ahead, unit, due_in=-5, state=State.SUBMITTED, sent_in=-1)
    province.give(ahead, other_unit, due_in=-1, state=State.RETURNED, sent_in=-3)
    # Not overdue: sent in time, due today, due soon, later, not started, without a deadline.
    province.give(ahead, locality, due_in=-5, state=State.SUBMITTED, sent_in=-6)
    province.give(ahead, other_locality, due_in=0, state=State.IN_PROGRESS)
    province.give(regular, unit, due_in=None, state=State.IN_PROGRESS)
    province.give(regular, locality, due_in=None, state=State.ASSIGNED)
    province.give(regular, other_unit, due_in=7, state=State.ASSIGNED)
    province.give(regular, other_locality, due_in=30, state=State.ASSIGNED)
    # All done, and what is not in force beside it.
    province.give(finished, unit, due_in=100, state=State.COMPLETED, sent_in=-3)
    province.give(finished, other_unit, due_in=-30, state=State.SUSPENDED)
    province.give(finished, locality, due_in=-30, state=State.CANCELLED)
    province.give(finished, other_locality, due_in=-30, state=State.CARRIED_OVER)
    return province
