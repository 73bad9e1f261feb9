"""A workbook of one's own rows that is filled in without a connection: what its cells say.

What stood in each cell when the workbook was made is known by its print, so that a row that nobody touched is told from
one that was edited, without the old text being carried along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from hashlib import sha256
from uuid import UUID

from tasks_app.common.sheets import LONGEST
from tasks_app.common.text import tidy

# The parts of a report that stand in cells, by the names of the form's fields. Files cannot come along.
FIELDS = (
    "situation",
    "percent",
    "results",
    "difficulties",
    "proposals",
    "evidence_number",
    "evidence_on",
    "evidence_title",
)
WORKBOOK_BYTES = 5 << 20
AT_MOST_UNPACKED = 48 << 20  # bytes of all parts of a workbook; a sheet of 500 rows full of text has a quarter of it
AT_MOST_ROWS = 500
NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
QUOTED = re.compile(r'"[^"]*"|\\.')
PERCENT = re.compile(r"([+-]?\d+)(?:[.,]0+)?\s*%?")


class Fault(Enum):
    """Why a cell is not understood, whatever its column."""

    FORMULA = auto()
    BROKEN = auto()  # "#REF!" and the like
    TOO_LONG = auto()


class NotUnderstood(ValueError):
    def __init__(self, fault: Fault):
        self.fault = fault
        super().__init__(fault.name)


@dataclass(frozen=True)
class RowKey:
    """What a row of a workbook carries along, signed: whose it is, and what it was made of.

    ``person`` and ``delegation`` (0: none) say in whose name it was downloaded at ``at``; ``uid``, ``version`` and
    ``based_on`` are what a form is born with; ``due`` is the report that it answers (0: none); ``files`` stay with
    the report; ``prints`` say what stood in the cells.
    """

    person: int
    delegation: int
    at: datetime
    assignment: int
    uid: UUID
    version: int
    based_on: int
    due: int
    files: tuple[int, ...] = ()
    prints: dict[str, str] = field(default_factory=dict)

    @property
    def packed(self) -> list:
        """As what can be written down."""
        born = [self.assignment, self.uid.hex, self.version, self.based_on, self.due, list(self.files)]
        return [self.person, self.delegation, self.at.isoformat(), *born, [self.prints[name] for name in FIELDS]]

    @classmethod
    def unpacked(cls, packed: list) -> RowKey:
        """Raises ValueError or TypeError for what was never a key."""
        person, delegation, at, assignment, uid, version, based_on, due, files, prints = packed
        return cls(
            person,
            delegation,
            datetime.fromisoformat(at),
            assignment,
            UUID(uid),
            version,
            based_on,
            due,
            tuple(files),
            dict(zip(FIELDS, prints, strict=True)),
        )

    def touched(self, typed: dict[str, str]) -> list[str]:
        """The fields that say something else than when the workbook was made; a column that is gone says nothing."""
        return [name for name in FIELDS if name in typed and print_of(typed[name]) != self.prints[name]]


def plain(text: str) -> str:
    """A text as it is compared, whether it comes from a browser, a database or a spreadsheet."""
    return tidy(NOT_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def print_of(text: str) -> str:
    """What a text is told by; short, because a key has one for each of its cells."""
    return sha256(plain(text).encode()).hexdigest()[:12]


def fits(text: str) -> bool:
    """Whether a cell can hold a text, in the units in which spreadsheets count."""
    return len(plain(text).encode("utf-16-le")) // 2 <= LONGEST


def typed_text(name: str, value: object, *, number_format: str = "", kind: str = "") -> str:
    """What stands in a cell as somebody would type it into the form's field. Raises NotUnderstood.

    ``kind``: the spreadsheet's word for the cell, "f" for a formula, "e" for an error. A formula is never taken by its
    last result: files that no spreadsheet has saved have none, and what is sent must be what was read.
    """
    if kind == "f":
        raise NotUnderstood(Fault.FORMULA)
    if kind == "e":
        raise NotUnderstood(Fault.BROKEN)
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, is_share=name == "percent" and _is_percent(number_format))
    text = plain(str(value))
    if not fits(text):
        raise NotUnderstood(Fault.TOO_LONG)
    return _percent(text) if name == "percent" else text


def _number(value: float, *, is_share: bool) -> str:
    """80.0 is 80; of a cell that shows per cent, 0.8 is too."""
    number = round(value * 100, 6) if is_share else value
    return str(int(number)) if number == int(number) else str(number)


def _is_percent(number_format: str) -> bool:
    """Whether a cell shows a hundred times what it holds: a sign in quotes is only a word."""
    return "%" in QUOTED.sub("", number_format)


def _percent(text: str) -> str:
    found = PERCENT.fullmatch(text)
    return found[1] if found else text
