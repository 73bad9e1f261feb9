"""Deadlines of assignments and the days of contributions, each with its course through the phases of the work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.feeds.queries.asked import Asked
from tasks_app.feeds.rules import CALLED_OFF_FOR, KEPT_FOR, Course, Event, Face, course, is_shown
from tasks_app.feeds.wording import contribution_title, contribution_words, deadline_title, deadline_words
from tasks_app.journal.models import Entry
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry, Phase
from tasks_app.plan.queries import with_names
from tasks_app.plan.rules import IN_FORCE, WORKED_ON

OPEN = WORKED_ON | {State.SUBMITTED}
ONE_DAY = timedelta(days=1)
# The columns of a phase that a face is made of.
COLUMNS = ("valid_from", "state", "deadline_on", "counts_until_on", "responsible_id", "organisation_id")


def deadlines(asked: Asked) -> list[Event]:
    """One event an assignment: its deadline, until whose end it counts. Completed ones stay, with another title; what
    was stopped or has passed to somebody else stays for a while as called off. Two queries."""
    recent = asked.today - CALLED_OFF_FOR
    led = Phase.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=recent - ONE_DAY),
        Q(state__in=OPEN) | Q(counts_until_on__gt=asked.today - KEPT_FOR) | Q(valid_from__gte=recent),
        asked.leads(),
    )

    def face(_since: date, state: str, set_on: date, on: date, responsible: int, organisation: int) -> Face | None:
        is_in = on is not None and state in IN_FORCE and asked.is_led(responsible, organisation)
        return Face(on, set_on, is_done=state == State.COMPLETED) if is_in else None

    courses = _courses(led.values("assignment"), face)
    assignments = with_names(Assignment.objects.filter(pk__in=led.values("assignment"))).order_by("pk")
    events = ((one, _deadline(one, courses[one.pk], asked)) for one in assignments if courses.get(one.pk))
    return [event for one, event in events if is_shown(event, is_open=one.state in OPEN, today=asked.today)]


def _deadline(assignment: Assignment, its: Course, asked: Asked) -> Event:
    """Who does not answer for it any more is told no more than that."""
    is_led = asked.is_led(assignment.responsible_id, assignment.organisation_id)
    return Event(
        name=f"assignment-{assignment.pk}",
        on=its.face.on,
        title=deadline_title(assignment, is_done=its.face.is_done, is_called_off=its.is_called_off),
        description=deadline_words(assignment, its.face) if is_led else "",
        sequence=its.sequence,
        changed_at=at_time(its.changed_on),
        path=reverse("assignment_detail", args=[assignment.pk]) if is_led else "",
        is_called_off=its.is_called_off,
    )


def contributions(asked: Asked) -> list[Event]:
    """One event a contribution that the organisations are asked for: its day, or the deadline of the work where none
    was set. What was given stays; what the work went on without is called off. Three queries."""
    first_answer = ContributionEntry.objects.filter(contribution=OuterRef("pk")).order_by("revision").values("at")
    asked_for = (
        Contribution.objects.filter(organisation__in=asked.organisations)
        .exclude(assignment__state=State.DRAFT)
        .filter(Q(assignment__state__in=OPEN) | Q(assignment__deadline_on__gt=asked.today - KEPT_FOR))
        .select_related("organisation", "assignment__task__key_task__plan", "assignment__organisation")
        .annotate(answered_at=Subquery(first_answer[:1]))
        .order_by("pk")
    )
    their_work = asked_for.order_by().values("assignment")
    courses, dated = _courses(their_work, _face_of_contribution), _datings(their_work)
    events = []
    for one in asked_for:
        its = courses.get(one.assignment_id)
        face = _own_face(one, its, asked)
        if face is not None:
            event = _contribution(one, face, its, dated.get(one.assignment_id, (0, None)))
            is_open = one.answered_at is None and one.assignment.state in WORKED_ON
            events += [event] if is_shown(event, is_open=is_open, today=asked.today) else []
    return events


def _face_of_contribution(
    _since: date, state: str, set_on: date, on: date, _responsible: int, _organisation: int
) -> Face | None:
    """Done, as far as the work goes, is what takes no contributions any more."""
    return Face(on, set_on, is_done=state not in WORKED_ON) if state != State.DRAFT else None


def _own_face(contribution: Contribution, its: Course | None, asked: Asked) -> Face | None:
    """On its own day where it has one; None where there is no day at all."""
    is_given = contribution.answered_at is not None
    if its is None:
        return None
    if contribution.due_on:
        plan = contribution.assignment.task.key_task.plan
        return Face(plan.counts_until(contribution.due_on, asked.calendar), contribution.due_on, is_given)
    return Face(its.face.on, its.face.set_on, is_given) if its.face.on else None


def _contribution(contribution: Contribution, face: Face, its: Course, dated: tuple) -> Event:
    assignment, (datings, dated_at) = contribution.assignment, dated
    is_called_off = not face.is_done and (its.face.is_done or its.is_called_off)
    moments = (at_time(its.changed_on), dated_at, contribution.answered_at)
    return Event(
        name=f"contribution-{contribution.pk}",
        on=face.on,
        title=contribution_title(assignment, is_given=face.is_done, is_called_off=is_called_off),
        description=contribution_words(contribution, face),
        sequence=its.sequence + datings + face.is_done,
        changed_at=max(moment for moment in moments if moment),
        path=reverse("assignment_detail", args=[assignment.pk]),
        is_called_off=is_called_off,
    )


def _courses(assignments: QuerySet, face: Callable[..., Face | None]) -> dict[int, Course | None]:
    """The course of each of some assignments (a query for their keys) through its phases; one query."""
    phases = defaultdict(list)
    rows = Phase.objects.filter(assignment__in=assignments).order_by("assignment", "valid_from", "pk")
    for assignment, *columns in rows.values_list("assignment_id", *COLUMNS):
        phases[assignment].append((columns[0], face(*columns)))
    return {assignment: course(faces) for assignment, faces in phases.items()}


def _datings(assignments: QuerySet) -> dict[int, tuple]:
    """How often days were set for the contributions to some assignments, and when for the last time; one query."""
    entries = Entry.objects.filter(verb="contribution.dated", subject_kind="assignment", subject_id__in=assignments)
    counted = entries.order_by().values_list("subject_id").annotate(Count("pk"), Max("at"))
    return {assignment: (number, last) for assignment, number, last in counted}
