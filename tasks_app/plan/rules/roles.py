"""The roles beside the report: how a contribution stands on a day, and when work counts as received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks_app.common.text import tidy
from tasks_app.plan.enums import Answer, ContributionState, State
from tasks_app.plan.rules.timeliness import Yardstick
from tasks_app.plan.rules.workflow import WORKED_ON, Basis


@dataclass(frozen=True)
class Given:
    """What a coordinating organisation says; ``basis``: the document that it gives, with a contribution only."""

    answer: Answer
    text: str
    basis: Basis | None = None

    def __post_init__(self):
        object.__setattr__(self, "text", tidy(self.text))


@dataclass(frozen=True)
class ContributionStanding:
    """``working_days``: to the date (> 0), none (0, today) or past it (< 0); counted until the first answer.

    None where no date is set.
    """

    state: ContributionState
    due_on: date | None
    answered_on: date | None
    working_days: int | None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still expected."""
        return self.state in OPEN

    @property
    def urgency(self) -> tuple[bool, date]:
        """The most urgent first; what has no date comes last."""
        return (self.due_on is None, self.due_on or date.max)


OPEN = frozenset({ContributionState.OVERDUE, ContributionState.DUE, ContributionState.UNDATED})


def takes_contributions(state: State) -> bool:
    """Contributions go into the work; once it is submitted, completed or stopped none is taken."""
    return state in WORKED_ON


def contribution_standing(
    state: State, *, due_on: date | None, answer: Answer | None, answered_on: date | None, by: Yardstick
) -> ContributionStanding:
    """``state``: the assignment's; ``answer``: the newest; ``answered_on``: the day of the first."""
    left = by.calendar.between(answered_on or by.today, by.counts_until(due_on)) if due_on else None
    return ContributionStanding(_state(state, due_on, answer, by), due_on, answered_on, left)


def _state(state: State, due_on: date | None, answer: Answer | None, by: Yardstick) -> ContributionState:
    if answer is not None:
        return ContributionState.NOTHING if answer == Answer.NOTHING else ContributionState.GIVEN
    if not takes_contributions(state):
        return ContributionState.CLOSED
    if due_on is None:
        return ContributionState.UNDATED
    return ContributionState.OVERDUE if by.today > by.counts_until(due_on) else ContributionState.DUE


def fits_the_deadline(due_on: date, deadline_on: date | None, *, today: date) -> bool:
    """What is contributed goes into the report, so its date lies before the assignment's deadline or on it.

    Once that deadline has passed no day to come could, and the work still needs its contributions: any day fits.
    """
    return deadline_on is None or due_on <= deadline_on or deadline_on < today


def implies_receipt(last_word_on: date | None, *, held_since: date) -> bool:
    """Whoever reports has received the work; the word of an earlier lead organisation says nothing of this one."""
    return last_word_on is not None and last_word_on >= held_since


def last_day_to_receive(by: Yardstick, within: int) -> date:
    """Work that was given on this day or earlier should have been received by now."""
    return by.calendar.latest_start(by.today, within + 1)
