from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.plan.actions import keep_draft, move_deadline, set_deadline, tell
from tasks_app.plan.enums import Audience, Happening, State
from tasks_app.plan.models import Assignment, KeyTask, Plan, Task
from tasks_app.plan.queries import audience
from tasks_app.plan.rules import WORKED_ON, Basis
from tasks_app.planning.actions.locks import lock_plan, lock_task, refuse_edited
from tasks_app.planning.actions.refusals import DeadlineNeedsBasis, NotReady, TaskIsOut, WorkGoesOnInIt
from tasks_app.planning.enums import Missing
from tasks_app.planning.queries import given_of_task
from tasks_app.planning.rules import Checklist, Lack, TaskGiven

FOLLOWS = WORKED_ON | {State.SUBMITTED, State.SUSPENDED}  # what is not finished has the task's new deadline too


@transaction.atomic
def add_task(key_task: KeyTask, given: TaskGiven, *, by: Actor, at: datetime) -> Task:
    """Add a task as a draft under a key task, with the next number; also in a published plan, where it is issued later.

    Recorded as ``task.added``; nobody is told. A repetition adds another one. Raises PlanIsClosed.
    """
    lock_plan(key_task.plan_id)
    last = Task.objects.filter(key_task=key_task).aggregate(last=Max("order"))["last"] or 0
    task = Task.objects.create(key_task=key_task, order=last + 1, **given.columns)
    _link(task, given)
    record("task.added", task, by=by, at=at, new=given.written)
    return task


@transaction.atomic
def edit_task(
    task: Task, given: TaskGiven, *, seen: str | None = None, basis: Basis | None = None, by: Actor, at: datetime
) -> Task:
    """Say something else of a task: recorded old → new as ``task.changed``; nothing where nothing changes.

    Drafts of its work follow its deadline. Of a task that is out, another deadline needs the document that decides it;
    unfinished work that still had the old one gets the new one, and those who do it are told. Raises EditedMeanwhile,
    DeadlineNeedsBasis, PlanIsClosed, and NotReady where a task that is out would lack its deliverable or deadline.
    """
    task = lock_task(task)
    before = given_of_task(task)
    refuse_edited(before, seen)
    changed = changes(before.written, given.written)
    if not changed:
        return task
    moves = given.deadline_on != before.deadline_on
    if not task.is_draft:
        _refuse_gaps(task, given)
        if moves and basis is None:
            raise DeadlineNeedsBasis
    for name, value in given.columns.items():
        setattr(task, name, value)
    task.save()
    _link(task, given)
    record("task.changed", task, by=by, at=at, changed=changed, **({"document": str(basis)} if basis else {}))
    if moves:
        _move_work(task, before.deadline_on, basis=basis, by=by, at=at)
    return task


@transaction.atomic
def remove_task(task: Task, *, by: Actor, at: datetime) -> None:
    """Take a draft out of its plan, with the drafts of its work; what it said stays in the record as ``task.removed``.

    The tasks after it move up, unless one of them is out. Raises TaskIsOut, WorkGoesOnInIt, PlanIsClosed.
    """
    task = lock_task(task)
    work = task.assignments.all()
    if not task.is_draft or work.filter(~Q(state=State.DRAFT) | Q(phases__isnull=False)).exists():
        raise TaskIsOut(task)
    if task.carried_over.exists():
        raise WorkGoesOnInIt(task)
    record("task.removed", task, by=by, at=at, old=given_of_task(task).written, number=task.number)
    key_task = task.key_task
    work.delete()
    task.delete()
    if not key_task.tasks.issued().exists():
        for order, other in enumerate(key_task.tasks.order_by("order"), 1):
            Task.objects.filter(pk=other.pk).exclude(order=order).update(order=order)


@transaction.atomic
def confirm_deadlines(plan: Plan, seen: Mapping[int, tuple[str, date | None]], *, by: Actor, at: datetime) -> int:
    """Say of several drafts at once that their deadlines are what their words mean; returns of how many.

    ``seen``: primary key of each task -> kind and day as the person saw them; what was changed since is left out, and
    what is confirmed already. Each is recorded as ``task.changed``. Raises PlanIsClosed.
    """
    plan = lock_plan(plan)
    tasks = Task.objects.select_for_update(of=["self"]).filter(key_task__plan=plan, pk__in=seen)
    confirmed = 0
    for task in tasks.filter(deadline_is_confirmed=False).exclude(deadline_kind="").order_by("pk"):
        if seen[task.pk] == (task.deadline_kind, task.deadline_on):
            Task.objects.filter(pk=task.pk).update(deadline_is_confirmed=True)
            record("task.changed", task, by=by, at=at, changed={"deadline_is_confirmed": [False, True]})
            confirmed += 1
    return confirmed


def _link(task: Task, given: TaskGiven) -> None:
    task.basis_documents.set(given.basis_documents)
    task.shortcomings.set(given.shortcomings)


def _refuse_gaps(task: Task, given: TaskGiven) -> None:
    lacks = {
        Missing.DELIVERABLE: not given.deliverable_vi,
        Missing.DEADLINE: not given.deadline_kind,
        Missing.UNCONFIRMED: not given.deadline_is_confirmed,
    }
    missing = tuple(Lack(one, task.pk) for one, is_missing in lacks.items() if is_missing)
    if missing:
        raise NotReady(Checklist(missing))


def _move_work(task: Task, old_on: date | None, *, basis: Basis | None, by: Actor, at: datetime) -> None:
    """Work whose deadline was moved for itself keeps it."""
    had_it = list(task.assignments.filter(deadline_on=old_on).order_by("pk"))
    for assignment in had_it:
        if assignment.state == State.DRAFT:
            _redraft(assignment, task)
        elif assignment.state in FOLLOWS:
            move_deadline(assignment, task.deadline_on, basis=basis, by=by, at=at)
            people = audience(assignment, {Audience.REPORTERS}, on=local_day(at))
            tell(assignment, Happening.DEADLINE_MOVED, to=people, by=by, at=at)


def _redraft(assignment: Assignment, task: Task) -> None:
    assignment.task = task
    assignment.original_deadline_on = task.deadline_on
    set_deadline(assignment, task.deadline_on)
    keep_draft(assignment, "original_deadline_on", "deadline_on", "counts_until_on")
