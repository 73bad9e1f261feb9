"""Who edits a plan, a task of it or what stands beside it waits for whoever does at the same moment."""

from __future__ import annotations

from tasks_app.plan.models import Plan, Task
from tasks_app.planning.actions.refusals import EditedMeanwhile, PlanIsClosed, PlanIsOut
from tasks_app.planning.rules import Given


def lock_plan(plan: Plan | int, *, draft: bool = False) -> Plan:
    """The plan as it is now. Raises PlanIsClosed; with ``draft`` also PlanIsOut."""
    key = plan.pk if isinstance(plan, Plan) else plan
    locked = Plan.objects.select_for_update().get(pk=key)
    if locked.closed_at:
        raise PlanIsClosed(locked)
    if draft and not locked.is_draft:
        raise PlanIsOut(locked)
    return locked


def lock_task(task: Task) -> Task:
    """The task as it is now, with its plan. Raises PlanIsClosed."""
    locked = Task.objects.select_for_update().get(pk=task.pk)
    plan = locked.key_task.plan  # read after the lock: who waited sees what the other has done
    if plan.closed_at:
        raise PlanIsClosed(plan)
    return locked


def lock_tasks_of(plan: Plan) -> None:
    """Nobody gives a task out or edits it while all of them are looked at."""
    list(Task.objects.select_for_update(of=["self"]).filter(key_task__plan=plan).order_by("pk").values_list("pk"))


def refuse_edited(before: Given, seen: str | None) -> None:
    """``seen``: the mark of what the person had before him; None where a program acts, which has just read it."""
    if seen is not None and seen != before.mark:
        raise EditedMeanwhile
