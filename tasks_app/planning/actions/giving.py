from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.actions import decide, draft_assignment, keep_draft
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, Contribution, KeyTask, Task
from tasks_app.planning.actions.locks import lock_task
from tasks_app.planning.actions.refusals import (
    EditedMeanwhile,
    MembersMissing,
    NotReady,
    NotTakenBack,
    PlanIsDraft,
    TaskIsOut,
)
from tasks_app.planning.actions.tasks import add_task
from tasks_app.planning.queries import overseers
from tasks_app.planning.queries.checking import checklist_of_task
from tasks_app.planning.rules import TaskGiven, mark_of_draft


@transaction.atomic
def give_task(
    task: Task,
    organisations: Iterable[Organisation],
    *,
    responsible: Person | None = None,
    coordinating: Iterable[Organisation] = (),
    deadline_on: date | None = None,
    by: Actor,
    at: datetime,
) -> list[Assignment]:
    """Give a task to organisations that do not have it yet; returns what is new, so a repetition gives nothing.

    Of a draft they are drafts, which go out when the task is issued; of a task that is out they are issued at once, and
    their people told. Without ``responsible`` it is the member who oversees the organisation on that day, or on the
    first of a plan that is still to begin; a draft whose organisation nobody oversees stays open, and holds back
    publishing; of a task that is out raises MembersMissing and gives nothing. ``deadline_on``: where it is another
    than the task's. Recorded as ``task.given``. Raises PlanIsClosed.
    """
    task = lock_task(task)
    new = _not_given_yet(task, organisations)
    if not new:
        return []
    day = max(local_day(at), task.key_task.plan.starts_on)
    members = {} if responsible else overseers(new, on=day)
    if not task.is_draft and not responsible and (left := [one for one in new if one.pk not in members]):
        raise MembersMissing(left)
    pattern = draft_assignment(task, new[0], responsible=None, deadline_on=deadline_on or task.deadline_on)
    drafts = Assignment.objects.bulk_create(
        Assignment(
            task=task,
            first_organisation=one,
            organisation=one,
            responsible=responsible or members.get(one.pk),
            original_deadline_on=pattern.deadline_on,
            deadline_on=pattern.deadline_on,
            counts_until_on=pattern.counts_until_on,
        )
        for one in new
    )
    others = list(coordinating)
    for draft in drafts:
        _coordinate(draft, others)
    record("task.given", task, by=by, at=at, organisations=[one.name_vi for one in new], at_once=not task.is_draft)
    if task.is_draft:
        return drafts
    return [decide(draft, Act.ISSUE, by=by, at=at) for draft in drafts]


