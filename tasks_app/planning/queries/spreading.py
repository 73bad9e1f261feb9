"""To whom last year's work goes in another year: groups are those of the new day, the others go by succession."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import Plan
from tasks_app.planning.queries.leads import group_members, heir


class Spread:
    """From the organisations of one day to those of another. ``plan`` and ``new_plan`` say what their key units are."""

    def __init__(self, plan: Plan, new_plan: Plan, *, on: date, new_on: date):
        self.new_on = new_on
        then = {key: frozenset(one.pk for one in its) for key, (_name, its) in group_members(plan, on=on).items()}
        self.now = {key: its for key, (_name, its) in group_members(new_plan, on=new_on).items()}
        # The largest first: who got work as one of all localities did not get it as one of the key units.
        self.groups = sorted(
            ((key, its) for key, its in then.items() if len(its) > 1 and key in self.now), key=lambda one: -len(one[1])
        )

    def leads(self, organisations: Iterable[Organisation]) -> list[Organisation]:
        """Each once. A group of which every organisation had the work is taken for the group."""
        by_key = {one.pk: one for one in organisations}
        left, found = set(by_key), {}
        for key, its in self.groups:
            if its <= left:
                left -= its
                found |= {one.pk: one for one in self.now[key]}
        for key in (key for key in by_key if key in left):
            its_heir = heir(by_key[key], on=self.new_on)
            if its_heir is not None:
                found.setdefault(its_heir.pk, its_heir)
        return list(found.values())
