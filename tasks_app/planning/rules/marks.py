"""What can be recognised in a phrase about time: days, months, quarters, halves, years, rhythms, requests."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from tasks_app.plan.enums import DeadlineKind, Frequency

ONE_DAY = timedelta(days=1)


class NoSuchDay(Exception):
    """30 February, the fifth quarter."""


class Kind(Enum):
    END = auto()
    START = auto()
    REGULAR = auto()
    ON_REQUEST = auto()
    FROM_AN_EVENT = auto()


@dataclass(frozen=True)
class Mark:
    """Something that was recognised. ``on``: its last day, ``first``: its first; ``doubt``: the name of a Doubt.

    ``is_bare``: beside a rhythm it is a rhythm too, as "6 tháng" in "hằng quý, 6 tháng, năm"; ``is_range``: it names
    its beginning itself.
    """

    kind: Kind
    on: date = date.max
    first: date = date.max
    deadline_kind: DeadlineKind | None = None
    frequency: Frequency = Frequency.NONE
    doubt: str = ""
    is_bare: bool = False
    is_range: bool = False

    @property
    def is_day(self) -> bool:
        return self.first == self.on


ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
NUMBERS = r"iv|i{1,3}|\d{1,2}"


# --- Days and periods -------------------------------------------------------------------------------------------------


def day_of(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error


def whole_day(on: date, doubt: str = "") -> Mark:
    return Mark(Kind.END, on, on, DeadlineKind.EXACT, doubt=doubt)


def months(first: int, last: int, year: int, kind: DeadlineKind, **more) -> Mark:
    """The months from one to another, as a period that ends with the last."""
    if not 1 <= last <= 12:
        raise NoSuchDay
    on = date(year, last, monthrange(year, last)[1])
    return Mark(Kind.END, on, date(year, first, 1), kind, **more)


def a_month(number: int, year: int, doubt: str = "") -> Mark:
    return months(number, number, year, DeadlineKind.MONTH, doubt=doubt)


def a_quarter(number: int, year: int, doubt: str = "") -> Mark:
    return months(3 * number - 2, 3 * number, year, DeadlineKind.QUARTER, doubt=doubt)


def year_or(found: str | None, year: int) -> int:
    if not found:
        return year
    return int(found) if len(found) == 4 else 2000 + int(found)


def read_iso(found: re.Match, year: int) -> Mark:
    return whole_day(day_of(int(found[1]), int(found[2]), int(found[3])))


def read_day_month_year(found: re.Match, year: int) -> Mark:
    return whole_day(day_of(year_or(found[4], year), int(found[3]), int(found[1])))


def read_day_of_month(found: re.Match, year: int) -> Mark:
    return whole_day(day_of(year_or(found[3], year), int(found[2]), int(found[1])))


def read_day_month(found: re.Match, year: int) -> Mark:
    """ "15/6"; with a point or a hyphen it could be a number or two months, and "6/25" is the June of a year."""
    said, one, sign, other = found[1], int(found[2]), found[3], int(found[4])
    if one <= 12 and other > 12 and abs(2000 + other - year) <= 1:
        return a_month(one, 2000 + other, doubt="SHORTENED")
    is_clear = bool(said) or sign == "/" or (sign == "-" and one > 12)
    return whole_day(day_of(year_or(found[5], year), other, one), doubt="" if is_clear else "SHORTENED")


def read_month_year(found: re.Match, year: int) -> Mark:
    return a_month(int(found[1]), int(found[2]), doubt="")


def in_digits(number: str) -> int:
    return ROMAN[number] if number in ROMAN else int(number)


def read_several(found: re.Match, year: int, period: Callable[..., Mark]) -> Mark:
    """ "Quý III và IV", "tháng 3, 6 và 9": the last; "tháng 3 đến tháng 6" ends with the last, without a doubt."""
    numbers = [in_digits(number) for number in re.findall(NUMBERS, found[2])]
    year = year_or(found[3], year)
    if not numbers:
        return period(in_digits(found[1]), year)
    is_range = bool(re.search(r"-|den|toi", found[2])) and len(numbers) == 1 and numbers[0] > in_digits(found[1])
    last = period(max([*numbers, in_digits(found[1])]), year, doubt="" if is_range else "SEVERAL")
    return replace(last, is_range=is_range)


def read_half(found: re.Match, year: int) -> Mark:
    year = year_or(found[2], year)
    first, last = (1, 6) if found[1] == "dau" else (7, 12)
    return months(first, last, year, DeadlineKind.HALF_YEAR)


SPANS = {
    3: (DeadlineKind.QUARTER, Frequency.QUARTERLY),
    6: (DeadlineKind.HALF_YEAR, Frequency.HALF_YEAR),
    9: (DeadlineKind.QUARTER, Frequency.QUARTERLY),
    12: (DeadlineKind.YEAR, Frequency.YEAR),
}


def read_span(found: re.Match, year: int) -> Mark:
    """ "9 tháng" of a year are its first nine; "6 tháng" alone may also be how long something takes."""
    number, from_the_beginning, year = int(found[1]), found[2], year_or(found[3], year)
    kind, rhythm = SPANS[number]
    vague = "" if from_the_beginning or found[3] or number in (9, 12) else "VAGUE"
    is_bare = not from_the_beginning
    return months(1, number, year, kind, frequency=rhythm, doubt=vague, is_bare=is_bare)


def read_year(found: re.Match, year: int) -> Mark:
    its = year_or(found[2], year)
    is_bare = its == year and found[1] not in ("cuoi", "het")
    return months(1, 12, its, DeadlineKind.YEAR, frequency=Frequency.YEAR, is_bare=is_bare)


def read_years(found: re.Match, year: int) -> Mark:
    return months(1, 12, int(found[2]), DeadlineKind.YEAR, doubt="SEVERAL")


def read_part_of_year(found: re.Match, year: int) -> Mark:
    last = 3 if found[1] == "dau" else 6
    return months(1, last, year_or(found[2], year), DeadlineKind.YEAR, doubt="PART_OF_A_PERIOD")


def read_week(found: re.Match, year: int) -> Mark:
    """The seventh, fourteenth… of a month: where a week of a month begins is said by nobody."""
    month, year = int(found[2]), year_or(found[3], year)
    end = a_month(month, year).on
    if found[1].startswith("cuoi"):
        return whole_day(end, doubt="WEEK")
    number = 1 if found[1].startswith("dau") else in_digits(found[1])
    return whole_day(end.replace(day=min(7 * number, end.day)), doubt="WEEK")


def read_part_of_month(found: re.Match, year: int) -> Mark:
    """The tenth, the twentieth, the last: the three parts into which offices cut a month."""
    whole = a_month(int(found[2]), year_or(found[3], year))
    on = {"dau": whole.on.replace(day=10), "giua": whole.on.replace(day=20), "cuoi": whole.on}[PARTS[found[1]]]
    return replace(whole, on=on, doubt="PART_OF_A_PERIOD")


PARTS = {
    "dau": "dau",
    "thuong tuan": "dau",
    "giua": "giua",
    "trung tuan": "giua",
    "nua dau": "giua",
    "cuoi": "cuoi",
    "ha tuan": "cuoi",
    "nua cuoi": "cuoi",
}


def read_part_of_quarter(found: re.Match, year: int) -> Mark:
    whole = a_quarter(in_digits(found[2]), year_or(found[3], year))
    last = whole.first.month + {"dau": 0, "giua": 1, "cuoi": 2}[found[1]]
    its = a_month(last, whole.on.year)
    return replace(whole, on=its.on, doubt="PART_OF_A_PERIOD")


# --- Without an end ---------------------------------------------------------------------------------------------------

RHYTHMS = {
    "ngay": Frequency.NONE,
    "tuan": Frequency.WEEKLY,
    "thang": Frequency.MONTHLY,
    "3 thang": Frequency.QUARTERLY,
    "quy": Frequency.QUARTERLY,
    "6 thang": Frequency.HALF_YEAR,
    "nam": Frequency.YEAR,
}


def read_regular(found: re.Match, year: int) -> Mark:
    word = " ".join((found[1] or "").split()).removeprefix("0")
    return Mark(Kind.REGULAR, frequency=RHYTHMS.get(word, Frequency.NONE))


def read_so_often(found: re.Match, year: int) -> Mark:
    """ "2 lần/năm" is half-yearly; what has no name of its own is as often as its period says."""
    if found[2] == "nam" and found[1].lstrip("0") in ("2", "4", "12"):
        frequency = {"2": Frequency.HALF_YEAR, "4": Frequency.QUARTERLY, "12": Frequency.MONTHLY}[found[1].lstrip("0")]
        return Mark(Kind.REGULAR, frequency=frequency)
    return Mark(Kind.REGULAR, frequency=RHYTHMS[found[2]])


def read_monthly(found: re.Match, year: int) -> Mark:
    return Mark(Kind.REGULAR, frequency=Frequency.MONTHLY)


def read_quarterly(found: re.Match, year: int) -> Mark:
    return Mark(Kind.REGULAR, frequency=Frequency.QUARTERLY)


def read_rhythm_without_name(found: re.Match, year: int) -> Mark:
    return Mark(Kind.REGULAR)


def read_on_request(found: re.Match, year: int) -> Mark:
    return Mark(Kind.ON_REQUEST)


def read_by_something(found: re.Match, year: int) -> Mark:
    return Mark(Kind.ON_REQUEST, doubt="VAGUE")


def read_from_an_event(found: re.Match, year: int) -> Mark:
    return Mark(Kind.FROM_AN_EVENT)


def read_nothing(found: re.Match, year: int) -> None:
    return None


# --- Words beside marks -----------------------------------------------------------------------------------------------


def turn_range(found: re.Match, marks: list[Mark]) -> None:
    first, last = int(found[1]), int(found[2])
    if marks[first].kind == marks[last].kind == Kind.END and marks[first].first <= marks[last].on:
        marks[first] = replace(marks[first], kind=Kind.START)


def turn_beginning(found: re.Match, marks: list[Mark]) -> None:
    at = int(found[1])
    if marks[at].kind == Kind.END and not marks[at].is_range:
        marks[at] = replace(marks[at], kind=Kind.START)


def turn_before(found: re.Match, marks: list[Mark]) -> None:
    """The day before; before a period is before its first day, which not everyone means."""
    mark = marks[int(found[1])]
    if mark.kind == Kind.END:
        doubt = mark.doubt if mark.is_day else "BEFORE_A_PERIOD"
        on = mark.first - ONE_DAY
        marks[int(found[1])] = Mark(Kind.END, on, on, DeadlineKind.BEFORE, doubt=doubt)


def turn_until(found: re.Match, marks: list[Mark]) -> None:
    mark = marks[int(found[1])]
    if mark.kind == Kind.END and not mark.is_day:
        marks[int(found[1])] = replace(mark, doubt=mark.doubt or "UNTIL_A_PERIOD")