@transaction.atomic
def change_draft(
    assignment: Assignment,
    *,
    responsible: Person | None,
    coordinating: Iterable[Organisation],
    seen: str | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Say who is responsible for work that is not out yet, and who coordinates; recorded old → new on the task as
    ``task.draft_changed``. Raises EditedMeanwhile, NotTakenBack where it is out, PlanIsClosed."""
    task = lock_task(assignment.task)
    assignment = _draft_of(task, assignment)
    there = assignment.contributions.values_list("organisation", flat=True)
    if seen is not None and seen != mark_of_draft(assignment.responsible_id, there):
        raise EditedMeanwhile
    others = [one for one in coordinating if one.pk != assignment.organisation_id]
    before = _said_of(assignment)
    assignment.responsible = responsible
    keep_draft(assignment, "responsible")
    assignment.contributions.exclude(organisation__in=others).delete()
    there = set(assignment.contributions.values_list("organisation", flat=True))
    _coordinate(assignment, [one for one in others if one.pk not in there])
    if changed := changes(before, _said_of(assignment)):
        record("task.draft_changed", task, by=by, at=at, changed=changed, organisation=assignment.organisation.name_vi)
    return assignment


@transaction.atomic
def set_member(task: Task, responsible: Person, *, by: Actor, at: datetime) -> int:
    """Make a member responsible for the drafts of a task that lack one; returns how many. Recorded as
    ``task.member_set``; a repetition finds none. Raises PlanIsClosed."""
    task = lock_task(task)
    number = task.assignments.filter(state=State.DRAFT, responsible__isnull=True).update(responsible=responsible)
    if number:
        record("task.member_set", task, by=by, at=at, member=responsible.full_name, number=number)
    return number


@transaction.atomic
def take_back(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """Take a draft of work away from its organisation; recorded on the task as ``task.taken_back``.

    Raises NotTakenBack where the work is out or was recorded on a past day, PlanIsClosed.
    """
    task = lock_task(assignment.task)
    assignment = _draft_of(task, assignment)
    if assignment.phases.exists():
        raise NotTakenBack
    record("task.taken_back", task, by=by, at=at, organisation=assignment.organisation.name_vi)
    assignment.delete()


@transaction.atomic
def issue_task(task: Task, *, by: Actor, at: datetime) -> Task:
    """Issue a draft that was added to a published plan, with all its work; those who get it are told.

    Recorded as ``task.issued``. Raises NotReady with what is missing, PlanIsDraft, TaskIsOut for a repetition,
    PlanIsClosed.
    """
    task = lock_task(task)
    if task.key_task.plan.is_draft:
        raise PlanIsDraft(task.key_task.plan)
    if not task.is_draft:
        raise TaskIsOut(task)
    checklist = checklist_of_task(task, on=local_day(at))
    if not checklist.is_ready:
        raise NotReady(checklist)
    task.issued_on = local_day(at)
    task.save(update_fields=["issued_on", "title_vi", "title_en", "search"])
    drafts = list(task.assignments.filter(state=State.DRAFT).order_by("pk"))
    record("task.issued", task, by=by, at=at, number=len(drafts))
    for draft in drafts:
        decide(draft, Act.ISSUE, by=by, at=at)
    return task


@transaction.atomic
def order_task(
    key_task: KeyTask,
    given: TaskGiven,
    organisations: Iterable[Organisation],
    *,
    responsible: Person | None = None,
    coordinating: Iterable[Organisation] = (),
    by: Actor,
    at: datetime,
) -> Task:
    """Add a task to a published plan, give it out and issue it, all at once: what meetings and inspections decide.

    See ``add_task``, ``give_task`` and ``issue_task`` for what is recorded and who is told. Nothing of it stays where
    one of them refuses. Raises MembersMissing where nobody is responsible, else as these.
    """
    task = add_task(key_task, given, by=by, at=at)
    drafts = give_task(task, organisations, responsible=responsible, coordinating=coordinating, by=by, at=at)
    if left := [draft.organisation for draft in drafts if draft.responsible_id is None]:
        raise MembersMissing(left)
    return issue_task(task, by=by, at=at)


def _not_given_yet(task: Task, organisations: Iterable[Organisation]) -> list[Organisation]:
    """Each once. Who had it first has it, though another may hold it now, and the other way round."""
    have = {key for pair in task.assignments.values_list("first_organisation", "organisation") for key in pair}
    return list({one.pk: one for one in organisations if one.pk not in have}.values())


def _coordinate(draft: Assignment, organisations: Iterable[Organisation]) -> None:
    Contribution.objects.bulk_create(
        Contribution(assignment=draft, organisation=other)
        for other in {one.pk: one for one in organisations}.values()
        if other.pk != draft.organisation_id
    )


def _draft_of(task: Task, assignment: Assignment) -> Assignment:
    found = Assignment.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=assignment.pk)
    if found.state != State.DRAFT:
        raise NotTakenBack
    return found


def _said_of(assignment: Assignment) -> dict:
    names = assignment.contributions.order_by("organisation__order").values_list("organisation__name_vi", flat=True)
    member = assignment.responsible
    return {"responsible": member.full_name if member else None, "coordinating": list(names)}
