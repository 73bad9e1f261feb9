"""A part of the work of a plan on a day: that of an organisation, of a member, under a key task."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Window

from tasks_app.common.stamps import kept_rows
from tasks_app.dashboard.queries.board import BOARD, KeyTaskLine, Tally, tallies
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Assignment, JudgedQuerySet, Phase
from tasks_app.plan.queries import PlanDay, in_order, with_names


@dataclass(frozen=True)
class PartOfWork:
    """``dated``: the part of it that has a deadline, by which alone one is on time or not.

    ``key_tasks``: only those under which there is some of it.
    """

    tally: Tally
    dated: Tally
    key_tasks: tuple[KeyTaskLine, ...]


def part_of_work(day: PlanDay, assignments: JudgedQuerySet) -> PartOfWork:
    """The figures of some assignments of a plan, those in force; three queries."""
    in_force = assignments.in_force()
    its_tallies = tallies(in_force, day.by, f"{day.task}__key_task")
    dated = tallies(in_force.filter(deadline_on__isnull=False), day.by)
    lines = [
        KeyTaskLine(key_task, its_tallies[(key_task.pk,)])
        for key_task in day.plan.key_tasks.order_by("number")
        if (key_task.pk,) in its_tallies
    ]
    return PartOfWork(Tally.of(its_tallies.values()), dated.get((), Tally()), tuple(lines))


def most_worrying(day: PlanDay, assignments: JudgedQuerySet, number: int) -> tuple[list[Assignment | Phase], int]:
    """The open ones of some assignments that are most to worry about, and how many are open in all."""
    still_open = with_names(assignments.in_force()).exclude(state=State.COMPLETED)
    return _first_of(in_order(still_open, "", day.by), number)


def longest_overdue(day: PlanDay, assignments: JudgedQuerySet, number: int) -> tuple[list[Assignment | Phase], int]:
    """Those that have been overdue longest, and how many are overdue in all."""
    overdue = with_names(assignments).in_status(Status.OVERDUE, day.by)
    return _first_of(in_order(overdue, "-days", day.by), number)


def _first_of(assignments: JudgedQuerySet, number: int) -> tuple[list[Assignment | Phase], int]:
    """The database sorts narrow rows, and reads only the first in full."""
    narrow = kept_rows(assignments.annotate(in_all=Window(Count("pk"))).values_list("pk", "in_all")[:number], *BOARD)
    keys = [pk for pk, _in_all in narrow]
    found = {one.pk: one for one in kept_rows(assignments.filter(pk__in=keys).order_by(), *BOARD)} if keys else {}
    return [found[pk] for pk in keys if pk in found], narrow[0][1] if narrow else 0


def tally_by(assignments: JudgedQuerySet, day: PlanDay, column: str) -> dict[int, Tally]:
    """The tallies of those in force, by the value of a column; none where there is nothing. One query."""
    found = tallies(assignments.in_force(), day.by, column)
    return defaultdict(Tally, {key: tally for (key,), tally in found.items()})
