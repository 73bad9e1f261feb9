"""What last year's words mean in another year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tasks_app.planning.rules.given import TaskGiven
from tasks_app.planning.rules.phrases import read_deadline


def in_another_year(given: TaskGiven, *, old: int, new: int) -> TaskGiven:
    """A task of a year as a draft of another: the year in its title, deliverable and deadline is the new one.

    The deadline is read anew from its words where they can be read, else the same day of the new year; somebody has to
    confirm it either way. Clause, documents and shortcomings were last year's and are left out.
    """
    texts = {
        name: shifted_words(getattr(given, name), old=old, new=new)
        for name in (
            "title_vi",
            "title_en",
            "deliverable_vi",
            "deliverable_en",
            "deadline_words_vi",
            "deadline_words_en",
        )
    }
    moved = replace(given, **texts, clause=None, basis_documents=(), shortcomings=(), deadline_is_confirmed=False)
    if not moved.deadline_kind:
        return moved
    read = read_deadline(moved.deadline_words_vi, year=new)
    if read.kind is not None and (read.on is None) == (moved.deadline_on is None):
        return replace(moved, deadline_kind=read.kind.value, deadline_on=read.on)
    return replace(moved, deadline_on=_same_day(given.deadline_on, new - old) if given.deadline_on else None)


def shifted_words(words: str, *, old: int, new: int) -> str:
    """The old year, where it stands by itself, becomes the new one; other numbers stay."""
    return re.sub(rf"(?<!\d){old}(?!\d)(?!\s*[-–]\s*\d)", str(new), words)


def _same_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)
