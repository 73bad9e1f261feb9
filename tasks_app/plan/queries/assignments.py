"""Which work there is, whose it is, and in which order it is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from datetime import date, datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept, kept_rows
from tasks_app.common.text import folded
from tasks_app.organisations.models import Organisation
from tasks_app.organisations.queries import groups_on, members_of
from tasks_app.people.models import Person
from tasks_app.people.queries import REPORTING_ROLES, Standing, focal_officers, holding
from tasks_app.plan.enums import Audience, State, TaskStatus
from tasks_app.plan.models import (
    Assignment,
    Contribution,
    JudgedQuerySet,
    KeyTask,
    Notification,
    Plan,
    Task,
    status_condition,
)
from tasks_app.plan.queries.days import PlanDay
from tasks_app.plan.queries.key_units import key_units_of
from tasks_app.plan.rules import GATHERED_FOR, WORST_FIRST, Yardstick, task_status, told_since

KEY_UNITS = "key_units"
TASK_NUMBER = re.compile(r"(\d{1,3})\.(\d{1,3})")  # "1.3" is the third task of key task 1


def current_plan(*, on: date) -> Plan | None:
    """The plan in force on a day: the latest that had begun and was published by then, or the first to come.

    Drafts are none. What was published later than it begins is in force from then on, so that the boards of the days
    before stay those of the plan that people worked by. At most two queries, where it is kept already one.
    """
    its = _plan_in_force(on)
    return copy(its) if its else None


@kept(Part.PLANS, size=64)
def _plan_in_force(on: date) -> Plan | None:
    published = Plan.objects.published()
    by_then = published.filter(starts_on__lte=on, published_at__lt=at_time(on + timedelta(days=1)))
    return by_then.order_by("-year").first() or published.order_by("year").first()


def yardstick(plan: Plan, *, today: date) -> Yardstick:
    """What a plan's assignments are measured with; it takes the calendar."""
    return plan.yardstick(today=today, calendar=working_calendar())


def group_choices(plan: Plan | None, *, on: date) -> list[tuple[str, str]]:
    """(key, name) of the groups that lists and boards are narrowed to on a day, key units first."""
    key_units = [(KEY_UNITS, _("Key units"))] if plan and _has_key_units(plan, on) else []
    return key_units + [(key, name) for key, name in groups_on(on) if key != KEY_UNITS]


@kept(Part.PLANS, Part.ORGANISATIONS)
def _has_key_units(plan: Plan, on: date) -> bool:
    return key_units_of(plan, on=on).exists()


def organisations_in(group: str, *, on: date, plan: Plan | None) -> QuerySet[Organisation]:
    """The organisations of one of the ``group_choices``; none for a group that is not known. At most one query."""
    if group == KEY_UNITS and plan:
        return key_units_of(plan, on=on)
    return members_of(group, on=on)


def own_assignments(who: Standing) -> QuerySet[Assignment]:
    """Those that a person answers for: as responsible member, or as focal officer of the lead organisation."""
    return with_names(Assignment.objects.in_force()).filter(
        Q(responsible=who.person) | Q(organisation__in=who.reports_for)
    )


def overseen_assignments(who: Standing) -> QuerySet[Assignment]:
    """Those of the organisations that a member oversees."""
    return with_names(Assignment.objects.in_force()).filter(organisation__in=who.oversees)


def visible_assignments(who: Standing) -> QuerySet[Assignment]:
    """What a person may see: everything, or what he answers for, oversees or contributes to. Never drafts
    but for the secretariat's side, which alone sees those of tasks that are drafts themselves."""
    assignments = with_names(Assignment.objects.all())
    if who.sees_drafts:
        return assignments
    if who.sees_everything:
        return assignments.filter(task__issued_on__isnull=False)
    if not who.roles:
        return assignments.none()
    # Each way by its own index: joined by OR they would be looked for among all that there are.
    own, every = Assignment.objects.order_by().values("pk"), who.reports_for | who.oversees
    ways = own.filter(responsible=who.person), own.filter(organisation__in=every)
    given = Contribution.objects.order_by().filter(organisation__in=who.reports_for).values("assignment")
    return assignments.exclude(state=State.DRAFT).filter(pk__in=ways[0].union(ways[1], given))


def visible_on(day: PlanDay, who: Standing) -> JudgedQuerySet:
    """How that stood on a day which a person may see now."""
    if not day.is_past:
        return visible_assignments(who).of_plan(day.plan)
    then = with_names(day.assignments())
    return then if who.sees_everything else then.filter(assignment__in=visible_assignments(who).values("pk"))


def with_names(assignments: JudgedQuerySet) -> JudgedQuerySet:
    """With all that a row of a list shows, in the same query."""
    return assignments.select_related("task__key_task__plan", "organisation", "responsible")


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """Those that are out."""
    return (
        Task.objects.issued()
        .filter(key_task__plan=plan)
        .select_related("key_task", "clause")
        .order_by("key_task__number", "order")
    )


def tasks_of_later_plans(plan: Plan) -> QuerySet[Task]:
    """Those in which work of a plan can go on, drafts too."""
    return (
        Task.objects.filter(key_task__plan__year__gt=plan.year)
        .select_related("key_task__plan")
        .order_by("key_task__plan__year", "key_task__number", "order")
    )


def status_of_tasks(states: Iterable[tuple[int, str]]) -> dict[int, TaskStatus | None]:
    """How each task stands, from (task, state of one of its assignments) pairs."""
    by_task: dict[int, list[State]] = {}
    for task, state in states:
        by_task.setdefault(task, []).append(State(state))
    return {task: task_status(its_states) for task, its_states in by_task.items()}


