"""The lines below a heading: which are tasks, which name a key task, which are neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tasks_app.common.text import folded
from tasks_app.imports.enums import Part, Remark
from tasks_app.imports.rules.columns import Heading, is_numbering, repeats
from tasks_app.imports.rules.grid import Grid, Line, Value, plainly, said

ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
ROMANS = "|".join(sorted(ROMAN, key=len, reverse=True))
GROUP_NUMBER = re.compile(rf"(?:nhom|muc|phan|nhiem vu trong tam|nhiem vu)?\s*(?:thu\s*)?({ROMANS})[.)/:]?")
GROUP_TITLE = re.compile(
    rf"^(?:({ROMANS})\s*[.)/:-]|(?:nhom|nhiem vu trong tam|trong tam)\s*(?:thu\s*|so\s*)?({ROMANS}|\d{{1,2}})\b\s*[.:)-]?)\s*"
)
SECTION = re.compile(r"[a-h][.)/]?")
COUNTED = re.compile(r"(\d{1,3})(?:\.(\d{1,3}))*[.)]?")
DITTO = frozenset(
    {"nt", "n/t", "-nt-", "nhu tren", "như trên", '"', "''", "”", "“", "″", "〃", "//", "-//-", "- nt -", '""', "n.t"}
)
FOOTER = re.compile(
    r"^(?:[-*(\s]*ghi chu\b|noi nhan\b|nguoi lap\b|[-\s]*luu\b\s*:|[-\s]*nhu tren\s*;|t[./]?\s?m\b[./]|k[./]?t\b[./]|t[./]?l\b[./]"
    r"|(?:pho )?truong ban$|(?:pho )?chu tich$|(?:pho )?giam doc$|bi thu$|thu truong(?:[,\s]+(?:co quan|don vi))*$|nghe an\s*,\s*ngay|\*+\s*\w|\(\*+\)|ky ten|\(?da ky\)?$)"
)
TOTAL = re.compile(r"^(?:tong (?:cong|so)\b|cong\s*(?:[:(\d]|$))")  # and no "Công tác chỉ đạo"
REPEATED_BELOW = (Part.LEAD, Part.COORDINATING, Part.DELIVERABLE, Part.DEADLINE, Part.MEMBER)
SAID = (Part.LEAD, Part.COORDINATING, Part.DELIVERABLE, Part.DEADLINE)


@dataclass
class RawRow:
    """A task as it stands in the file. ``number``: of its row; ``key_task``: the number of the group it stands in."""

    number: int
    cells: dict[Part, Value]
    key_task: int | None = None
    is_hidden: bool = False
    day: date | None = None  # chosen by a person, whatever the words say
    remarks: list[tuple[Remark, dict]] = field(default_factory=list)

    def text(self, part: Part) -> str:
        return said(self.cells.get(part))


@dataclass
class Table:
    """What was read: the tasks, and the titles of the key tasks that the table names by number."""

    rows: list[RawRow] = field(default_factory=list)
    key_tasks: dict[int, str] = field(default_factory=dict)


def read_rows(grid: Grid, heading: Heading, columns: Mapping[Part, int]) -> Table:
    """The tasks below a heading, with the columns as they were named by a person or guessed."""
    return _Reading(grid, heading, columns).table()


class _Reading:
    def __init__(self, grid: Grid, heading: Heading, columns: Mapping[Part, int]):
        self.grid, self.heading, self.columns = grid, heading, columns
        self.joined = {
            at
            for at in range(heading.last + 1, len(grid.lines))
            if Part.CONTENT in columns and grid.goes_on(at, columns[Part.CONTENT])
        }
        grid.filled_down()
        self.lines = list(enumerate(grid.lines))[heading.last + 1 :]
        self.read = Table()
        self.key_task: int | None = None
        self.in_romans = False  # below a Roman numeral the figures number parts of it

    def table(self) -> Table:
        in_footer = False
        for at, line in self.lines:
            if not line.filled or is_numbering(line) or repeats(self.heading, line):
                continue
            if in_footer and not (self._is_task_by_number(line) or self._is_group_by_number(line)):
                continue
            in_footer = self._is_footer(line)
            if not in_footer:
                self._take(at, line)
        self._leave_trailing_notes()
        return self.read

    def _text(self, line: Line, part: Part) -> str:
        return line.text(self.columns[part]) if part in self.columns else ""

    def _take(self, at: int, line: Line) -> None:
        if at in self.joined and self.read.rows:
            self._join(line)
        elif not self._begins_group(at, line):
            row = self._row(line)
            if not self._goes_on(row):
                self.read.rows.append(row)

    def _row(self, line: Line) -> RawRow:
        cells = {part: line.cells[at] for part, at in self.columns.items() if at < len(line.cells)}
        row = RawRow(line.number, cells, self.key_task, line.is_hidden)
        if self.key_task is None and not self.read.key_tasks:
            row.key_task = _leading_number(row.text(Part.NUMBER))
        above = self.read.rows[-1] if self.read.rows else None
        for part in REPEATED_BELOW:
            if _is_ditto(row.text(part)):
                if above is None:
                    row.remarks.append((Remark.NOTHING_ABOVE, {"part": part.value}))
                row.cells[part] = above.cells.get(part) if above else None
        return row

    # --- Groups ---

    def _begins_group(self, at: int, line: Line) -> bool:
        """Key tasks stand above their tasks: by a Roman numeral, or by the number that the tasks' own begin with."""
        number, content = self._text(line, Part.NUMBER), self._text(line, Part.CONTENT)
        whole = (
            content or next((line.text(column) for column in line.filled if line.text(column) != number), "") or number
        )
        found = GROUP_NUMBER.fullmatch(folded(number).strip())
        if found:
            self.in_romans = True
            self._group(ROMAN[found[1]], _without_number(whole))
            return not any(self._text(line, part) for part in SAID)  # else it is a task of its own group as well
        if any(self._text(line, part) for part in SAID if not self._is_spread(at, line)):
            return False
        titled = GROUP_TITLE.match(folded(whole))
        if titled and (titled[2] or not COUNTED.fullmatch(number) or not content):
            digits = titled[1] or titled[2]
            return self._group(ROMAN.get(digits) or int(digits), _without_number(whole))
        if SECTION.fullmatch(folded(number).strip()) and not number.isdigit():
            self.key_task = None
            return True
        counted = COUNTED.fullmatch(number)
        if counted and not counted[2] and self._has_tasks_below(at, number.rstrip(".)")):
            return self.in_romans or self._group(int(counted[1]), whole)
        return bool(not number and len(line.filled) == 1 and self._is_heading_text(at, line, whole))

    def _group(self, number: int, title: str) -> bool:
        self.key_task = number
        self.read.key_tasks.setdefault(number, title)
        return True

    def _is_spread(self, at: int, line: Line) -> bool:
        """A title that is merged across the columns stands in none of them."""
        return len(line.filled) == 1 or any(
            span.top == at == span.bottom and span.right - span.left >= 2 for span in self.grid.spans
        )

    def _has_tasks_below(self, at: int, number: str) -> bool:
        for line in self.grid.lines[at + 1 :]:
            below = self._text(line, Part.NUMBER)
            if below:
                return below.startswith(f"{number}.") and below.rstrip(".") != number
        return False

    def _is_heading_text(self, at: int, line: Line, text: str) -> bool:
        """Words alone above tasks: in capitals, or merged across the table."""
        spread = any(span.top == at == span.bottom and span.right - span.left >= 2 for span in self.grid.spans)
        return spread or (text.isupper() and len(text) > 3)

    # --- Lines that belong to the one above ---

    def _join(self, line: Line) -> None:
        """Another line of a task whose content is merged over several: what it says besides is added."""
        row = self.read.rows[-1]
        for part in REPEATED_BELOW:
            text, there = self._text(line, part), row.text(part)
            if text and not _is_ditto(text) and folded(text) not in folded(there):
                row.cells[part] = f"{there}; {text}" if there else text
        if not any(remark == Remark.JOINED for remark, _more in row.remarks):
            row.remarks.append((Remark.JOINED, {}))

    def _goes_on(self, row: RawRow) -> bool:
        """The end of a cell that a page or a row broke off: one cell alone, without a number."""
        said_in = [part for part in row.cells if row.text(part)]
        if not self.read.rows or len(said_in) != 1 or Part.NUMBER in said_in:
            return not said_in
        part, text = said_in[0], row.text(said_in[0])
        is_broken_off = part != Part.CONTENT or text[:1].islower() or text[:1] in "-+•"
        if is_broken_off:
            above = self.read.rows[-1]
            above.cells[part] = f"{above.text(part)} {text}".strip()
            if part != Part.NOTE and (Remark.JOINED, {}) not in above.remarks:
                above.remarks.append((Remark.JOINED, {}))
        return is_broken_off

    # --- What is below the table ---

    def _is_task_by_number(self, line: Line) -> bool:
        return bool(COUNTED.fullmatch(self._text(line, Part.NUMBER)) and self._text(line, Part.CONTENT))

    def _is_group_by_number(self, line: Line) -> bool:
        number = folded(self._text(line, Part.NUMBER)).strip()
        return bool(GROUP_NUMBER.fullmatch(number)) and len(line.filled) > 1

    def _says_all_of_a_task(self, line: Line) -> bool:
        """A row without a number of its own: what has to be done, by whom, and more."""
        said = [part for part in SAID if self._text(line, part)]
        return bool(self._text(line, Part.CONTENT)) and Part.LEAD in said and len(said) > 1

    def _is_footer(self, line: Line) -> bool:
        if self._is_group_by_number(line) or self._says_all_of_a_task(line):
            return False
        texts = [folded(line.text(column)) for column in line.filled]
        if any(TOTAL.match(text) for text in texts[:2]) and not self._text(line, Part.LEAD):
            return True
        return not self._is_task_by_number(line) and any(FOOTER.match(text) for text in texts)

    def _leave_trailing_notes(self) -> None:
        """Words alone at the end, below everything that looks like a task, are notes."""
        rows = self.read.rows
        numbered = any(row.text(Part.NUMBER) for row in rows)
        while rows and numbered and not rows[-1].text(Part.NUMBER) and not any(rows[-1].text(one) for one in SAID):
            rows.pop()


def _is_ditto(text: str) -> bool:
    return text.lower().strip(" .") in DITTO or plainly(text) in DITTO


def _leading_number(number: str) -> int | None:
    """ "2.3" is the third task of key task 2."""
    found = COUNTED.fullmatch(number)
    return int(found[1]) if found and found[2] else None


def _without_number(text: str) -> str:
    """The title of a group without the number before it."""
    found = GROUP_TITLE.match(folded(text))
    if not found or len(folded(text)) != len(text):
        return text
    return text[found.end() :].strip() or text
