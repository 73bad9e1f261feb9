"""What counts as a move of an assignment between two days.

A move compares how things stood at the ends of the two days: what went to and fro between them is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks_app.dashboard.enums import Move, Place

COMPLETED = frozenset({Place.COMPLETED_ON_TIME, Place.COMPLETED_LATE})
IN_FORCE = COMPLETED | {Place.PENDING, Place.OVERDUE}
EVERYWHERE = frozenset(Place)


@dataclass(frozen=True)
class Passage:
    """From one of these places to one of those."""

    before: frozenset[Place]
    after: frozenset[Place]

    def holds(self, before: Place, after: Place) -> bool:
        return before in self.before and after in self.after


# Entering and leaving each of completed, overdue and in force are moves, so that what was, and what moved, is what is.
# A moved deadline changes no place by itself.
MOVES: Mapping[Move, Passage] = {
    Move.COMPLETED: Passage(EVERYWHERE - COMPLETED, COMPLETED),
    Move.OVERDUE: Passage(EVERYWHERE - {Place.OVERDUE}, frozenset({Place.OVERDUE})),
    Move.NO_LONGER_OVERDUE: Passage(frozenset({Place.OVERDUE}), EVERYWHERE - {Place.OVERDUE}),
    Move.ISSUED: Passage(frozenset({Place.NOT_ISSUED}), IN_FORCE),
    Move.REOPENED: Passage(COMPLETED, EVERYWHERE - COMPLETED),
    Move.STOPPED: Passage(IN_FORCE, frozenset({Place.STOPPED})),
    Move.RESUMED: Passage(frozenset({Place.STOPPED}), IN_FORCE),
}


def passages(move: Move) -> list[tuple[Place, Place]]:
    """The pairs of places, then and now, that a move is made of."""
    return [(then, now) for then in Place for now in Place if MOVES[move].holds(then, now)]
