"""What changed in a plan between two days: how each assignment stood at the end of the one, and of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, F, FilteredRelation, Q, Value, When

from tasks_app.common.stamps import kept
from tasks_app.dashboard.enums import Move, Place
from tasks_app.dashboard.queries.board import BOARD
from tasks_app.dashboard.rules import IN_FORCE, MOVES, passages
from tasks_app.plan import rules as plan_rules
from tasks_app.plan.enums import Bucket, State, Status
from tasks_app.plan.models import JudgedQuerySet, in_bucket_condition, of_relation, status_condition
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import Yardstick

STOPPED = [state for state in State if state not in plan_rules.IN_FORCE and state != State.DRAFT]


@dataclass(frozen=True)
class Changes:
    """How many assignments went from which place to which between two days.

    ``deadlines_moved``: of how many that were in force on both days the deadline is another one.
    """

    flows: Mapping[tuple[Place, Place], int] = field(default_factory=dict)
    deadlines_moved: int = 0

    @classmethod
    def of(cls, parts: Iterable[Changes]) -> Changes:
        flows: Counter[tuple[Place, Place]] = Counter()
        deadlines_moved = 0
        for part in parts:
            flows.update(part.flows)
            deadlines_moved += part.deadlines_moved
        return cls(flows, deadlines_moved)

    def before(self, places: Collection[Place] = IN_FORCE) -> int:
        """How many stood in one of these places on the first day; by default, in force."""
        return sum(number for (before, _after), number in self.flows.items() if before in places)

    def after(self, places: Collection[Place] = IN_FORCE) -> int:
        return sum(number for (_before, after), number in self.flows.items() if after in places)

    def made(self, move: Move) -> int:
        """How many made a move."""
        if move == Move.DEADLINE_MOVED:
            return self.deadlines_moved
        return sum(number for passage, number in self.flows.items() if MOVES[move].holds(*passage))


@kept(*BOARD, size=8)
def changes_between(day_from: PlanDay, day_to: PlanDay) -> Changes:
    """What changed from the end of a past day to the end of a later one, or until now; one query."""
    return changes_by(day_from, day_to).get((), Changes())


def changes_by(day_from: PlanDay, day_to: PlanDay, *columns: str) -> dict[tuple, Changes]:
    """The same, told apart by columns of the assignments on the later day: their values -> changes. One query."""
    rows = (
        on_both_days(day_from, day_to)
        .order_by()
        .values_list(*columns, "place_before", "place_after")
        .annotate(number=Count("pk"), moved=Count("pk", filter=DEADLINE_MOVED))
    )
    flows: dict[tuple, dict[tuple[Place, Place], int]] = defaultdict(dict)
    deadlines_moved: Counter[tuple] = Counter()
    for *key, before, after, number, moved in rows:
        flows[tuple(key)][Place(before), Place(after)] = number
        deadlines_moved[tuple(key)] += moved
    return {key: Changes(its, deadlines_moved[key]) for key, its in flows.items()}


def on_both_days(day_from: PlanDay, day_to: PlanDay) -> JudgedQuerySet:
    """The assignments on the later day, each with ``before``, its phase on the first day, where it had one, and with
    ``place_before`` and ``place_after``, where it stood on either."""
    phases = "assignment__phases" if day_to.is_past else "phases"
    on_first_day = Q(valid_to__isnull=True) | Q(valid_to__gte=day_from.day), Q(valid_from__lte=day_from.day)
    condition = of_relation(phases, Q(*on_first_day))
    return (
        day_to.assignments()
        .annotate(before=FilteredRelation(phases, condition=condition))
        .annotate(place_before=_place(day_from.by, of="before"), place_after=_place(day_to.by))
    )


def that_made(move: Move) -> Q:
    """Which of ``on_both_days`` made a move."""
    if move == Move.DEADLINE_MOVED:
        return DEADLINE_MOVED
    condition = Q()
    for before, after in passages(move):
        condition |= Q(place_before=before, place_after=after)
    return condition


def _place(by: Yardstick, *, of: str = "") -> Case:
    """Where a row stands on the yardstick's day; ``of``: the relation that has its columns then."""
    conditions = [
        (Q(state__isnull=True) | Q(state=State.DRAFT), Place.NOT_ISSUED),
        (Q(state__in=STOPPED), Place.STOPPED),
        (status_condition(Status.DONE, by), Place.COMPLETED_ON_TIME),
        (status_condition(Status.LATE, by), Place.COMPLETED_LATE),
        (in_bucket_condition(Bucket.OVERDUE, by), Place.OVERDUE),
    ]
    return Case(
        *(When(of_relation(of, its) if of else its, then=Value(place.value)) for its, place in conditions),
        default=Value(Place.PENDING.value),
        output_field=CharField(),
    )


_IN_FORCE = Q(state__in=plan_rules.IN_FORCE)
_ANOTHER = (
    Q(deadline_on__lt=F("before__deadline_on"))
    | Q(deadline_on__gt=F("before__deadline_on"))
    | Q(deadline_on__isnull=True, before__deadline_on__isnull=False)
    | Q(deadline_on__isnull=False, before__deadline_on__isnull=True)
)
DEADLINE_MOVED = _IN_FORCE & of_relation("before", _IN_FORCE) & _ANOTHER
