from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.people.models import Person
from tasks_app.plan.actions import copy_key_units, decide
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, KeyTask, Plan, Task
from tasks_app.plan.rules import is_possible
from tasks_app.planning.actions.giving import give_task
from tasks_app.planning.actions.plans import create_plan
from tasks_app.planning.queries import given_of_key_task, given_of_task, possible_members
from tasks_app.planning.queries.spreading import Spread
from tasks_app.planning.rules import PlanDetails, in_another_year


@transaction.atomic
def copy_plan(source: Plan, details: PlanDetails, *, by: Actor, at: datetime) -> Plan:
    """Begin a plan with the key tasks and tasks of another, all of it drafts.

    Deadlines are read anew from their words and have to be confirmed. Work is given to the organisations of the new
    plan's first day: where a group had it, to the group as it is then. Members who are in office then stay responsible;
    elsewhere it is who oversees the organisation. Clauses, documents and shortcomings are last year's and not copied.
    Recorded as ``plan.created`` and ``plan.copied``. Raises YearIsTaken, NoCommittee.
    """
    plan = create_plan(details, by=by, at=at)
    copy_key_units(source, plan)
    spread = Spread(source, plan, on=_ordered_on(source), new_on=plan.starts_on)
    members = {one.pk: one for one in possible_members(on=plan.starts_on)}
    tasks = 0
    for key_task in source.key_tasks.order_by("number"):
        copy = KeyTask.objects.create(plan=plan, number=key_task.number, **vars(given_of_key_task(key_task)))
        for order, task in enumerate(key_task.tasks.order_by("order"), 1):
            _copy_task(task, copy, order, spread, members, by=by, at=at)
            tasks += 1
    record("plan.copied", plan, by=by, at=at, source=source.year, tasks=tasks)
    return plan


@transaction.atomic
def carry_over(chosen: Mapping[Assignment, Task], *, by: Actor, at: datetime) -> int:
    """Let open work of a year go on in tasks of a later plan; returns how much.

    Each goes as by a decision of its own (``plan.actions.decide``), and its people are told. Where the task it goes
    into is out, the new work is issued at once: nobody would do it later. What was finished, stopped or carried over in
    the meantime stays as it is, so a repetition carries nothing over twice.
    """
    carried = 0
    for assignment, task in chosen.items():
        now = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if is_possible(Act.CARRY_OVER, now.state):
            decide(now, Act.CARRY_OVER, next_task=task, by=by, at=at)
            _issue_where_out(task, now.organisation_id, by=by, at=at)
            carried += 1
    return carried


def _issue_where_out(task: Task, organisation: int, *, by: Actor, at: datetime) -> None:
    drafts = Assignment.objects.filter(task=task, first_organisation=organisation, state=State.DRAFT)
    draft = drafts.filter(task__issued_on__isnull=False, responsible__isnull=False).first()
    if draft:
        decide(draft, Act.ISSUE, by=by, at=at)


def _ordered_on(plan: Plan) -> date:
    first = Task.objects.issued().filter(key_task__plan=plan).order_by("issued_on").first()
    return first.issued_on if first else plan.starts_on


def _copy_task(
    task: Task,
    key_task: KeyTask,
    order: int,
    spread: Spread,
    members: Mapping[int, Person],
    *,
    by: Actor,
    at: datetime,
) -> None:
    given = in_another_year(given_of_task(task), old=task.key_task.plan.year, new=key_task.plan.year)
    copy = Task.objects.create(key_task=key_task, order=order, **given.columns)
    work = list(
        task.assignments.select_related("first_organisation__successor")
        .prefetch_related("contributions__organisation")
        .order_by("first_organisation__order")
    )
    answered = {one.first_organisation_id: members.get(one.responsible_id) for one in work}
    by_member = defaultdict(list)
    for lead in spread.leads(one.first_organisation for one in work):
        by_member[answered.get(lead.pk)].append(lead)
    others = spread.leads(one.organisation for its in work for one in its.contributions.all())
    for member, leads in by_member.items():
        give_task(copy, leads, responsible=member, coordinating=others, by=by, at=at)
