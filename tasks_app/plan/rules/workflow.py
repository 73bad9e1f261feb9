"""The workflow of an assignment as one table: who may take which step from where, what it needs, and who is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tasks_app.common.text import tidy
from tasks_app.plan.enums import Act, Audience, Need, Side, State

IN_FORCE = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.COMPLETED})
WORKED_ON = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.RETURNED})


@dataclass(frozen=True)
class Transition:
    """One step: ``by`` whose side, from which states, to which; what has to be said with it; whom it is told.

    Every step is recorded as a StateChange and as a line of the record, ``assignment.<act>``.
    """

    act: Act
    before: frozenset[State]
    after: State
    by: Side
    needs: frozenset[Need] = field(default=frozenset())
    tells: frozenset[Audience] = field(default=frozenset())


def _step(act: Act, before: set[State], after: State, by: Side, *, needs=(), tells=()) -> Transition:
    return Transition(act, frozenset(before), after, by, frozenset(needs), frozenset(tells))


_REPORTERS = (Audience.REPORTERS,)
_ALL_AT_WORK = (Audience.REPORTERS, Audience.COORDINATING)
_STOPPABLE = set(WORKED_ON) | {State.SUSPENDED}

TRANSITIONS: dict[Act, Transition] = {
    step.act: step
    for step in (
        _step(Act.ISSUE, {State.DRAFT}, State.ASSIGNED, Side.SECRETARIAT, tells=_ALL_AT_WORK),
        _step(Act.START, {State.ASSIGNED, State.RETURNED}, State.IN_PROGRESS, Side.REPORTERS),
        _step(Act.SUBMIT, set(WORKED_ON), State.SUBMITTED, Side.REPORTERS, needs=(Need.EVIDENCE,)),
        _step(Act.RETURN, {State.SUBMITTED}, State.RETURNED, Side.SECRETARIAT, needs=(Need.REASON,), tells=_REPORTERS),
        _step(Act.CONFIRM, {State.SUBMITTED}, State.COMPLETED, Side.SECRETARIAT, tells=_REPORTERS),
        _step(
            Act.REOPEN, {State.COMPLETED}, State.IN_PROGRESS, Side.SECRETARIAT, needs=(Need.REASON,), tells=_REPORTERS
        ),
        _step(
            Act.SUSPEND,
            set(WORKED_ON),
            State.SUSPENDED,
            Side.SECRETARIAT,
            needs=(Need.DOCUMENT, Need.REASON),
            tells=_ALL_AT_WORK,
        ),
        _step(
            Act.RESUME, {State.SUSPENDED}, State.IN_PROGRESS, Side.SECRETARIAT, needs=(Need.REASON,), tells=_ALL_AT_WORK
        ),
        _step(
            Act.CANCEL,
            _STOPPABLE,
            State.CANCELLED,
            Side.SECRETARIAT,
            needs=(Need.DOCUMENT, Need.REASON),
            tells=_ALL_AT_WORK,
        ),
        _step(
            Act.CARRY_OVER,
            _STOPPABLE,
            State.CARRIED_OVER,
            Side.SECRETARIAT,
            needs=(Need.NEXT_TASK,),
            tells=_ALL_AT_WORK,
        ),
    )
}
# Taken by a decision of their own on an assignment; the others follow from a report and its review.
DECISIONS = (Act.ISSUE, Act.SUSPEND, Act.RESUME, Act.CARRY_OVER, Act.CANCEL, Act.REOPEN)

TURN: dict[State, Side | None] = {
    State.DRAFT: Side.SECRETARIAT,
    State.ASSIGNED: Side.REPORTERS,
    State.IN_PROGRESS: Side.REPORTERS,
    State.SUBMITTED: Side.SECRETARIAT,
    State.RETURNED: Side.REPORTERS,
    State.COMPLETED: None,
    State.SUSPENDED: Side.SECRETARIAT,
    State.CANCELLED: None,
    State.CARRIED_OVER: None,
}


def is_possible(act: Act, state: State) -> bool:
    return State(state) in TRANSITIONS[Act(act)].before


def decisions_in(state: State) -> list[Act]:
    """What the secretariat can decide on an assignment as it stands, in the order of the buttons."""
    return [act for act in DECISIONS if is_possible(act, state)]


def steps_from(state: State) -> dict[State, list[Act]]:
    """The states that can follow, each with the acts that lead there."""
    following: dict[State, list[Act]] = {}
    for step in TRANSITIONS.values():
        if State(state) in step.before:
            following.setdefault(step.after, []).append(step.act)
    return following


def takes_reports(state: State) -> bool:
    """Whether a report can be written: work is out, and nothing awaits confirmation."""
    return state in WORKED_ON


@dataclass(frozen=True)
class Basis:
    """The document that a decision rests on: number and date."""

    number: str
    issued_on: date

    def __post_init__(self):
        object.__setattr__(self, "number", tidy(self.number))

    def __str__(self):
        return f"{self.number} ({self.issued_on:%d/%m/%Y})"

    @property
    def fields(self) -> dict:
        """The two columns of every decision, ready for ``Model(**basis.fields)``."""
        return {"document": self.number, "document_on": self.issued_on}
