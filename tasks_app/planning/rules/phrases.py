"""Deadlines as offices write them. "trước ngày 15/6" ends with 14 June, "Quý II" with 30 June, "thường xuyên" never.

A phrase is cut into marks that are understood and words in between. Certain is only what was understood to the last
word and has one reading; everything else gets a doubt, for a person to look at, and no date rather than a guess.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from tasks_app.common.text import folded
from tasks_app.plan.enums import DeadlineKind, Frequency
from tasks_app.planning.rules.marks import Kind, Mark, NoSuchDay
from tasks_app.planning.rules.patterns import marks_in

FIRST_SERIAL, LAST_SERIAL = 36526, 73050  # the years 2000 to 2099 as Excel counts days
SERIAL = re.compile(r"([3-7]\d{4})(?:\.0+)?")
# Words that say no more than the marks beside them.
FILLERS = frozenset(
    {
        "ban", "bao", "ca", "cao", "cham", "cua", "dat", "den", "diem", "du", "gian", "gui", "han", "hanh",
        "het", "hien", "hoach", "hoan", "hon", "ke", "ket", "khai", "khong", "kien", "la", "lam", "lan", "mot",
        "muon", "ngay", "nhat", "qua", "thanh", "thoi", "thuc", "toi", "tre", "trien", "trinh", "trong", "va",
        "vao", "viec", "xong"
    }
)  # fmt: skip
PERIODS = frozenset({"thang", "quy", "nam"})  # "hằng tháng, quý, năm"
# Numbers in words of which a folded text keeps too little: "tháng sáu" is June, "tháng sau" the next month.
NUMBERS = {
    "giêng": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
    "một": 1,
}
WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
AFTER = re.compile(rf"\b(tháng|quý|quí)\s+(?!năm(?:\s+\d|\s*$))({WORDS})\b(?!\s*lần)")
BEFORE = re.compile(rf"\b({WORDS})\s+tháng\b(?=\s*(?:đầu|cuối|$|,|/|một lần))")
LONGEST = 300  # nobody writes a longer deadline, and what is longer is another cell


class Doubt(Enum):
    """Why a person has to look at what was read."""

    EMPTY = auto()
    NOT_UNDERSTOOD = auto()
    NO_SUCH_DAY = auto()
    FROM_AN_EVENT = auto()  # "trong 10 ngày kể từ khi…"
    ONLY_A_BEGINNING = auto()  # "từ tháng 3"
    PART_OF_A_PERIOD = auto()  # "đầu tháng 6"
    WEEK = auto()
    SEVERAL = auto()  # "Quý III và IV"
    OTHER_YEAR = auto()
    MORE_WORDS = auto()
    BEFORE_A_PERIOD = auto()  # "trước tháng 6"
    UNTIL_A_PERIOD = auto()  # "đến tháng 6": its beginning or its end
    SHORTENED = auto()  # "15.6", "6/25"
    WITH_AND_WITHOUT_END = auto()  # "thường xuyên, xong trước 15/6"
    VAGUE = auto()  # "theo quy định", "6 tháng"


@dataclass(frozen=True)
class Deadline:
    """What a phrase says. ``kind``: None where it was not understood; ``words``: as they were written, tidied."""

    kind: DeadlineKind | None
    on: date | None
    words: str
    is_certain: bool
    frequency: Frequency = Frequency.NONE
    doubt: Doubt | None = None


def read_deadline(words: str | float | date | datetime | None, *, year: int) -> Deadline:
    """What a phrase, or the value of a cell, means in the plan of a year."""
    if isinstance(words, date):
        return _day(words, f"{words:%d/%m/%Y}", year)
    text = _tidied("" if words is None else str(words))
    serial = SERIAL.fullmatch(text)
    if serial and FIRST_SERIAL <= int(serial[1]) <= LAST_SERIAL:
        on = date(1899, 12, 30) + timedelta(days=int(serial[1]))
        return _day(on, f"{on:%d/%m/%Y}", year)
    if len(text) > LONGEST:
        return _unread(text, Doubt.NOT_UNDERSTOOD)
    try:
        return _Reading(text, year).deadline()
    except NoSuchDay:
        return _unread(text, Doubt.NO_SUCH_DAY)


def _tidied(text: str) -> str:
    """One line, in composed letters, without what cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in composed)
    return " ".join(visible.split())