def tasks_with(word: str) -> QuerySet[Task]:
    """The tasks that have a folded word in their title or deliverable, or that are numbered so ("1.3")."""
    condition = Q(search__contains=word)
    if number := TASK_NUMBER.fullmatch(word):
        condition |= Q(key_task__number=number[1], order=number[2])
    return Task.objects.filter(condition)


def tasks_asked_for(plan: Plan, *, text: str = "", document: int | None = None) -> QuerySet[Task]:
    """The tasks of a plan with every word of a text, or which a document orders or is a basis of."""
    tasks = tasks_of(plan)
    for word in folded(text).split():
        tasks = tasks.filter(pk__in=tasks_with(word))
    if document is not None:
        orders = Task.objects.filter(Q(clause__document=document) | Q(basis_documents=document))
        tasks = tasks.filter(pk__in=orders)
    return tasks


def with_words(assignments: JudgedQuerySet, text: str) -> JudgedQuerySet:
    """Those that have every word, with or without its marks, in their task, its number or their lead organisation.

    Tasks and organisations are few, so each word is looked for there and not in the rows of a join.
    """
    for word in folded(text).split():
        organisations = Organisation.objects.filter(search__contains=word)
        assignments = assignments.filter(
            Q(task__in=tasks_with(word).values("pk")) | Q(organisation__in=organisations.values("pk"))
        )
    return assignments


LISTED = (Part.WORK, Part.PLANS, Part.ORGANISATIONS)  # of what data a list of assignments is made, as who they are in


def organisations_of(assignments: JudgedQuerySet) -> Sequence[Organisation]:
    """Those that lead some of these assignments, with their names; the database looks for one of each and stops."""
    found = Organisation.objects.filter(Exists(assignments.order_by().filter(organisation=OuterRef("pk"))))
    return kept_rows(found.only("name_vi", "name_en"), *LISTED)


def members_of_work(assignments: JudgedQuerySet) -> Sequence[Person]:
    """Those who are responsible for some of these assignments, with their names."""
    found = Person.objects.filter(Exists(assignments.order_by().filter(responsible=OuterRef("pk"))))
    return kept_rows(found.only("full_name"), *LISTED, Part.PEOPLE)


def key_tasks_of(plan: Plan) -> Sequence[KeyTask]:
    """All of a plan, in their order."""
    return kept_rows(plan.key_tasks.order_by("number"), Part.PLANS)


def in_order(assignments: JudgedQuerySet, sort: str, by: Yardstick) -> JudgedQuerySet:
    """Sorted by deadline, organisation, task, percent, days or last word ("-days": descending).

    Otherwise the worst first, then by deadline.

    ``days`` are those past the deadline, counted until the clock stopped. What was never reported on has been silent
    for longest.
    """
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    keys = {
        "deadline": [F("deadline_on")],
        "organisation": [F("organisation__order")],
        "task": [F("task__key_task__number"), F("task__order")],
        "percent": [F("percent")],
        "last_word": [Coalesce("last_word_on", Value(date.min))],
        "days": [Coalesce("completed_on", "submitted_on", Value(by.today)) - F("counts_until_on")],
    }.get(name) or [_rank(by), F("deadline_on")]
    ordered = (key.desc(nulls_last=True) if descending else key.asc(nulls_last=True) for key in keys)
    return assignments.order_by(*ordered, "task__key_task__number", "task__order", "organisation__order", "pk")


def _rank(by: Yardstick) -> Case:
    """The place of an assignment's status among the worst."""
    return Case(*(When(status_condition(status, by), then=Value(place)) for place, status in enumerate(WORST_FIRST)))


def recipients_of(assignment: Assignment, able: set[int], officers: dict[int, list[Person]]) -> list[Person]:
    """Of the responsible member and the lead organisation's focal officers, each once, those whom a mail reaches."""
    member = assignment.responsible
    candidates = [member] if member.pk in able else []
    return reachable(candidates + officers.get(assignment.organisation_id, []))


def reachable(people: Iterable[Person]) -> list[Person]:
    """Each once, and only who may sign in and has an address."""
    return list({person.pk: person for person in people if person.is_active and person.email}.values())


def audience(assignment: Assignment, kinds: Collection[Audience], *, on: date) -> list[Person]:
    """The people of these audiences on a day, each once; two or three queries, none for no audience."""
    if not kinds:
        return []
    people: list[Person] = []
    others = set()
    if Audience.COORDINATING in kinds:
        others = set(Contribution.objects.filter(assignment=assignment).values_list("organisation", flat=True))
    officers = focal_officers({assignment.organisation_id} | others, on=on)
    if Audience.REPORTERS in kinds:
        able = holding(REPORTING_ROLES, {assignment.responsible_id}, on=on)
        people += recipients_of(assignment, able, officers)
    for organisation in others:
        people += officers.get(organisation, [])
    return reachable(people)


def untold(*, since: datetime) -> QuerySet[Notification]:
    return Notification.objects.filter(message__isnull=True, at__gte=since)


def with_what_it_is_about(notifications: QuerySet[Notification]) -> QuerySet[Notification]:
    return notifications.select_related(
        "assignment__task__key_task__plan", "assignment__organisation", "by", "for_person"
    ).order_by("at", "pk")


def people_to_tell(*, at: datetime, calendar: WorkingCalendar) -> list[Person]:
    """Who has something to be told and to whom nothing happened in the last minutes; two queries."""
    waiting = untold(since=told_since(at, calendar))
    still_gathering = waiting.filter(at__gt=at - GATHERED_FOR).values("person")
    people = waiting.exclude(person__in=still_gathering).values("person")
    return list(Person.objects.filter(pk__in=people, is_active=True).exclude(email="").order_by("name_key", "pk"))
