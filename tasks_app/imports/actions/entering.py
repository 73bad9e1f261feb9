from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.imports import queries
from tasks_app.imports.enums import Verdict
from tasks_app.imports.rules import Found, JudgedRow, given_of, shortened
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import KeyTask, Plan, Task
from tasks_app.planning.actions import add_key_task, add_task, create_plan, give_task
from tasks_app.planning.rules import KeyTaskGiven, PlanDetails

LONGEST_SHORT_FORM = 120


def begin_plan(year: int, *, motto: str = "", by: Actor | None, at: datetime) -> Plan:
    """Begin the draft of a year's plan for what is imported. Without a motto it has that of the plan before, as
    provisional wording. Recorded and refused as ``planning.actions.create_plan``."""
    before = Plan.objects.filter(year__lt=year).order_by("-year").first()
    with translation.override("vi"):
        plain = _("Administrative reform plan of %(year)d") % {"year": year}
    details = PlanDetails(
        year=year,
        motto_vi=motto or (before.motto_vi if before else plain),
        motto_en="" if motto or not before else before.motto_en,
        wording_is_provisional=not motto,
    )
    return create_plan(details, by=by, at=at)


@transaction.atomic
def enter_rows(
    plan: Plan,
    rows: Iterable[JudgedRow],
    titles: Mapping[int, str],
    *,
    key_task: int | None = None,
    by: Actor | None,
    at: datetime,
) -> list[tuple[JudgedRow, Task]]:
    """Add the rows that are no errors to a plan as drafts and give them to their lead organisations.

    ``titles``: by number the key tasks that the table names; what the plan lacks of them is added. ``key_task``: where
    rows belong that name none; the first without it. Recorded as planning records each; nobody is told. A repetition
    adds them again: who may not want that asks first which are there. Raises what planning raises, and nothing of it
    stays then.
    """
    good = [row for row in rows if row.verdict != Verdict.ERROR]
    parts = _KeyTasks(plan, titles, otherwise=key_task, by=by, at=at)
    organisations = _Organisations(plan)
    people = Person.objects.in_bulk({row.member for row in good if row.member})
    entered = []
    for row in good:
        task = add_task(parts.find(row.key_task), given_of(row), by=by, at=at)
        give_task(
            task,
            organisations.all_of(row.leads),
            responsible=people.get(row.member),
            coordinating=organisations.all_of(row.coordinating),
            by=by,
            at=at,
        )
        entered.append((row, task))
    return entered


class _KeyTasks:
    """Those of a plan by their numbers; those that are missing are added, with all before them."""

    def __init__(self, plan: Plan, titles: Mapping[int, str], *, otherwise: int | None, by: Actor | None, at: datetime):
        self.plan, self.titles, self.by, self.at = plan, titles, by, at
        self.there: dict[int, KeyTask] = {one.number: one for one in plan.key_tasks.all()}
        self.otherwise = otherwise or min(self.there, default=1)

    def find(self, number: int | None) -> KeyTask:
        number = number or self.otherwise
        while number not in self.there:
            self._add(max(self.there, default=0) + 1)
        return self.there[number]

    def _add(self, number: int) -> None:
        with translation.override("vi"):
            title = self.titles.get(number) or _("Key task %(number)d") % {"number": number}
        given = KeyTaskGiven(text_vi=title, short_vi=shortened(title, LONGEST_SHORT_FORM))
        added = add_key_task(self.plan, given, by=self.by, at=self.at)
        self.there[added.number] = added


class _Organisations:
    """What rows name, as organisations; the members of groups are asked for once."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.there: dict[int | str, list[Organisation]] = {}

    def all_of(self, found: Iterable[Found | None]) -> list[Organisation]:
        named = [one.named for one in found if one is not None and one.named is not None]
        return [organisation for one in named for organisation in self._of(one.key, is_group=one.is_group)]

    def _of(self, key: int | str, *, is_group: bool) -> list[Organisation]:
        if key not in self.there:
            chosen = (
                queries.members(str(key), on=self.plan.starts_on, plan=self.plan)
                if is_group
                else Organisation.objects.filter(pk=key)
            )
            self.there[key] = list(chosen)
        return self.there[key]
