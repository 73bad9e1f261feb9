"""What may stand in a cell.

Text that begins like a formula is run by spreadsheets: a difficulty that was typed as "=HYPERLINK(…)" must stay a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from tasks_app.common.dates import LOCAL
from tasks_app.common.sheets.books import Value

Made = TypeVar("Made")

LONGEST = 32_767  # characters of a cell in .xlsx
SURELY_FITS = LONGEST // 2  # whatever its characters are
FORMULA = re.compile(r"\s*[=+\-@\t\r|%]")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
CUT = " […]"
MOST_REMEMBERED = 5000


def text_cell(text: str) -> str:
    """A text as a cell can hold it: NFC, line ends as spreadsheets have them, no control characters, not too long."""
    clean = NOT_IN_XML.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= SURELY_FITS or _units(clean) <= LONGEST else _cut(clean)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text that is typed or read from a file of text (OWASP, CSV injection)."""
    return bool(FORMULA.match(text))


def neutral(text: str) -> str:
    """A text for a file that says nothing of its types (CSV): an apostrophe in front makes a formula a text again."""
    return f"'{text}" if looks_like_formula(text) else text


def local(moment: datetime) -> datetime:
    """An aware moment as the wall clock of Nghệ An shows it; spreadsheets know no zones."""
    return moment.astimezone(LOCAL).replace(tzinfo=None, microsecond=0)


class Remembered(dict[Value, Made], Generic[Made]):
    """``remembered[value]``: what ``make`` makes of a value. Names and days recur, and are worked on once.

    So many are kept and no more: memory stays flat however many rows there are. 7 and 7.0 are one value here.
    """

    def __init__(self, make: Callable[[Value], Made]):
        super().__init__()
        self._make = make

    def __missing__(self, value: Value) -> Made:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        made = self[value] = self._make(value)
        return made


def _units(text: str) -> int:
    """Its length as spreadsheets count it: in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str) -> str:
    kept = text[: LONGEST - len(CUT)]
    while _units(kept) > LONGEST - len(CUT):
        kept = kept[: len(kept) - max(1, (_units(kept) - LONGEST + len(CUT)) // 2)]
    return kept + CUT
