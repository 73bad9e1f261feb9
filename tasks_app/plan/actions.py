from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan import rules
from tasks_app.plan.enums import State
from tasks_app.plan.models import (
    Assignment,
    Contribution,
    DeadlineChange,
    Holder,
    Responsible,
    StateChange,
    Task,
)


class TransitionRefused(Exception):
    """The workflow does not allow this step; the text says so to the person."""

    def __init__(self, before: State, after: State):
        self.before, self.after = State(before), State(after)
        super().__init__(
            _("This assignment is now “%(state)s”, so this step is not possible. Open it again to see why.")
            % {"state": self.before.label}
        )


@transaction.atomic
def issue_assignment(
    task: Task,
    organisation: Organisation,
    *,
    responsible: Person,
    deadline_on: date | None,
    coordinating: Iterable[Organisation] = (),
    by: Actor | None,
    at: datetime,
) -> Assignment:
    """Give a task to a lead organisation under a responsible member.

    Records the first holder, responsible member and deadline, and the state change to *assigned*.
    """
    day = local_day(at)
    assignment = Assignment.objects.create(
        task=task,
        first_organisation=organisation,
        organisation=organisation,
        responsible=responsible,
        issued_on=day,
        original_deadline_on=deadline_on,
        deadline_on=deadline_on,
    )
    Holder.objects.create(assignment=assignment, organisation=organisation, valid_from=day)
    Responsible.objects.create(assignment=assignment, member=responsible, valid_from=day)
    DeadlineChange.objects.create(
        assignment=assignment, version=1, new_on=deadline_on, at=at, **(by.fields if by else {})
    )
    Contribution.objects.bulk_create(
        Contribution(assignment=assignment, organisation=other) for other in coordinating if other != organisation
    )
    change_state(assignment, State.ASSIGNED, by=by, at=at)
    record("assignment.issued", assignment, by=by, at=at, deadline_on=_text(deadline_on))
    return assignment


def change_state(
    assignment: Assignment,
    after: State,
    *,
    by: Actor | None,
    at: datetime,
    submitted_on: date | None = None,
    note: str = "",
) -> None:
    """One step of the workflow, with its dated fact, inside the caller's transaction.

    Submission sets the day that counts; confirmation makes that same day the completion day;
    everything else clears both. Raises TransitionRefused where the table does not allow the step.
    """
    before = State(assignment.state)
    if not rules.may_follow(before, after):
        raise TransitionRefused(before, after)
    assignment.state = after
    if after == State.COMPLETED:
        assignment.completed_on = assignment.submitted_on
    else:
        assignment.completed_on = None
        assignment.submitted_on = submitted_on if after == State.SUBMITTED else None
    assignment.save(update_fields=["state", "submitted_on", "completed_on"])
    StateChange.objects.create(
        assignment=assignment,
        before=before,
        after=after,
        at=at,
        submitted_on=assignment.submitted_on,
        note=note,
        **(by.fields if by else {}),
    )


@transaction.atomic
def move_deadline(
    assignment: Assignment, new_on: date, *, by: Actor, at: datetime, document: str = ""
) -> DeadlineChange:
    """Set another deadline by a decision; the original stays visible and the reminders begin anew."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    old_on = assignment.deadline_on
    assignment.deadline_on = new_on
    assignment.deadline_version += 1
    assignment.save(update_fields=["deadline_on", "deadline_version"])
    change = DeadlineChange.objects.create(
        assignment=assignment,
        version=assignment.deadline_version,
        old_on=old_on,
        new_on=new_on,
        at=at,
        document=document,
        **by.fields,
    )
    record(
        "assignment.deadline_moved", assignment, by=by, at=at, old=_text(old_on), new=_text(new_on), document=document
    )
    return change


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
