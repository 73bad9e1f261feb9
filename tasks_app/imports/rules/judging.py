"""What is made of each row of a table, and what is said of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from tasks_app.common.text import folded
from tasks_app.imports.enums import Part, Remark, Verdict
from tasks_app.imports.rules.names import Directory, Found, leads_and_others
from tasks_app.imports.rules.rows import ROMAN, RawRow, Table
from tasks_app.plan.enums import DeadlineKind
from tasks_app.planning.rules import Deadline, Doubt, TaskGiven, read_deadline

ALIKE = 0.75
NUMBERED = re.compile(
    r"(?:nhom|nhiem vu trong tam|nhiem vu|trong tam|nvtt|nv)?\s*(?:thu\s*|so\s*)?(\d{1,2}|[ivx]{1,4})\b"
)
HEAVY = frozenset({Doubt.NOT_UNDERSTOOD, Doubt.NO_SUCH_DAY, Doubt.FROM_AN_EVENT, Doubt.ONLY_A_BEGINNING})


@dataclass(frozen=True)
class Note:
    """Something that is said of a row. ``more``: what its sentence names."""

    remark: Remark
    verdict: Verdict
    more: Mapping[str, str] = field(default_factory=dict)
    part: Part | None = None


@dataclass(frozen=True)
class JudgedRow:
    """A task as it was understood. ``lead``: None where nobody could be found; ``coordinating``: those found."""

    number: int
    key_task: int | None
    content: str
    lead: Found | None
    more_leads: tuple[Found, ...]
    coordinating: tuple[Found, ...]
    unknown: tuple[Found, ...]
    deliverable: str
    deadline: Deadline
    member: int | None
    notes: tuple[Note, ...]

    @property
    def leads(self) -> list[Found]:
        """Who gets the task: the first that is named; of groups all."""
        groups = [one for one in (self.lead, *self.more_leads) if one and one.named and one.named.is_group]
        all_are_groups = len(groups) == 1 + len(self.more_leads)
        return groups if all_are_groups else [self.lead] if self.lead else []

    @property
    def verdict(self) -> Verdict:
        worst = {note.verdict for note in self.notes}
        return next((one for one in (Verdict.ERROR, Verdict.WARNING) if one in worst), Verdict.OK)

    def with_note(self, note: Note) -> JudgedRow:
        return replace(self, notes=(*self.notes, note))


@dataclass(frozen=True)
class Known:
    """What rows are judged by. ``key_tasks``: by number the titles in the plan; ``titles``: folded, by their numbers in
    the plan; ``people``: by folded name."""

    year: int
    directory: Directory
    key_tasks: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)


def judge(table: Table, known: Known) -> list[JudgedRow]:
    """Every row with what is said of it, in the order of the file."""
    if not known.key_tasks and not table.key_tasks:
        _number_key_tasks(table)
    titles = dict(known.key_tasks) or dict(table.key_tasks)
    in_groups = bool(table.key_tasks) or any(row.key_task or row.text(Part.KEY_TASK) for row in table.rows)
    judged = [_Judge(row, known, titles, expects_key_task=in_groups).judged() for row in table.rows]
    return _with_repetitions(judged)


def judge_row(row: RawRow, known: Known, *, expects_key_task: bool) -> JudgedRow:
    """One row by itself, as it stands or after it was corrected."""
    return _Judge(row, known, known.key_tasks, expects_key_task=expects_key_task).judged()


class _Judge:
    def __init__(self, row: RawRow, known: Known, key_tasks: Mapping[int, str], *, expects_key_task: bool):
        self.row, self.known, self.key_tasks = row, known, key_tasks
        self.expects_key_task = expects_key_task
        self.notes: list[Note] = []

    def judged(self) -> JudgedRow:
        content = self._content()
        lead, more_leads, others = self._leads()
        coordinating, unknown = self._coordinating(others, lead)
        judged = JudgedRow(
            number=self.row.number,
            key_task=self._key_task(),
            content=content,
            lead=lead,
            more_leads=more_leads,
            coordinating=coordinating,
            unknown=unknown,
            deliverable=self._deliverable(),
            deadline=self._deadline(),
            member=self._member(),
            notes=(),
        )
        self._whole(content)
        return replace(judged, notes=tuple(self.notes))

    def _say(self, remark: Remark, verdict: Verdict, part: Part | None = None, **more: str) -> None:
        self.notes.append(Note(remark, verdict, more, part))

    def _content(self) -> str:
        content = self.row.text(Part.CONTENT).lstrip("-+•* ").strip()
        if not re.search(r"[^\W\d_]", content):
            self._say(Remark.NO_CONTENT, Verdict.ERROR, Part.CONTENT)
        return content

    # --- Organisations ---

    def _leads(self) -> tuple[Found | None, tuple[Found, ...], str]:
        """The first of its leads; who else is named, and what the cell says of those who coordinate."""
        said = _lines(self.row.cells.get(Part.LEAD))
        text, others = leads_and_others(said)
        found = self.known.directory.split(text)
        if not found:
            self._say(Remark.NO_LEAD, Verdict.ERROR, Part.LEAD)
            return None, (), others
        first, *more = found
        if first.named is None:
            self._unknown(first, Part.LEAD, Verdict.ERROR)
            return None, tuple(more), others
        self._doubt(first, Part.LEAD)
        groups = [one.named.name for one in found if one.named and one.named.is_group]
        if more and len(groups) == len(found):
            self._say(Remark.SEVERAL_GROUPS, Verdict.WARNING, Part.LEAD, names_of_all="; ".join(groups))
        elif more:
            names = "; ".join(one.named.name if one.named else one.words for one in more)
            self._say(Remark.SEVERAL_LEADS, Verdict.WARNING, Part.LEAD, first=first.named.name, others=names)
        return first, tuple(more), others

    def _coordinating(self, others: str, lead: Found | None) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        said = "; ".join(filter(None, [_lines(self.row.cells.get(Part.COORDINATING)), others]))
        named: list[Found] = []
        unknown: list[Found] = []
        for one in self.known.directory.split(said) if said.strip(" -./") else []:
            if one.is_open:
                self._say(Remark.NOT_NAMED, Verdict.WARNING, Part.COORDINATING, words=one.words)
            elif one.named is None:
                self._unknown(one, Part.COORDINATING, Verdict.WARNING)
                unknown.append(one)
            elif lead is None or one.named is not lead.named:
                self._doubt(one, Part.COORDINATING)
                named.append(one)
        return tuple(named), tuple(unknown)

    def _unknown(self, found: Found, part: Part, verdict: Verdict) -> None:
        names = "; ".join(named.name for named, _score in found.others[:3])
        if found.is_open:
            self._say(Remark.NOT_NAMED, verdict, part, words=found.words)
        elif found.is_former:
            self._say(Remark.NOT_IN_BEING, verdict, part, words=found.words, names=names)
        elif found.is_tied:
            self._say(Remark.SEVERAL_FIT, verdict, part, words=found.words, names=names)
        else:
            remark = Remark.UNKNOWN_LEAD if part == Part.LEAD else Remark.UNKNOWN_COORDINATING
            self._say(remark, verdict, part, words=found.words, names=names)

    def _doubt(self, found: Found, part: Part) -> None:
        more = {"words": found.words, "name": found.named.name, "score": f"{found.score:.0%}"}
        if found.is_former:
            self._say(Remark.FORMER_NAME, Verdict.WARNING, part, **more)
        elif not found.is_sure:
            self._say(Remark.GUESSED, Verdict.WARNING, part, **more)

    # --- The rest ---

    def _key_task(self) -> int | None:
        said = self.row.text(Part.KEY_TASK)
        number = _key_task_in(said, self.key_tasks) if said else self.row.key_task
        if said and number is None:
            self._say(Remark.UNKNOWN_KEY_TASK, Verdict.ERROR, Part.KEY_TASK, words=said)
        elif number is None and self.expects_key_task:
            self._say(Remark.NO_KEY_TASK, Verdict.WARNING, Part.KEY_TASK)
        return number

    def _deliverable(self) -> str:
        deliverable = self.row.text(Part.DELIVERABLE)
        if not deliverable.strip("-./ "):
            self._say(Remark.NO_DELIVERABLE, Verdict.WARNING, Part.DELIVERABLE)
            return ""
        return deliverable

    def _deadline(self) -> Deadline:
        deadline = read_deadline(self.row.cells.get(Part.DEADLINE), year=self.known.year)
        if self.row.day:
            has_day = deadline.kind not in (None, DeadlineKind.REGULAR, DeadlineKind.ON_REQUEST)
            kind = deadline.kind if has_day else DeadlineKind.EXACT
            return Deadline(kind, self.row.day, deadline.words or f"{self.row.day:%d/%m/%Y}", is_certain=True)
        if deadline.doubt:
            verdict = Verdict.ERROR if deadline.doubt in HEAVY else Verdict.WARNING
            self._say(Remark.DEADLINE, verdict, Part.DEADLINE, doubt=deadline.doubt.name, words=deadline.words)
        return deadline

    def _member(self) -> int | None:
        said = folded(self.row.text(Part.MEMBER))
        if not said.strip("-./ "):
            return None
        fitting = {key for name, key in self.known.people.items() if re.search(rf"\b{re.escape(name)}\b", said)}
        if len(fitting) != 1:
            self._say(Remark.UNKNOWN_MEMBER, Verdict.WARNING, Part.MEMBER, words=self.row.text(Part.MEMBER))
            return None
        return fitting.pop()

    def _whole(self, content: str) -> None:
        """What is said of the row as it stands in the file."""
        for remark, more in self.row.remarks:
            part = Part(more["part"]) if "part" in more else None
            heavy = remark == Remark.NOTHING_ABOVE and part == Part.LEAD
            said = {name: value for name, value in more.items() if name != "part"}
            self._say(remark, Verdict.ERROR if heavy else Verdict.WARNING, part, **said)
        if self.row.is_hidden:
            self._say(Remark.HIDDEN, Verdict.WARNING)
        number = self.known.titles.get(folded(content)) if content else None
        if number:
            self._say(Remark.IN_PLAN, Verdict.WARNING, Part.CONTENT, number=number)


def _with_repetitions(judged: list[JudgedRow]) -> list[JudgedRow]:
    """The same task twice in the file: said of each after the first, with the row of the first."""
    first: dict[str, int] = {}
    said: list[JudgedRow] = []
    for row in judged:
        key = re.sub(r"[\W_]+", " ", folded(row.content)).strip()
        if key and key in first:
            note = Note(Remark.TWICE_IN_FILE, Verdict.WARNING, {"row": str(first[key])}, Part.CONTENT)
            row = row.with_note(note)
        elif key:
            first[key] = row.number
        said.append(row)
    return said


def _number_key_tasks(table: Table) -> None:
    """Key tasks that a column names by their titles alone, in a plan that has none yet: in the order of the table."""
    said = dict.fromkeys(text for row in table.rows if (text := row.text(Part.KEY_TASK)))
    if not any(_number_in(title) for title in said):
        table.key_tasks.update(enumerate({folded(title): title for title in said}.values(), 1))


def _number_in(said: str) -> int | None:
    found = NUMBERED.match(folded(said))
    return (ROMAN.get(found[1]) or (int(found[1]) if found[1].isdigit() else None)) if found else None


def _key_task_in(said: str, titles: Mapping[int, str]) -> int | None:
    plain = folded(said)
    if number := _number_in(said):
        return number
    if within := [key for key, title in titles.items() if plain in folded(title)]:
        return within[0] if len(within) == 1 else None
    alike = [
        (SequenceMatcher(None, plain, folded(title), autojunk=False).ratio(), key) for key, title in titles.items()
    ]
    best = max(alike, default=(0, None))
    return best[1] if best[0] >= ALIKE else None


def _lines(value: object) -> str:
    """The text of a cell with its lines: organisations below one another are several."""
    text = "" if value is None else unicodedata.normalize("NFC", str(value)).replace("_x000D_", "")
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


LONGEST_TITLE, LONGEST_DELIVERABLE, LONGEST_WORDS = 300, 300, 120


def given_of(row: JudgedRow) -> TaskGiven:
    """The task that a row becomes. What is too long for a title or a deliverable stands in full in the content."""
    title = shortened(row.content, LONGEST_TITLE)
    deliverable = shortened(row.deliverable, LONGEST_DELIVERABLE)
    rest = [row.content] if title != row.content else []
    rest += [row.deliverable] if deliverable != row.deliverable else []
    deadline = row.deadline
    return TaskGiven(
        title_vi=title,
        content_vi="\n".join(rest),
        deliverable_vi=deliverable,
        frequency=deadline.frequency.value,
        deadline_words_vi=shortened(deadline.words, LONGEST_WORDS),
        deadline_kind=deadline.kind.value if deadline.kind else "",
        deadline_on=deadline.on,
        deadline_is_confirmed=deadline.is_certain,
    )


def shortened(text: str, longest: int) -> str:
    """Cut between words."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rsplit(' ', 1)[0]}…"


def texts_of(found: Iterable[Found]) -> list[str]:
    """The names by which organisations are known."""
    return [one.named.name for one in found if one.named]
