"""What asks for attention: how long work has been overdue and whose it is, what is silent, and what contradicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from tasks_app.common.stamps import kept
from tasks_app.dashboard.queries.board import BOARD
from tasks_app.people.models import Person
from tasks_app.plan.enums import Bucket, Contradiction, OverdueAge, Silence
from tasks_app.plan.models import contradiction_condition, overdue_for, silence_condition
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.rules import overdue_age


@dataclass(frozen=True)
class MemberOverdue:
    """Overdue work for which a member is responsible. ``longest``: the calendar days of the oldest."""

    member: Person
    by_age: Mapping[OverdueAge, int]
    longest: int

    @property
    def total(self) -> int:
        return sum(self.by_age.values())


@dataclass(frozen=True)
class Overdue:
    """Overdue work by how long it has been so, in all and by responsible member, in the order of their names."""

    by_age: Mapping[OverdueAge, int]
    members: tuple[MemberOverdue, ...]


@kept(*BOARD, size=8)
def overdue_by_age(day: PlanDay) -> Overdue:
    """One query; calendar days, as statistics of lateness are counted."""
    rows = (
        day.assignments()
        .in_bucket(Bucket.OVERDUE, day.by)
        .annotate(overdue_for=overdue_for(day.by))
        .order_by()
        .values_list("responsible__name_key", "responsible", "responsible__full_name", "overdue_for")
        .annotate(Count("pk"))
    )
    of_member: dict[tuple, Counter[int]] = defaultdict(Counter)
    for name_key, member, name, length, number in rows:
        of_member[name_key, member, name][length.days] += number
    members = tuple(
        MemberOverdue(Person(pk=member, full_name=name), _by_age(days), longest=max(days))
        for (_, member, name), days in sorted(of_member.items())
    )
    total = sum((Counter(one.by_age) for one in members), Counter())
    return Overdue({age: total[age] for age in OverdueAge}, members)


def _by_age(days: Counter[int]) -> dict[OverdueAge, int]:
    by_age = dict.fromkeys(OverdueAge, 0)
    for length, number in days.items():
        by_age[overdue_age(length)] += number
    return by_age


@dataclass(frozen=True)
class Attention:
    """How much work that goes on is silent, and how many percentages contradict the dates."""

    silent: Mapping[Silence, int]
    contradicting: Mapping[Contradiction, int]


@kept(*BOARD, size=8)
def attention(day: PlanDay) -> Attention:
    """One query."""
    silences = {one: Count("pk", filter=silence_condition(one, day.by)) for one in Silence}
    contradictions = {one: Count("pk", filter=contradiction_condition(one, day.by)) for one in Contradiction}
    counts = day.assignments().aggregate(
        **{f"silence_{one.value}": count for one, count in silences.items()},
        **{f"contradiction_{one.value}": count for one, count in contradictions.items()},
    )
    return Attention(
        {one: counts[f"silence_{one.value}"] for one in Silence},
        {one: counts[f"contradiction_{one.value}"] for one in Contradiction},
    )
