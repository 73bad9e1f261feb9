"""Extensions of deadlines as one table: who may take which step from where, and when one can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.enums import State
from tasks_app.plan.rules import WORKED_ON, Yardstick
from tasks_app.reporting.enums import ExtensionAct, ExtensionState, Party

PROPOSED_WITHIN = 3  # working days that the secretariat has; from then on a leader decides without a proposal

OPEN = frozenset({ExtensionState.REQUESTED, ExtensionState.PROPOSED})
ASKED_IN = WORKED_ON
# Work that awaits confirmation is decided on too: whether it was submitted late depends on the answer.
DECIDED_IN = WORKED_ON | {State.SUBMITTED}


@dataclass(frozen=True)
class ExtensionStep:
    """One step of a request: ``by`` whose side, from which states (none: it begins), to which."""

    act: ExtensionAct
    before: frozenset[ExtensionState]
    after: ExtensionState
    by: Party


EXTENSION_STEPS: dict[ExtensionAct, ExtensionStep] = {
    step.act: step
    for step in (
        ExtensionStep(ExtensionAct.ASK, frozenset(), ExtensionState.REQUESTED, Party.REPORTERS),
        ExtensionStep(
            ExtensionAct.PROPOSE, frozenset({ExtensionState.REQUESTED}), ExtensionState.PROPOSED, Party.SECRETARIAT
        ),
        ExtensionStep(ExtensionAct.APPROVE, OPEN, ExtensionState.APPROVED, Party.LEADER),
        ExtensionStep(ExtensionAct.REFUSE, OPEN, ExtensionState.REFUSED, Party.LEADER),
        ExtensionStep(ExtensionAct.WITHDRAW, OPEN, ExtensionState.WITHDRAWN, Party.REPORTERS),
        ExtensionStep(ExtensionAct.OPEN, frozenset(), ExtensionState.APPROVED, Party.LEADER),
    )
}


class Obstacle(StrEnum):
    """Why no extension can be asked for."""

    NOT_WORKED_ON = "not_worked_on"
    NO_DEADLINE = "no_deadline"
    IS_WAITING = "is_waiting"
    LIMIT_REACHED = "limit_reached"


def obstacle_to_asking(
    *, state: State, deadline_on: date | None, is_waiting: bool, approved: int, limit: int | None
) -> Obstacle | None:
    """What stands in the way of a new request. ``approved``: extensions so far; ``limit``: None for a leader's own."""
    if state not in ASKED_IN:
        return Obstacle.NOT_WORKED_ON
    if deadline_on is None:
        return Obstacle.NO_DEADLINE
    if is_waiting:
        return Obstacle.IS_WAITING
    if limit is not None and approved >= limit:
        return Obstacle.LIMIT_REACHED
    return None


def is_asked_late(asked_on: date, deadline_on: date, by: Yardstick) -> bool:
    """Whether a request came after the last day of the deadline in force, rolled where the plan rolls."""
    return asked_on > by.counts_until(deadline_on)


def odd_new_deadline(new_on: date, *, old_on: date, not_before: date | None, plan_year: int) -> str | None:
    """What is wrong with a new deadline, as a code: ``not_after_the_old``, ``passed``, ``far_off``; or None.

    ``not_before``: today for who asks; a decision may be entered days after it was taken, so it has none.
    """
    if new_on <= old_on:
        return "not_after_the_old"
    if not_before is not None and new_on < not_before:
        return "passed"
    if new_on > date(plan_year + 1, 12, 31):
        return "far_off"
    return None


def decided_from(asked_on: date, calendar: WorkingCalendar) -> date:
    """The day from which a leader decides on a request that nobody has made a proposal about."""
    return calendar.add(asked_on, PROPOSED_WITHIN)


def acts_on(state: ExtensionState, *, asked_on: date, today: date, calendar: WorkingCalendar) -> set[ExtensionAct]:
    """The steps that a request can take today, whoever takes them."""
    possible = {act for act, step in EXTENSION_STEPS.items() if state in step.before}
    if state == ExtensionState.REQUESTED and today < decided_from(asked_on, calendar):
        possible -= {ExtensionAct.APPROVE, ExtensionAct.REFUSE}
    return possible
