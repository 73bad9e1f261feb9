"""Where a table begins and what its columns say, by the words of its heading."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from tasks_app.imports.enums import Part
from tasks_app.imports.rules.grid import Grid, Line, plainly, said

LOOKED_THROUGH = 60
LONGEST_HEADING = 90
HIGHEST_HEADING = 4

# In the order in which they are asked: "Cơ quan phối hợp thực hiện" is about coordination, whoever carries it out.
WORDS: list[tuple[Part, re.Pattern]] = [
    (part, re.compile(pattern))
    for part, pattern in [
        (Part.NUMBER, r"^(?:s?tt|so tt|so thu tu|so|ma(?: so)?(?: nhiem vu)?|muc)$"),
        (Part.NOTE, r"^ghi chu\b|^luu y\b"),
        (Part.COORDINATING, r"\bphoi hop\b"),
        (Part.LEAD, r"\bchu tri\b|\bdau moi\b|\b(?:co quan|don vi|phong|to chuc)\b.*\bthuc hien\b"),
        (Part.MEMBER, r"\bthanh vien\b|\blanh dao\b|\bnguoi (?:phu trach|chi dao)|\bdong chi\b|\bphu trach\b"),
        (Part.DELIVERABLE, r"\bsan pham\b|\bdau ra\b|\bket qua\b"),
        (Part.DEADLINE, r"\bthoi han\b|\bthoi gian\b|\bhan (?:hoan thanh|xu ly)\b|\btien do\b|\bngay hoan thanh\b|\bthoi diem\b|^han$|^ket thuc$|^hoan thanh$"),
        (Part.CONTENT, r"\bnoi dung\b|\bnhiem vu\b(?!.*trong tam)(?<!nhom nhiem vu)|\bcong viec\b|\bten nhiem vu\b"),
        (Part.KEY_TASK, r"\bnhom\b|\btrong tam\b|\blinh vuc\b"),
        (Part.LEAD, r"^(?:co quan|don vi)$|\b(?:co quan|don vi)\b.*\bgiao\b"),
    ]
]  # fmt: skip
BEGINNING = re.compile(r"\bbat dau\b|\bngay giao\b|\btu ngay\b")
NUMBERING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\(?[a-h]\)?")


@dataclass(frozen=True)
class Heading:
    """``first`` and ``last``: the lines of the heading; ``texts``: what stands above each column."""

    first: int
    last: int
    texts: tuple[str, ...]
    columns: Mapping[Part, int]

    @property
    def signature(self) -> str:
        """By which a table with the same heading is known again."""
        return sha256("|".join(plainly(text) for text in self.texts).encode()).hexdigest()[:32]


def best_grid(grids: list[Grid]) -> tuple[Grid, Heading] | None:
    """Of several sheets the one whose heading names the most; then the longest."""
    found = [(grid, heading) for grid in grids if (heading := find_heading(grid))]
    return max(found, key=lambda its: (len(its[1].columns), len(its[0].lines)), default=None)


def find_heading(grid: Grid) -> Heading | None:
    """The first lines that name at least the tasks and something else; None where there are none."""
    for at in range(min(len(grid.lines), LOOKED_THROUGH)):
        if _names_columns(grid, at):
            last = _last_of_heading(grid, at)
            texts = heading_texts(grid, at, last)
            columns = guess_columns(texts, grid.hidden_columns)
            if Part.CONTENT in columns and len(columns) > 1:
                return Heading(at, last, texts, columns)
    return None


def heading_texts(grid: Grid, first: int, last: int) -> tuple[str, ...]:
    """Above each column the words of all its lines, those of merged cells above every column that they span."""
    texts: list[list[str]] = [[] for _ in range(grid.width)]
    for at in range(first, last + 1):
        line = grid.lines[at]
        if _is_numbering(line):
            continue
        for column in range(grid.width):
            text = said(_cell_with_spans(grid, at, column))
            if text and text not in texts[column]:
                texts[column].append(text)
    return tuple(" ".join(parts) for parts in texts)


def guess_columns(texts: tuple[str, ...], hidden: frozenset[int] = frozenset()) -> dict[Part, int]:
    """By its part the column; of two that fit the one that is shown, then the first."""
    columns: dict[Part, int] = {}
    for column in sorted(range(len(texts)), key=lambda column: (column in hidden, column)):
        part = part_of(texts[column])
        if part and part not in columns:
            columns[part] = column
    if Part.CONTENT not in columns and Part.KEY_TASK in columns:  # "Nhiệm vụ trọng tâm" above the tasks themselves
        columns[Part.CONTENT] = columns.pop(Part.KEY_TASK)
    return columns


def part_of(text: str) -> Part | None:
    plain = plainly(text)
    if not plain or len(plain) > LONGEST_HEADING:
        return None
    for part, pattern in WORDS:
        if pattern.search(plain):
            return None if part == Part.DEADLINE and BEGINNING.search(plain) else part
    return None


def repeats(heading: Heading, line: Line) -> bool:
    """Whether a line says the heading again, as at the top of each page."""
    words = {plainly(text) for text in heading.texts if text}
    filled = [plainly(line.text(column)) for column in line.filled]
    same = [text for text in filled if text in words or any(text and text in word for word in words if len(text) > 3)]
    named = {part_of(line.text(column)) for column in line.filled} - {None}
    return len(filled) >= 2 and len(same) == len(filled) and len(named) >= 2


def is_numbering(line: Line) -> bool:
    """The line below a heading that counts its columns: (1) (2) (3)."""
    return _is_numbering(line)


def _is_numbering(line: Line) -> bool:
    texts = [line.text(column) for column in line.filled]
    if len(texts) < 3 or not all(NUMBERING.fullmatch(text.lower()) for text in texts):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    return len(numbers) >= 3 and all(a < b for a, b in itertools.pairwise(numbers))


def _names_columns(grid: Grid, at: int) -> bool:
    """Two or more of its own cells name columns, with what stands below them where they are merged across."""
    line = grid.lines[at]
    short = [column for column in line.filled if len(line.text(column)) <= LONGEST_HEADING]
    parts = {part_of(line.text(column)) for column in short} - {None}
    return len(short) >= 2 and (len(parts) >= 2 or (bool(parts) and Part.NUMBER in parts))


def _last_of_heading(grid: Grid, first: int) -> int:
    """As far as its cells are merged down, then what names columns below cells that are merged across, then numbers."""
    last = max([first, *(span.bottom for span in grid.spans if span.top == first)])
    last = min(last, first + HIGHEST_HEADING)
    if last == first and last + 1 < len(grid.lines) and _goes_on_below(grid, last + 1):
        last += 1
    while last + 1 < len(grid.lines) and _is_numbering(grid.lines[last + 1]):
        last += 1
    return last


def _goes_on_below(grid: Grid, at: int) -> bool:
    line, above = grid.lines[at], grid.lines[at - 1]
    if not line.filled:
        return False
    named = {part_of(line.text(column)) for column in line.filled} - {None}
    own = [column for column in range(grid.width) if part_of(above.text(column)) in (Part.NUMBER, Part.CONTENT)]
    if len(named) >= 2 and own and not any(line.text(column) for column in own):
        return True  # "Chủ trì", "Phối hợp" below a cell that nobody merged
    below_others = all(
        not above.text(column) or any(span.top == at - 1 and span.left <= column <= span.right for span in grid.spans)
        for column in line.filled
    )
    return (
        below_others
        and all(len(line.text(column)) <= LONGEST_HEADING for column in line.filled)
        and len(line.filled) > 1
    )


def _cell_with_spans(grid: Grid, at: int, column: int):
    for span in grid.spans:
        if span.top <= at <= span.bottom and span.left <= column <= span.right:
            return grid.lines[span.top].cells[span.left] if span.left < len(grid.lines[span.top].cells) else None
    line = grid.lines[at]
    return line.cells[column] if column < len(line.cells) else None
