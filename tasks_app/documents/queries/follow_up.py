"""What a member answers for, on one sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass

from tasks_app.dashboard.queries import (
    Overseen,
    PartOfWork,
    longest_overdue,
    most_worrying,
    overseen_by,
    part_of_work,
    roles_on_the_committee,
    waiting_extensions_on,
    waiting_for_member,
)
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment, Phase
from tasks_app.plan.queries import PlanDay, visible_on
from tasks_app.plan.rules import Timeliness, timeliness

ROWS = 9  # of open work: what one page holds


@dataclass(frozen=True)
class FollowUp:
    """``open``: what is most to worry about, with how it stands, ``open_number`` in all; ``overseen``: the
    organisations he oversees, those with overdue work first; ``to_decide``: requests that wait for a leader."""

    person: Person
    part: PartOfWork
    open: tuple[tuple[Assignment | Phase, Timeliness], ...]
    open_number: int
    overdue_number: int
    overseen: tuple[Overseen, ...]
    returned: int
    asked: int
    to_decide: int


def follow_up(person: Person, on: PlanDay, who: Standing) -> FollowUp:
    """The sheet of a member on a day, as somebody may see it; a constant number of queries."""
    visible = visible_on(on, who)
    own = visible.filter(responsible=person)
    found, number = most_worrying(on, own, ROWS)
    _longest, overdue = longest_overdue(on, own, 1)
    waiting = waiting_for_member(person, on, own)
    is_leader = Role.LEADER in roles_on_the_committee(person, on.day)
    return FollowUp(
        person=person,
        part=part_of_work(on, own),
        open=tuple((one, timeliness(one.facts, on.by)) for one in found),
        open_number=number,
        overdue_number=overdue,
        overseen=tuple(sorted(overseen_by(person, on, visible), key=lambda one: -one.tally.overdue)),
        returned=waiting.returned,
        asked=len(waiting.asked),
        to_decide=waiting_extensions_on(on).for_decision if is_leader else 0,
    )
