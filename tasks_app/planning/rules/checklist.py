"""What holds back publishing, and what is only worth a look: "rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ kết
quả"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks_app.common.text import folded
from tasks_app.planning.enums import Missing

BLOCKS = frozenset(
    {
        Missing.TASKS,
        Missing.LEAD,
        Missing.MEMBER,
        Missing.DELIVERABLE,
        Missing.DEADLINE,
        Missing.UNCONFIRMED,
        Missing.TITLE,
    }
)


@dataclass(frozen=True)
class TaskFacts:
    """``leads``: how many organisations lead it; of them ``without_member`` and ``gone`` are drafts that lack a member
    or whose organisation is no more."""

    key: int
    title: str
    leads: int
    without_member: int
    gone: int
    has_deliverable: bool
    has_deadline: bool
    is_confirmed: bool
    has_words: bool
    has_clause: bool


@dataclass(frozen=True)
class Lack:
    """One line of the checklist. ``number``: of how many it holds, where several can lack it."""

    missing: Missing
    task: int | None = None
    key_task: int | None = None
    number: int = 1

    @property
    def blocks(self) -> bool:
        return self.missing in BLOCKS


@dataclass(frozen=True)
class Checklist:
    lacks: tuple[Lack, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.blocking

    @property
    def blocking(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.lacks if lack.blocks)

    @property
    def warnings(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.lacks if not lack.blocks)

    def of_task(self, key: int) -> Checklist:
        return Checklist(tuple(lack for lack in self.lacks if lack.task == key))


def checklist(tasks: Sequence[TaskFacts], empty_key_tasks: Iterable[int], *, has_document: bool) -> Checklist:
    """All that a plan lacks: what it lacks as a whole first, then its tasks in their order."""
    lacks = [] if tasks else [Lack(Missing.TASKS)]
    if not has_document:
        lacks.append(Lack(Missing.SOURCE_DOCUMENT))
    lacks += [Lack(Missing.KEY_TASK, key_task=key) for key in empty_key_tasks]
    repeated = _repeated(tasks)
    for task in tasks:
        # Without a document there are no clauses, which is one lack and not one of each task.
        lacks += [lack for lack in lacks_of(task) if has_document or lack.missing != Missing.CLAUSE]
        if task.key in repeated:
            lacks.append(Lack(Missing.DUPLICATE, task.key))
    return Checklist(tuple(lacks))


def lacks_of(task: TaskFacts) -> Iterator[Lack]:
    """What one task lacks by itself, what blocks first."""
    if not task.title:
        yield Lack(Missing.TITLE, task.key)
    if not task.leads:
        yield Lack(Missing.LEAD, task.key)
    if task.without_member:
        yield Lack(Missing.MEMBER, task.key, number=task.without_member)
    if not task.has_deliverable:
        yield Lack(Missing.DELIVERABLE, task.key)
    if not task.has_deadline:
        yield Lack(Missing.DEADLINE, task.key)
    elif not task.is_confirmed:
        yield Lack(Missing.UNCONFIRMED, task.key)
    if task.has_deadline and not task.has_words:
        yield Lack(Missing.WORDS, task.key)
    if not task.has_clause:
        yield Lack(Missing.CLAUSE, task.key)
    if task.gone:
        yield Lack(Missing.GONE, task.key, number=task.gone)


def _repeated(tasks: Sequence[TaskFacts]) -> set[int]:
    """The tasks that say what an earlier one says, but for marks and capitals."""
    by_title: dict[str, list[int]] = defaultdict(list)
    for task in tasks:
        by_title[folded(task.title)].append(task.key)
    return {key for title, keys in by_title.items() if title for key in keys[1:]}
