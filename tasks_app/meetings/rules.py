"""What people say of a meeting, an item of its agenda or a decision, and which step follows which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from tasks_app.meetings.enums import MeetingState
from tasks_app.planning.rules import Given

# From each state to those that can follow it; what was concluded or cancelled stays so.
FOLLOWS = {
    MeetingState.PLANNED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset({MeetingState.CONCLUDED}),
    MeetingState.CONCLUDED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
# While a meeting is in one of these, its agenda and its conclusion can be written.
OPEN = frozenset({MeetingState.PLANNED, MeetingState.HELD})
# What a calendar shows of a meeting: where one of these changes, programs have to plan anew.
IN_CALENDARS = ("starts_at", "place")


@dataclass(frozen=True)
class MeetingGiven(Given):
    """``chair``, ``organisations`` and ``people`` are primary keys; ``whole_committee``: all members attend."""

    kind: str
    title_vi: str
    starts_at: datetime
    title_en: str = ""
    place: str = ""
    chair: int | None = None
    whole_committee: bool = True
    organisations: tuple[int, ...] = ()
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class ItemGiven(Given):
    """``presenter``: the primary key of an organisation."""

    title_vi: str
    title_en: str = ""
    presenter: int | None = None


@dataclass(frozen=True)
class DecisionGiven(Given):
    """What was decided, as it becomes a task. ``deadline_words`` as they were typed, ``deadline_on`` as understood."""

    text: str
    deliverable: str
    deadline_kind: str
    deadline_on: date | None = None
    deadline_words: str = ""


def mark_of(texts: Mapping[int | None, str]) -> str:
    """What a form of conclusions is born with: it changes with any of the texts. None: the text of the whole."""
    said = repr(sorted((key or 0, text) for key, text in texts.items()))
    return sha256(said.encode()).hexdigest()[:16]
