from dataclasses import dataclass

from django.utils.translation import gettext as _

LEADERS, INSPECTORS = 4, 3
MOST_YEARS = 10


@dataclass(frozen=True)
class Size:
    """How large a province is, and what its work is like.

    ``people``: all accounts; those who are left after committee and secretariat are focal officers. ``finished``: the
    share of the assignments with a deadline behind them that are completed; the rest of the shares are of open work,
    and ``periodic`` of the tasks. ``overdue``: the share of the deadlines that lie behind; by itself they are spread
    evenly over the year. ``earlier_reports``: how many were accepted of an assignment before its last one.

    ``years``: over how many plans the assignments lie, as many in each. The last plan is the one that runs; those
    before it are closed, and nothing in them is open.
    """

    assignments: int = 5_000
    years: int = 1
    people: int = 300
    organisations: int = 120
    members: int = 21
    secretaries: int = 17
    finished: float = 0.75
    overdue: float | None = None
    waiting: float = 0.05
    returned: float = 0.03
    suspended: float = 0.02
    reported: float = 0.7
    contributed: float = 0.3
    extended: float = 0.05
    delegated: float = 0.03
    periodic: float = 0.6
    earlier_reports: int = 0

    def __post_init__(self):
        if min(self.assignments, self.organisations, self.members) < 1:
            raise ValueError(_("A province has at least one assignment, one organisation and one member."))
        if not 1 <= self.years <= min(MOST_YEARS, self.assignments):
            its = {"most": MOST_YEARS}
            raise ValueError(_("A province has plans of one to %(most)d years, each with an assignment.") % its)
        if self.focal_officers < 1:
            its = {"people": self.people, "least": self.people - self.focal_officers + 1}
            raise ValueError(_("%(people)d people are too few: %(least)d is the least.") % its)

    @property
    def focal_officers(self) -> int:
        return self.people - self.members - self.secretaries - LEADERS - INSPECTORS - 1

    @property
    def by_year(self) -> list[int]:
        """How many assignments each plan has, the oldest first; the last has what does not divide."""
        each = self.assignments // self.years
        return [each] * (self.years - 1) + [self.assignments - each * (self.years - 1)]

    def tasks(self, assignments: int) -> int:
        """Of a plan with so many: each task is given to every organisation, the last one to as many as are left."""
        return -(-assignments // self.organisations)
