"""How what can be recognised is written: patterns in the order in which they are looked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tasks_app.planning.rules import marks as its
from tasks_app.planning.rules.marks import PARTS, Mark

LEADING_YEAR = re.compile(r"(?:trong\s*)?nam\s*(20\d\d)\s*[,:;(-]\s*(?=\D)")  # "năm 2025: Quý II"
YEAR = r"(?:\s*[,/.-]?\s*(?:cua\s*)?(?:nam\s*)?(20\d\d)(?!\d))?"
MONTH = r"(1[0-2]|0?[1-9])(?![\d])(?!\s*[/.]\s*\d{1,2}(?!\d))"
QUARTER = r"(iv|i{1,3}|0?[1-4])(?![a-z\d])"
AND = r"\s*(?:va|,|;|&|\+|-|den|toi|hoac)\s*"
DOCUMENTS = (
    "ke hoach|quyet dinh|cong van|nghi quyet|chi thi|thong bao|thong tu|nghi dinh|ket luan|huong dan|van ban|luat"
    "|chuong trinh|de an|to trinh|bao cao"
)
ON_A_DAY = r"(?:\s*,?\s*ngay\s*(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4}))?"
PART = "|".join(sorted(PARTS, key=len, reverse=True))
TAIL = r"[^@;,.()\d]*"

READERS: list[tuple[re.Pattern, Callable[[re.Match, int], Mark | None]]] = [
    (re.compile(pattern), read)
    for pattern, read in [
        # The number and the day of a document are no deadline.
        (
            (
                rf"(?:\bso\s*)?(?<![\d/.-])\d{{1,5}}\s*/\s*(?:20\d\d\s*/\s*)?(?!thang|th\d|quy|nam"
                rf"|lan)[a-z]{{2,}}(?:[-/&][a-z]+)*{ON_A_DAY}"
            ),
            its.read_nothing,
        ),
        (rf"(?:\bso\s*)?(?<![\d/.-])\d{{1,4}}-[a-z]{{2,4}}/[a-z]+{ON_A_DAY}", its.read_nothing),
        (
            rf"\b(?:{DOCUMENTS})\s*(?:so\s*\d+)?\s*ngay\s*\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{4}}",
            its.read_nothing,
        ),
        (
            (
                r"\b\d+\s*(?:ngay|tuan|thang|gio|nam)(?:\s*lam viec)?\s*,?\s*(?:ke tu|tinh tu|tu khi|tu ngay"
                r"|sau|truoc khi)\b"
            ),
            its.read_from_an_event,
        ),
        (r"\btrong\s*(?:vong\s*\d+|(?:thoi han\s*)?\d+\s*(?:ngay|tuan))\b", its.read_from_an_event),
        # Before an hour of a day is on that day.
        (
            (
                r"\b(?:truoc\s*)?\d{1,2}\s*(?:h|gio|:)\s*(?:\d{1,2}\s*(?:phut)?)?(?![\d/])\s*,?(?=\s*"
                r"(?:ngay\b|\d{1,2}\s*[/.-]))"
            ),
            its.read_nothing,
        ),
        (r"(?<!\d)(20\d\d)\s*-\s*(\d{1,2})\s*-\s*(\d{1,2})(?!\d)(?:[ t]00:00(?::00)?)?", its.read_iso),
        (
            r"(?<![\d/.])(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)(?:\s*00:00(?::00)?)?",
            its.read_day_month_year,
        ),
        (
            rf"\btuan\s*(?:thu\s*)?([1-5]|iv|i{{1,3}}|v|dau(?:\s*tien)?|cuoi(?:\s*cung)?)\s*(?:cua\s*)?thang\s*{MONTH}{YEAR}",
            its.read_week,
        ),
        (rf"\bngay\s*(\d{{1,2}})\s*[/,]?\s*thang\s*(\d{{1,2}})(?!\d){YEAR}", its.read_day_of_month),
        (
            (
                rf"(?<![\d/.])(?<!thang )(?<!quy )(?<!qui )(?<!tuan )(?<!q)\b(\d{{1,2}})\s*/?\s*thang\s*"
                rf"(\d{{1,2}})(?!\d)(?!\s*lan){YEAR}"
            ),
            its.read_day_of_month,
        ),
        # Rhythms
        (r"(?:\btruoc\s*)?(?:\bngay\s*)?\b\d{1,2}\s*(?:cua\s*)?(?:hang|moi)\s*thang\b", its.read_monthly),
        (
            (
                r"(?:\btruoc\s*)?(?:\bngay\s*)?\b\d{1,2}\s*(?:cua\s*)?(?:thang|cua)\s*cuoi\s*(?:hang\s*"
                r"|moi\s*|cua\s*)*quy\b(?!\s*(?:i|[1-4]))"
            ),
            its.read_quarterly,
        ),
        (
            (
                r"\b(?:hang|moi|tung|dinh ky|theo)\s*(?:hang\s*|moi\s*|theo\s*)*(ngay|tuan|0?[36]\s*thang"
                r"|thang|quy(?!\s*(?:dinh|che|trinh))|nam)\b(?!\s*(?:dau|cuoi|\d(?!\s*lan)|i\b|ii|iv))(?:\s*"
                r"(?:01|1|mot)\s*lan)?"
            ),
            its.read_regular,
        ),
        (
            (
                r"\b(0?\d+|mot|hai)\s*lan\s*(?:/|moi|mot|trong|tren)\s*(?:01\s*|1\s*|mot\s*)?(tuan|thang|quy"
                r"|nam)\b"
            ),
            its.read_so_often,
        ),
        (
            r"\b(?:01\s*|1\s*|mot\s*)?(tuan|0?[36]\s*thang|thang|quy|nam)\s*/?\s*(?:01|1|mot)?\s*lan\b",
            its.read_regular,
        ),
        (r"\b(?:thuong xuyen|lien tuc|thuong ky|dinh ky|hang ngay)\b", its.read_rhythm_without_name),
        # Periods
        (rf"\b(?:0?6\s*thang|nua)\s*(dau|cuoi)\s*nam{YEAR}", its.read_half),
        (
            (
                rf"(?<![\d/.])\b0?(3|6|9|12)\s*thang\b(?!\s*(?:cuoi|\d{{1,2}}(?!\d)))(\s*dau\s*"
                rf"(?:cua\s*)?nam)?(?:\s*nam(?=\s*20))?{YEAR}"
            ),
            its.read_span,
        ),
        (rf"\b({PART})\s*(?:cua\s*)?(?:thang|th\.?|t\.?)\s*{MONTH}{YEAR}", its.read_part_of_month),
        (rf"\b(dau|giua|cuoi)\s*(?:cua\s*)?(?:quy|qui|q)\s*\.?\s*{QUARTER}{YEAR}", its.read_part_of_quarter),
        (rf"\b(dau|giua)\s*nam\b{YEAR}", its.read_part_of_year),
        (
            (
                rf"\b(?:quy|qui|q)\s*\.?\s*{QUARTER}((?:{AND}(?:quy|qui|q)?\s*\.?\s*(?:iv|i{{1,3}}|[1-4])"
                rf"(?![a-z\d/.]))*){YEAR}"
            ),
            lambda found, year: its.read_several(found, year, its.a_quarter),
        ),
        (
            (
                rf"\b(?:thang|th\.?|t\.?)\s*{MONTH}((?:{AND}(?:thang|t)?\s*(?:1[0-2]|0?[1-9])(?![\d])"
                rf"(?!\s*[/.]\s*\d{{1,2}}(?!\d)))*){YEAR}"
            ),
            lambda found, year: its.read_several(found, year, its.a_month),
        ),
        (r"(?<![\d/.-])(0?[1-9]|1[0-2])\s*[/.-]\s*(20\d\d)(?!\d)", its.read_month_year),
        (
            rf"(\bngay\s*)?(?<![\d/.])(\d{{1,2}})\s*([/.-])\s*(\d{{1,2}})(?!\d)(?!\s*[/.]\s*\d){YEAR}",
            its.read_day_month,
        ),
        (r"\b(?:nam\s*)?(20\d\d)\s*-\s*(20\d\d)(?!\d)", its.read_years),
        (
            (
                r"\b(?:(ca|trong|cuoi|het)\s*)?nam(?:\s*(20\d\d)(?!\d))?(?!\s*\d)(?!\s*(?:hoc|nay|sau"
                r"|toi)\b)\b"
            ),
            its.read_year,
        ),
        (r"^()(20\d\d)$", its.read_year),
        # Requests
        (
            (
                rf"\b(?:ngay\s*)?(?:sau\s*)?khi\s*(?:co\s*)?(?:yeu cau|huong dan|van ban|chi dao|phat sinh"
                rf"|trung uong|de nghi|thong bao|quy dinh|cap tren|chinh phu|bo\b|cong van){TAIL}"
            ),
            its.read_on_request,
        ),
        (rf"\btheo\s*(?:su\s*)?(?:yeu cau|huong dan|chi dao|de nghi|thong bao){TAIL}", its.read_on_request),
        (r"\b(?:dot xuat|phat sinh)\b", its.read_on_request),
        (
            (
                rf"\btheo\s*(?:ke hoach|tien do|quy dinh|lo trinh|van ban|chuong trinh|thuc te|tinh hinh"
                rf"|cong van){TAIL}"
            ),
            its.read_by_something,
        ),
    ]
]

BESIDE = r"(?:[\s:]|\b(?:ngay|thoi diem|khoang|thang|dau)\b)*"
TURNS: list[tuple[re.Pattern, Callable[[re.Match, list[Mark]], None]]] = [
    (re.compile(pattern), turn)
    for pattern, turn in [
        (rf"(?:\btu\b{BESIDE})?@(\d+)@\s*(?:den|toi|-)\s*(?:het\s*)?{BESIDE}@(\d+)@", its.turn_range),
        (rf"\b(?:(?:ke|bat dau|tinh)\s*)?(?:tu|sau|ke|bat dau)\b{BESIDE}@(\d+)@", its.turn_beginning),
        (rf"\btruoc\b{BESIDE}@(\d+)@", its.turn_before),
        (r"\b(?:den|toi)\b\s*(?!het|cuoi)(?:ngay\s*)?@(\d+)@", its.turn_until),
    ]
]


def marks_in(plain: str, year: int) -> tuple[list[Mark], str]:
    """The marks of a phrase, and the words between them. ``plain``: folded, on one line. Raises NoSuchDay."""
    text = plain.replace("@", " ")
    leading = LEADING_YEAR.match(text)
    board = _Board(text[leading.end() :], int(leading[1])) if leading else _Board(text, year)
    for pattern, read in READERS:
        board.take(pattern, read)
    for pattern, turn in TURNS:
        board.turn(pattern, turn)
    return board.marks, re.sub(r"@\d+@", " ", board.text)


@dataclass
class _Board:
    """The phrase while it is read: what was recognised is replaced by its place in the list, as @3@."""

    text: str
    year: int
    marks: list[Mark] = field(default_factory=list)

    def take(self, pattern: re.Pattern, read: Callable[[re.Match, int], Mark | None]) -> None:
        def placed(found: re.Match) -> str:
            mark = read(found, self.year)
            if mark is None:
                return " "
            self.marks.append(mark)
            return f" @{len(self.marks) - 1}@ "

        self.text = pattern.sub(placed, self.text)

    def turn(self, pattern: re.Pattern, turn: Callable[[re.Match, list[Mark]], None]) -> None:
        """Let words beside marks change these; the words are understood then."""

        def turned(found: re.Match) -> str:
            turn(found, self.marks)
            return " ".join(re.findall(r"@\d+@", found[0]))

        self.text = pattern.sub(turned, self.text)
