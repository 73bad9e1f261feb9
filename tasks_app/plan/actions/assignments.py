from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan import queries, rules
from tasks_app.plan.actions.phases import keep, set_deadline
from tasks_app.plan.actions.steps import TransitionRefused, change_state
from tasks_app.plan.actions.telling import tell
from tasks_app.plan.enums import Act, Happening, Need
from tasks_app.plan.models import Assignment, Contribution, DeadlineChange, Holder, Responsible, Task
from tasks_app.plan.rules import Basis

TOLD_AS = {
    Act.ISSUE: Happening.ISSUED,
    Act.SUSPEND: Happening.SUSPENDED,
    Act.RESUME: Happening.RESUMED,
    Act.CANCEL: Happening.CANCELLED,
    Act.CARRY_OVER: Happening.CARRIED_OVER,
    Act.REOPEN: Happening.REOPENED,
}


class TaskIsDraft(TransitionRefused):
    """Work goes out with its task, not before it."""

    def __init__(self):
        Exception.__init__(
            self,
            _("This task is still a draft, so its work cannot be issued. Publish the plan or issue the task first."),
        )


class MemberIsMissing(TransitionRefused):
    """Nobody would answer for the work."""

    def __init__(self):
        Exception.__init__(
            self, _("No member is responsible for this work yet. Choose one on the page where the task is given out.")
        )


class PlanIsOver(TransitionRefused):
    """Nothing is changed in a plan that is closed."""

    def __init__(self):
        Exception.__init__(self, _("The plan of this assignment is closed, so nothing is decided on it any more."))


@transaction.atomic
def issue_assignment(
    task: Task,
    organisation: Organisation,
    *,
    responsible: Person,
    deadline_on: date | None,
    coordinating: Iterable[Organisation] = (),
    by: Actor | None,
    at: datetime,
) -> Assignment:
    """Give a task to a lead organisation under a responsible member, without a draft before.

    See ``decide`` with Act.ISSUE for what is recorded and who is told.
    """
    assignment = draft_assignment(task, organisation, responsible=responsible, deadline_on=deadline_on)
    assignment.save(force_insert=True)
    Contribution.objects.bulk_create(
        Contribution(assignment=assignment, organisation=other) for other in coordinating if other != organisation
    )
    _issue(assignment, by=by, at=at)
    return assignment


