from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.plan.actions import decide
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, Plan, Task
from tasks_app.planning.actions.locks import lock_plan, lock_tasks_of
from tasks_app.planning.actions.refusals import NotReady, PlanIsDraft, StillOpen
from tasks_app.planning.queries import checklist_of

FINISHED = (State.COMPLETED, State.CANCELLED, State.CARRIED_OVER)


@transaction.atomic
def publish_plan(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """Put a plan in force: all its tasks and all their work are issued, or nothing.

    Each assignment goes out as by a decision of its own (``plan.actions.decide``), and whoever has to be told of
    several gets one mail. Recorded as ``plan.published``. Raises NotReady with what is missing, PlanIsOut for a
    repetition.
    """
    plan = lock_plan(plan, draft=True)
    lock_tasks_of(plan)
    checklist = checklist_of(plan, on=local_day(at))
    if not checklist.is_ready:
        raise NotReady(checklist)
    plan.published_at = at
    plan.save(update_fields=["published_at"])
    tasks = Task.objects.filter(key_task__plan=plan).update(issued_on=local_day(at))
    drafts = list(Assignment.objects.of_plan(plan).filter(state=State.DRAFT).order_by("pk"))
    record("plan.published", plan, by=by, at=at, tasks=tasks, assignments=len(drafts))
    for draft in drafts:
        decide(draft, Act.ISSUE, by=by, at=at)
    return plan


@transaction.atomic
def close_plan(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """Close a plan of which nothing is open any more: from then on nothing is changed in it. Boards of it stay.

    Recorded as ``plan.closed``; nobody is told. Raises StillOpen with how much is open, PlanIsDraft, and PlanIsClosed
    for a repetition.
    """
    plan = lock_plan(plan)
    if plan.is_draft:
        raise PlanIsDraft(plan)
    lock_tasks_of(plan)
    assignments = Assignment.objects.of_plan(plan).exclude(state__in=FINISHED).count()
    tasks = Task.objects.filter(key_task__plan=plan, issued_on__isnull=True).count()
    if assignments or tasks:
        raise StillOpen(plan, assignments=assignments, tasks=tasks)
    plan.closed_at = at
    plan.save(update_fields=["closed_at"])
    record("plan.closed", plan, by=by, at=at)
    return plan
