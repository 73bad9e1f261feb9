"""The texts that a person edits, as they are put together from what was reported: newest of each, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tasks_app.common.text import folded
from tasks_app.documents.rules import AssignmentLine, ReportFacts, Said, TaskLine
from tasks_app.documents.wording.figures import day, named, sentence, some

NAMED = 4  # organisations that a line names; of more the last are counted


@dataclass(frozen=True)
class Source:
    """Who said something, of what, and when: what stands beside the text that is edited."""

    organisation: str
    task: str
    by: str
    on: str
    text: str
    key: int


def difficulties(facts: ReportFacts) -> str:
    return _assembled(_said(facts.lines, lambda line: line.difficulties))


def proposals(facts: ReportFacts) -> str:
    return _assembled(_said(facts.lines, lambda line: line.proposals))


def causes(facts: ReportFacts) -> str:
    """Why what is overdue is so, as was reported last, of whatever time."""
    pairs = [(task, line, line.difficulties) for task, line in facts.overdue if line.difficulties]
    return _assembled(pairs)


def sources(facts: ReportFacts, said_of: Callable[[AssignmentLine], Said | None]) -> list[Source]:
    """By organisation, in the official order of the plan's tasks."""
    return [
        Source(named(line.organisation), task.number, said.by, day(said.on), said.text, line.key)
        for task, line, said in sorted(_said(facts.lines, said_of), key=lambda one: named(one[1].organisation))
    ]


def difficulties_of(line: AssignmentLine) -> Said | None:
    return line.difficulties


def proposals_of(line: AssignmentLine) -> Said | None:
    return line.proposals


Quoted = tuple[TaskLine, AssignmentLine, Said]


def _said(lines: Iterable[tuple[TaskLine, AssignmentLine]], said_of) -> list[Quoted]:
    """What was said within the time that is reported on."""
    return [(task, line, said) for task, line in lines if (said := said_of(line)) and said.is_recent]


def _assembled(quoted: Iterable[Quoted]) -> str:
    """A line for each different text, with those who said it; what most of them said comes first."""
    together: dict[str, list[Quoted]] = defaultdict(list)
    for one in quoted:
        together[folded(one[2].text).rstrip(".")].append(one)
    by_number = sorted(together.values(), key=lambda its: -len(its))
    return "\n".join(f"- {_with_who_said_it(its)}" for its in by_number)


def _with_who_said_it(quoted: list[Quoted]) -> str:
    text = " ".join(quoted[0][2].text.split()).rstrip(".;")
    who = some((named(line.organisation) for _task, line, _said in quoted), NAMED)
    return sentence(f"{text} ({who})")
