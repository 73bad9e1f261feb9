"""How a report is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks_app.documents.enums import Letterhead


@dataclass(frozen=True)
class Printing:
    """On which paper and in which language. ``by_assignment``: appendix I has a row for each assignment, not for each
    task."""

    letterhead: Letterhead
    language: str
    by_assignment: bool = False


@dataclass(frozen=True)
class Numbered:
    """What a report is called, and the number and date under which it was issued; a draft has neither."""

    title: str
    number: str = ""
    issued_on: date | None = None
