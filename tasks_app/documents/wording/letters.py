"""An urging letter as the fields of its template, in the active language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from tasks_app.common.text import ascii_name
from tasks_app.documents.wording.figures import NOTHING, day, whole


class Line(Protocol):
    """An ``OverdueLine``."""

    days: int
    original_on: date | None
    urged: int
    urged_on: date | None


def letter_abstract() -> str:
    return _("Re: urging the overdue tasks of administrative reform")


def letter_fields(to: str, lines: Iterable, *, plan_year: int, on: date, answer_by: date) -> dict:
    """``to``: whom the letter is for; ``lines``: its overdue work; ``on``: the day of the figures."""
    rows = [_row(number, line) for number, line in enumerate(lines, 1)]
    return {
        "to": to,
        "year": str(plan_year),
        "day": day(on),
        "answer_by": day(answer_by),
        "number": whole(len(rows)),
        "rows": rows,
    }


def _row(number: int, line) -> dict:
    assignment = line.assignment
    return {
        "no": str(number),
        "number": assignment.task.number,
        "task": assignment.task.title,
        "deadline": deadline_in_words(line.original_on, assignment.deadline_on),
        "days": whole(line.days),
        "urged": urged_in_words(line),
        "member": str(assignment.responsible),
    }


def deadline_in_words(original_on: date | None, deadline_on: date | None) -> str:
    """ "30/06/2024", or with the one that it was moved to: "30/06/2024 → 15/08/2024"."""
    if original_on and original_on != deadline_on:
        return f"{day(original_on)} → {day(deadline_on)}"
    return day(deadline_on)


def urged_in_words(line: Line) -> str:
    if not line.urged or not line.urged_on:
        return NOTHING
    return _("%(number)s, last on %(day)s") % {"number": whole(line.urged), "day": day(line.urged_on)}


def letter_name(to: str, on: date) -> str:
    """ "CV_Don-doc_So-Tu-phap_2024-10-15.docx"."""
    return f"CV_Don-doc_{ascii_name(to, longest=60)}_{on:%Y-%m-%d}.docx"