@transaction.atomic
def decide(
    assignment: Assignment,
    act: Act,
    *,
    reason: str = "",
    basis: Basis | None = None,
    next_task: Task | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Issue a draft, suspend, resume, stop tracking, carry over or reopen an assignment (``rules.DECISIONS``).

    Records the state change with the basis document and the reason, and tells whom the table names. Issuing also
    records the first holder, responsible member and deadline. Carrying over links the task of the next year, and
    drafts an assignment of it for the same organisation where there is none yet. Taking the same step twice is
    refused: raises TransitionRefused where the workflow does not allow it now, or where a draft lacks its member or
    belongs to a task that is a draft itself, or where the plan is closed; ValueError where something is missing.
    """
    assignment = queries.with_names(Assignment.objects.select_for_update(of=["self"])).get(pk=assignment.pk)
    if act not in rules.DECISIONS:
        raise ValueError(f"{act} follows from a report and is no decision of its own")
    if assignment.task.key_task.plan.closed_at:
        raise PlanIsOver
    if not rules.is_possible(act, assignment.state):
        raise TransitionRefused(act, assignment.state)
    _refuse_gaps(assignment, act, reason=reason, basis=basis, next_task=next_task)
    if act == Act.ISSUE:
        _issue(assignment, by=by, at=at)
        return assignment
    before = assignment.recorded
    if act == Act.CARRY_OVER:
        _carry_over(assignment, next_task)
    change_state(assignment, act, by=by, at=at, note=tidy(reason), basis=basis)
    details = {"document": str(basis)} if basis else {}
    if next_task:
        details["next_task"] = f"{next_task} ({next_task.key_task.plan})"
    record(
        f"assignment.{act}",
        assignment,
        by=by,
        at=at,
        changed=changes(before, assignment.recorded),
        reason=tidy(reason),
        **details,
    )
    _tell(assignment, act, by=by, at=at, quote=tidy(reason))
    return assignment


@transaction.atomic
def move_deadline(
    assignment: Assignment, new_on: date, *, by: Actor, at: datetime, basis: Basis | None = None
) -> DeadlineChange:
    """Set another deadline by a decision; the original stays visible and the reminders begin anew."""
    assignment = queries.with_names(Assignment.objects.select_for_update(of=["self"])).get(pk=assignment.pk)
    old_on = assignment.deadline_on
    set_deadline(assignment, new_on)
    assignment.deadline_version += 1
    keep(assignment, "deadline_on", "counts_until_on", "deadline_version", at=at)
    change = DeadlineChange.objects.create(
        assignment=assignment,
        version=assignment.deadline_version,
        old_on=old_on,
        new_on=new_on,
        at=at,
        **(basis.fields if basis else {}),
        **by.fields,
    )
    record(
        "assignment.deadline_moved",
        assignment,
        by=by,
        at=at,
        old=_text(old_on),
        new=_text(new_on),
        document=str(basis) if basis else "",
    )
    return change


def _issue(assignment: Assignment, *, by: Actor | None, at: datetime) -> None:
    if assignment.task.is_draft:
        raise TaskIsDraft
    if assignment.responsible is None:
        raise MemberIsMissing
    day = local_day(at)
    assignment.issued_on = day
    Holder.objects.create(assignment=assignment, organisation=assignment.organisation, valid_from=day)
    Responsible.objects.create(assignment=assignment, member=assignment.responsible, valid_from=day)
    DeadlineChange.objects.create(
        assignment=assignment, version=1, new_on=assignment.deadline_on, at=at, **(by.fields if by else {})
    )
    before = assignment.recorded
    change_state(assignment, Act.ISSUE, by=by, at=at)
    record(
        "assignment.issued",
        assignment,
        by=by,
        at=at,
        changed=changes(before, assignment.recorded),
        deadline_on=_text(assignment.deadline_on),
        responsible=assignment.responsible.full_name,
    )
    _tell(assignment, Act.ISSUE, by=by, at=at)


def _refuse_gaps(assignment: Assignment, act: Act, *, reason: str, basis: Basis | None, next_task: Task | None) -> None:
    """The form asks for all of it; whoever gets here without is a program."""
    needs = rules.TRANSITIONS[act].needs
    if Need.REASON in needs and not reason.strip():
        raise ValueError(f"{act} needs a reason")
    if Need.DOCUMENT in needs and basis is None:
        raise ValueError(f"{act} needs a basis document")
    if Need.NEXT_TASK in needs:
        if next_task is None:
            raise ValueError(f"{act} needs a task of a later plan")
        if next_task.key_task.plan.year <= assignment.task.key_task.plan.year:
            raise ValueError("work is carried over to a later year")


def draft_assignment(
    task: Task, organisation: Organisation, *, responsible: Person | None, deadline_on: date | None
) -> Assignment:
    """An assignment that is not out yet; not saved yet. No phase tells of it, so that it can still be taken back."""
    draft = Assignment(
        task=task,
        first_organisation=organisation,
        organisation=organisation,
        responsible=responsible,
        original_deadline_on=deadline_on,
    )
    set_deadline(draft, deadline_on)
    return draft


def _carry_over(assignment: Assignment, next_task: Task) -> None:
    assignment.carried_to = next_task
    if next_task.assignments.filter(first_organisation=assignment.organisation).exists():
        return
    draft = draft_assignment(
        next_task, assignment.organisation, responsible=assignment.responsible, deadline_on=next_task.deadline_on
    )
    draft.save(force_insert=True)


def _tell(assignment: Assignment, act: Act, *, by: Actor | None, at: datetime, quote: str = "") -> None:
    audience = queries.audience(assignment, rules.TRANSITIONS[act].tells, on=local_day(at))
    tell(assignment, TOLD_AS[act], to=audience, by=by, at=at, quote=quote)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