def _day(day: date, words: str, year: int) -> Deadline:
    on = day.date() if isinstance(day, datetime) else day
    doubt = Doubt.OTHER_YEAR if on.year != year else None
    return Deadline(DeadlineKind.EXACT, on, words, is_certain=doubt is None, doubt=doubt)


def _unread(text: str, doubt: Doubt) -> Deadline:
    return Deadline(None, None, text, is_certain=False, doubt=doubt)


class _Reading:
    """A phrase and what has been found in it."""

    def __init__(self, text: str, year: int):
        self.text = text
        self.year = year
        numbered = AFTER.sub(lambda found: f"{found[1]} {NUMBERS[found[2]]}", text.lower())
        numbered = BEFORE.sub(lambda found: f"{NUMBERS[found[1]]} tháng", numbered)
        plain = folded(unicodedata.normalize("NFKC", numbered)).replace("–", "-").replace("—", "-")
        self.marks, self.rest = marks_in(plain, year)

    def deadline(self) -> Deadline:
        if not self.text:
            return _unread(self.text, Doubt.EMPTY)
        if self._has(Kind.FROM_AN_EVENT):
            return _unread(self.text, Doubt.FROM_AN_EVENT)
        ends = self._ends()
        regular = [mark for mark in self.marks if mark.kind == Kind.REGULAR]
        if regular and all(mark.is_bare for mark in ends):
            return self._regular([*regular, *ends])
        if ends:
            return self._with_end(ends)
        if self._has(Kind.START):
            return _unread(self.text, Doubt.ONLY_A_BEGINNING)
        if self._has(Kind.ON_REQUEST):
            return self._on_request()
        return _unread(self.text, Doubt.NOT_UNDERSTOOD)

    def _has(self, kind: Kind) -> bool:
        return any(mark.kind == kind for mark in self.marks)

    def _ends(self) -> list[Mark]:
        """The marks of days and periods that are not the beginning of something."""
        return [mark for mark in self.marks if mark.kind == Kind.END]

    def _regular(self, marks: list[Mark]) -> Deadline:
        """Work without an end, reported as often as the most frequent of its rhythms says."""
        order = list(Frequency)
        rhythms = [mark.frequency for mark in marks if mark.frequency != Frequency.NONE]
        only_in_the_year = rhythms == [Frequency.YEAR] and marks[-1].kind == Kind.END  # "thường xuyên trong năm"
        frequency = Frequency.NONE if only_in_the_year else min(rhythms, key=order.index, default=Frequency.NONE)
        doubt = self._leftovers()
        return Deadline(DeadlineKind.REGULAR, None, self.text, doubt is None, frequency, doubt)

    def _on_request(self) -> Deadline:
        vague = any(mark.doubt for mark in self.marks)
        doubt = Doubt.VAGUE if vague else self._leftovers()
        return Deadline(DeadlineKind.ON_REQUEST, None, self.text, is_certain=doubt is None, doubt=doubt)

    def _with_end(self, ends: list[Mark]) -> Deadline:
        last = max(ends, key=lambda mark: (mark.on, mark.is_day))
        doubt = (
            self._mixed()
            or (Doubt.SEVERAL if len({mark.on for mark in ends}) > 1 else None)
            or (Doubt[last.doubt] if last.doubt else None)
            or (Doubt.OTHER_YEAR if last.on.year != self.year else None)
            or self._leftovers()
        )
        return Deadline(last.deadline_kind, last.on, self.text, is_certain=doubt is None, doubt=doubt)

    def _mixed(self) -> Doubt | None:
        without_end = self._has(Kind.REGULAR) or self._has(Kind.ON_REQUEST)
        return Doubt.WITH_AND_WITHOUT_END if without_end else None

    def _leftovers(self) -> Doubt | None:
        """Whether words are left that could change the meaning."""
        words = set(re.findall(r"[^\W_]+", self.rest))
        understood = FILLERS | PERIODS if self._has(Kind.REGULAR) else FILLERS
        return Doubt.MORE_WORDS if words - understood else None
