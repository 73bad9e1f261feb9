"""What a reviewer sees of a report beside the one before, and how long answers take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from statistics import median

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.enums import State

# A word with the figures and signs inside it (412.600, 69,5), or one sign; with the space that follows.
TOKEN = re.compile(r"(?:\w+(?:[.,]\w+)*|[^\w\s])\s*")
TRAILING_SPACE = re.compile(r"^(.*?)(\s*)$", re.DOTALL)
CLOSING = ".,;:!?)]}%/…”"  # signs that stand close to the word before them
ALIKE = 0.4  # below this share of common words a text is a new one, and marks within it would only confuse


class Change(Enum):
    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    change: Change
    text: str

    @property
    def is_new(self) -> bool:
        return self.change == Change.NEW

    @property
    def is_gone(self) -> bool:
        return self.change == Change.GONE


@dataclass(frozen=True)
class ReviewBirth:
    """What a reviewer had before him when he opened a report: by it, news since then are told from what he read.

    ``newest``: the primary key of the assignment's newest sent report; ``state``: the assignment's.
    """

    newest: int
    state: State


def differences(before: str, now: str) -> list[Piece]:
    """The text of now with what is new in it and what has gone, word by word; line breaks stay.

    Vietnamese writes a space between syllables, so a "word" is a syllable. A text that has little in common
    with the one before is shown as replaced. Without a text before, everything is new.
    """
    old, new = TOKEN.findall(before.strip()), TOKEN.findall(now.strip())
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    if matcher.ratio() < ALIKE:
        spans = [(Change.GONE, old), (Change.NEW, new)]
    else:
        spans = _spans(matcher.get_opcodes(), old, new)
    pieces: list[Piece] = []
    for change, tokens in spans:
        if tokens:
            _append(pieces, change, "".join(tokens))
    return pieces


def _bare(tokens: list[str]) -> list[str]:
    return [token.rstrip() for token in tokens]


def _spans(opcodes: list[tuple[str, int, int, int, int]], old: list[str], new: list[str]):
    """Runs of tokens; a single word that stayed between two changes counts as changed, for calm reading."""
    last = len(opcodes) - 1
    gone: list[str] = []
    came: list[str] = []
    for place, (tag, old_from, old_to, new_from, new_to) in enumerate(opcodes):
        is_island = tag == "equal" and new_to - new_from == 1 and 0 < place < last
        if tag == "equal" and not is_island:
            yield from ((Change.GONE, gone), (Change.NEW, came), (Change.SAME, new[new_from:new_to]))
            gone, came = [], []
        else:
            gone = gone + old[old_from:old_to]
            came = came + new[new_from:new_to]
    yield from ((Change.GONE, gone), (Change.NEW, came))


def _append(pieces: list[Piece], change: Change, text: str) -> None:
    """Spaces around a change stand outside of it, so that no mark hangs over an empty place."""
    if change == Change.SAME:
        pieces.append(Piece(change, text))
        return
    if pieces and _runs_together(pieces[-1], change, text):
        pieces.append(Piece(Change.SAME, " "))
    words, space = TRAILING_SPACE.match(text).groups()
    pieces.append(Piece(change, words))
    if space:
        pieces.append(Piece(Change.SAME, space))


def _runs_together(last: Piece, change: Change, text: str) -> bool:
    """Whether a change would stick to what stands before it: the spaces are those of the new text alone."""
    if last.text[-1].isspace():
        return False
    return last.change != Change.SAME or (change == Change.GONE and text[0] not in CLOSING)


def working_days_to_answer(pairs: Iterable[tuple[date, date]], calendar: WorkingCalendar) -> float | None:
    """The median of the working days from sending to decision; None where nothing was decided."""
    days = [calendar.between(sent_on, decided_on) for sent_on, decided_on in pairs]
    return median(days) if days else None


def waits_too_long(working_days: int, *, within: int) -> bool:
    return working_days > within
