"""How organisations are ranked by their work.

The order of the criteria is the committee's: the rate of completion on time comes first, and the others tell apart only
those who share it. Work without a deadline and extensions that were approved count for nobody and against nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Record:
    """What an organisation is ranked by: its assignments in force with a deadline, and its reports.

    ``overdue`` ones are not completed, and ``days_overdue`` is the sum of their calendar days past the deadline, until
    they were sent for confirmation. ``returned``: reports that were sent back; ``missed``: periodic reports that came
    late or not at all.
    """

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    days_overdue: int = 0
    returned: int = 0
    missed: int = 0

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.overdue

    @property
    def mean_days_overdue(self) -> Fraction:
        """0 where nothing is overdue."""
        return Fraction(self.days_overdue, self.overdue) if self.overdue else Fraction(0)

    @property
    def demerit(self) -> tuple[Fraction, int, Fraction, int, int]:
        """The less, the better; exact, so that no rounding makes two equal. Needs work that is due."""
        not_on_time = Fraction(self.due - self.on_time, self.due)
        return not_on_time, self.overdue, self.mean_days_overdue, self.returned, self.missed


def ranks(records: Mapping[Key, Record], *, least_due: int) -> dict[Key, int]:
    """The rank of each that has enough due; those who are equal by all criteria share one, and the next is left out:
    1, 1, 3."""
    demerits = {key: record.demerit for key, record in records.items() if record.due >= least_due}
    number_with = Counter(demerits.values())
    rank_of, rank = {}, 1
    for demerit in sorted(number_with):
        rank_of[demerit] = rank
        rank += number_with[demerit]
    return {key: rank_of[demerit] for key, demerit in demerits.items()}
