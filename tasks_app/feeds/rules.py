"""What stands in a calendar: events, and how they move or are called off in the course of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# What was called off stays so long, marked as such, so that programs that look seldom take it out as well.
CALLED_OFF_FOR = timedelta(days=30)
# What is over leaves the feed after a year; what is still open stays, however old.
KEPT_FOR = timedelta(days=366)


@dataclass(frozen=True)
class Event:
    """A day in a calendar, or with ``starts_at`` something that begins at a time of it.

    ``name``: the same for the same thing for ever ("assignment-12"); ``sequence`` grows whenever the day moves or the
    event is called off or taken up again; ``changed_at``: since when it stands so; ``path``: its page in the product,
    "" for none.
    """

    name: str
    on: date
    title: str
    description: str
    sequence: int
    changed_at: datetime
    path: str = ""
    is_called_off: bool = False
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Face:
    """How something stands in a calendar: on which day, by which day that was set, and whether it is done."""

    on: date | None
    set_on: date | None
    is_done: bool = False


@dataclass(frozen=True)
class Course:
    """What became of something: the last face that it had, how often it changed, since when it stands as it does.

    ``is_called_off``: it has that face no more.
    """

    face: Face
    sequence: int
    changed_on: date
    is_called_off: bool


def course(faces: Iterable[tuple[date, Face | None]]) -> Course | None:
    """The faces in order of time, each with the day since which it holds; None where it stood in no calendar.

    A longer history that begins the same never has a lower ``sequence``.
    """
    shown, last, sequence, changed_on = None, None, -1, None
    for since, face in faces:
        if face == last:
            continue
        sequence, changed_on, last = sequence + 1, since, face
        shown = face or shown
    return Course(shown, sequence, changed_on, is_called_off=last is None) if shown else None


def is_shown(event: Event, *, is_open: bool, today: date) -> bool:
    """Whether an event is still in the feed on a day; ``is_open``: something is still to be done for it."""
    if event.is_called_off:
        return event.changed_at.date() > today - CALLED_OFF_FOR
    return is_open or event.on > today - KEPT_FOR
