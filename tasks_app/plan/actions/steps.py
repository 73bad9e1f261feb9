from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.plan import rules
from tasks_app.plan.actions.phases import keep
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, StateChange
from tasks_app.plan.rules import Basis


class TransitionRefused(Exception):
    """The workflow does not allow this step; the text says so to the person."""

    def __init__(self, act: Act, state: State):
        self.act, self.state = Act(act), State(state)
        super().__init__(
            _("“%(act)s” is not possible: this assignment is now “%(state)s”. Open it again to see why.")
            % {"act": self.act.label, "state": self.state.label}
        )


def change_state(
    assignment: Assignment,
    act: Act,
    *,
    by: Actor | None,
    at: datetime,
    submitted_on: date | None = None,
    note: str = "",
    basis: Basis | None = None,
) -> None:
    """One step of the workflow, with its dated fact, inside the caller's transaction: the one place that takes steps.

    Submission sets the day that counts; confirmation makes that same day the completion day;
    everything else clears both. Raises TransitionRefused where the table does not allow the step.
    """
    before = State(assignment.state)
    if not rules.is_possible(act, before):
        raise TransitionRefused(act, before)
    after = rules.TRANSITIONS[Act(act)].after
    assignment.state = after
    if after == State.COMPLETED:
        assignment.completed_on = assignment.submitted_on
    else:
        assignment.completed_on = None
        assignment.submitted_on = submitted_on if after == State.SUBMITTED else None
    if act == Act.REOPEN:
        assignment.percent = None  # the 100 % was that of a completion that does not stand any more
    keep(assignment, "state", "issued_on", "submitted_on", "completed_on", "carried_to", "percent", at=at)
    StateChange.objects.create(
        assignment=assignment,
        act=act,
        before=before,
        after=after,
        at=at,
        submitted_on=assignment.submitted_on,
        note=note,
        **(basis.fields if basis else {}),
        **(by.fields if by else {}),
    )
