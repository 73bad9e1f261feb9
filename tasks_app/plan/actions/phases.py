"""Every change of an assignment goes through here, so that its phases say of each past day how it stood."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import local_day
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Phase, Plan

BATCH = 1_000


def keep(assignment: Assignment, *fields: str, at: datetime) -> None:
    """Save these fields of an assignment and begin its next phase, inside the caller's transaction.

    A phase begins with the day of ``at``, or with that of the phase before where that lies later. Where nothing
    changes of what a phase holds none begins, so a repetition adds none.
    """
    assignment.save(update_fields=fields)
    day = local_day(at)
    last = Phase.objects.filter(assignment=assignment, valid_to__isnull=True).first()
    if last is not None:
        if last.holds_of(assignment):
            return
        day = max(day, last.valid_from)
        Phase.objects.filter(pk=last.pk).end(on=day - timedelta(days=1))
    Phase.of(assignment, since=day).save()


def keep_draft(assignment: Assignment, *fields: str) -> None:
    """Save these fields of an assignment that is not out yet; no phase tells of it."""
    if assignment.state != State.DRAFT:
        raise ValueError("work that is out is kept with its phases")
    assignment.save(update_fields=fields)


def set_deadline(assignment: Assignment, deadline_on: date | None) -> None:
    """Give an assignment a deadline, with the day until whose end it is good; not saved yet. One or two queries."""
    plan = assignment.task.key_task.plan
    assignment.deadline_on = deadline_on
    assignment.counts_until_on = plan.counts_until(deadline_on, working_calendar()) if deadline_on else None


@transaction.atomic
def follow_calendar(*, at: datetime) -> int:
    """After the calendar or a plan's rule for days off was changed: until when deadlines are good is found anew.

    Today's figures follow, and those of past days stay as they were. Returns the number of assignments whose deadline
    is good until another day now; a repetition finds none.
    """
    calendar = working_calendar()
    return sum(_follow(plan, calendar, at=at) for plan in Plan.objects.all())


def _follow(plan: Plan, calendar: WorkingCalendar, *, at: datetime) -> int:
    with_a_deadline = Assignment.objects.of_plan(plan).filter(deadline_on__isnull=False)
    pairs = with_a_deadline.order_by().values_list("deadline_on", "counts_until_on").distinct()
    moved = 0
    for deadline_on, counts_until_on in list(pairs):
        until = plan.counts_until(deadline_on, calendar)
        if until != counts_until_on:
            those = with_a_deadline.filter(deadline_on=deadline_on, counts_until_on=counts_until_on)
            moved += _move(list(those.order_by("pk").select_for_update(of=["self"])), until, at=at)
    return moved


def _move(assignments: list[Assignment], until: date, *, at: datetime) -> int:
    Assignment.objects.filter(pk__in=[one.pk for one in assignments]).update(counts_until_on=until)
    last = {one.assignment_id: one for one in Phase.objects.filter(assignment__in=assignments, valid_to__isnull=True)}
    begun: dict[date, list[Phase]] = {}
    for one in assignments:
        one.counts_until_on = until
        if one.pk not in last or last[one.pk].holds_of(one):
            continue  # no phase tells of a draft
        since = max(local_day(at), last[one.pk].valid_from)
        begun.setdefault(since, []).append(Phase.of(one, since=since))
    for since, phases in begun.items():
        their_last = [last[one.assignment_id].pk for one in phases]
        Phase.objects.filter(pk__in=their_last).end(on=since - timedelta(days=1))
        Phase.objects.bulk_create(phases, BATCH)
    return len(assignments)
