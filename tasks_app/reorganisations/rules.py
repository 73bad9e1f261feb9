"""What follows for organisations and their work when they merge, divide or end. Pure tables and functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tasks_app.reorganisations.enums import ReorganisationKind, ReorganisationState

# By these the predecessors are no more; by the others they go on.
ENDS = frozenset({ReorganisationKind.MERGER, ReorganisationKind.DIVISION, ReorganisationKind.ABOLITION})
# By these nothing passes on: only what an organisation is called, or stands below, changes.
ALTERS_ONLY = frozenset({ReorganisationKind.RENAMING, ReorganisationKind.CHANGE})
EDITABLE = frozenset({ReorganisationState.DRAFT})
OPEN_STATES = frozenset({ReorganisationState.DRAFT, ReorganisationState.PLANNED})


@dataclass(frozen=True)
class Details:
    """What a reorganisation says of itself."""

    kind: ReorganisationKind
    title_vi: str
    title_en: str
    day: date
    basis: str
    basis_on: date | None
    members_follow: bool = False


class Line(NamedTuple):
    """An organisation and one that follows it (None: nobody does). ``takes_rest``: what is given to no other."""

    predecessor: int
    successor: int | None
    takes_rest: bool


def counts_from(day: date, *, today: date) -> date:
    """The first day for which boards show a reorganisation that is carried out today: its own, or today where it is
    entered late, so that no figure of a day that has passed changes."""
    return max(day, today)


def takers(lines: Collection[Line]) -> dict[int, int]:
    """Predecessor -> the successor that takes what is given to no other; those without one are missing.

    >>> takers([Line(1, 9, True), Line(2, 8, False), Line(2, 9, True), Line(3, None, True)])
    {1: 9, 2: 9}
    """
    return {line.predecessor: line.successor for line in lines if line.takes_rest and line.successor is not None}


def destinations(
    held: Mapping[int, int], lines: Collection[Line], allotted: Mapping[int, int]
) -> dict[int, int | None]:
    """Where each open assignment goes: assignment -> organisation, None where nobody takes it.

    ``held``: assignment -> the organisation that holds it; ``allotted``: what was chosen one by one, which goes before
    the rule. What an organisation that goes on keeps is missing.

    >>> destinations({10: 1, 11: 1, 12: 2}, [Line(1, 9, True)], {11: 8})
    {10: 9, 11: 8}
    """
    taker_of, of_lines = takers(lines), {line.predecessor for line in lines}
    return {
        assignment: allotted.get(assignment, taker_of.get(holder))
        for assignment, holder in held.items()
        if holder in of_lines
    }


def heirs(lines: Collection[Line], passes_from: Mapping[int, int], there: Collection[int]) -> dict[int, int]:
    """Who inherits what each organisation can have one of (its overseer): successor -> that thing.

    ``passes_from``: predecessor -> what it has; ``there``: successors that have one already and keep it. Of several
    predecessors the first in the order of ``lines`` gives its own; the others' lapse.

    >>> heirs([Line(1, 9, True), Line(2, 9, True), Line(3, 7, True)], {1: 100, 2: 200, 3: 300}, {7})
    {9: 100}
    """
    found: dict[int, int] = {}
    for line in lines:
        if line.successor is None or line.successor in there or line.predecessor not in passes_from:
            continue
        found.setdefault(line.successor, passes_from[line.predecessor])
    return found
