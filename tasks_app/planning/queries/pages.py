"""What the pages of a plan show; each a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tasks_app.common.text import folded
from tasks_app.people.queries import REPORTING_ROLES, focal_officers, holding
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, Clause, Contribution, KeyTask, Plan, Shortcoming, Task
from tasks_app.plan.queries import reachable, tasks_of_later_plans, with_names
from tasks_app.plan.rules import TRANSITIONS
from tasks_app.planning.queries.checking import checklist_of, tasks_with_counts
from tasks_app.planning.rules import Checklist, shifted_words

FINISHED = (State.COMPLETED, State.CANCELLED, State.CARRIED_OVER)


def plans() -> QuerySet[Plan]:
    """All of them with the numbers of their ``tasks`` and of what they give out (``work``), the latest first."""
    tasks = Task.objects.filter(key_task__plan=OuterRef("pk")).order_by().values("key_task__plan")
    work = Assignment.objects.filter(task__key_task__plan=OuterRef("pk")).order_by().values("task__key_task__plan")
    return Plan.objects.annotate(
        tasks=Coalesce(Subquery(tasks.annotate(number=Count("pk")).values("number")), 0),
        work=Coalesce(Subquery(work.annotate(number=Count("pk")).values("number")), 0),
    ).order_by("-year")


@dataclass(frozen=True)
class TaskLine:
    """``task`` has the numbers ``leads`` and ``without_member``; ``lacks``: what it lacks."""

    task: Task
    lacks: Checklist


@dataclass(frozen=True)
class KeyTaskLines:
    key_task: KeyTask
    tasks: list[TaskLine]


@dataclass(frozen=True)
class Editor:
    """All from which a plan is edited."""

    key_tasks: list[KeyTaskLines]
    checklist: Checklist
    shortcomings: list[Shortcoming]
    clauses: list[Clause]

    @property
    def number_of_tasks(self) -> int:
        return sum(len(one.tasks) for one in self.key_tasks)

    @property
    def number_of_leads(self) -> int:
        return sum(line.task.leads for one in self.key_tasks for line in one.tasks)


def editor(plan: Plan, *, on: date) -> Editor:
    """A plan as its editor shows it; six queries."""
    lines = defaultdict(list)
    checklist = checklist_of(plan, on=on)
    for task in tasks_with_counts(Task.objects.filter(key_task__plan=plan).select_related("key_task", "clause"), on):
        lines[task.key_task_id].append(TaskLine(task, checklist.of_task(task.pk)))
    document = plan.source_document
    return Editor(
        [KeyTaskLines(one, lines[one.pk]) for one in plan.key_tasks.order_by("number")],
        checklist,
        list(plan.shortcomings.order_by("number")),
        list(document.clauses.order_by("code")) if document else [],
    )


@dataclass(frozen=True)
class Coverage:
    clauses: list[Clause]
    tasks: list[Task]
    shortcomings: list[Shortcoming]

    @property
    def is_whole(self) -> bool:
        return not (self.clauses or self.tasks or self.shortcomings)


def coverage(plan: Plan) -> Coverage:
    """The clauses of the plan's document that no task carries out, the tasks without a clause, the shortcomings that no
    task answers; three queries."""
    its = Task.objects.filter(key_task__plan=plan)
    carried_out = its.filter(clause__isnull=False).values("clause")
    answered = its.filter(shortcomings__isnull=False).values("shortcomings")
    clauses = Clause.objects.filter(document=plan.source_document_id).exclude(pk__in=carried_out)
    tasks = its.filter(clause__isnull=True).select_related("key_task").order_by("key_task__number", "order")
    return Coverage(
        list(clauses.order_by("code")),
        list(tasks),
        list(plan.shortcomings.exclude(pk__in=answered).order_by("number")),
    )


def people_told_by_publishing(plan: Plan, *, on: date) -> int:
    """How many people get a mail when the drafts of a plan go out on a day; at most four queries."""
    drafts = Assignment.objects.of_plan(plan).filter(state=State.DRAFT)
    rows = list(drafts.select_related("responsible").order_by("pk"))
    members = {one.responsible_id: one.responsible for one in rows if one.responsible}
    able = holding(REPORTING_ROLES, set(members), on=on)
    others = Contribution.objects.filter(assignment__in=drafts.values("pk")).values_list("organisation", flat=True)
    officers = focal_officers({one.organisation_id for one in rows} | set(others), on=on)
    people = [members[key] for key in able] + [one for its in officers.values() for one in its]
    return len(reachable(people))


def unconfirmed(plan: Plan) -> QuerySet[Task]:
    """The tasks whose deadline was read for them, and which nobody has confirmed yet."""
    its = Task.objects.filter(key_task__plan=plan, deadline_is_confirmed=False).exclude(deadline_kind="")
    return its.select_related("key_task").order_by("key_task__number", "order")


def open_work(plan: Plan) -> QuerySet[Assignment]:
    """What has to be finished, stopped or carried over before a plan can be closed."""
    found = with_names(Assignment.objects.of_plan(plan).exclude(state__in=FINISHED))
    return found.order_by("task__key_task__number", "task__order", "organisation__order", "pk")


def unissued_tasks(plan: Plan) -> QuerySet[Task]:
    return Task.objects.filter(key_task__plan=plan, issued_on__isnull=True).select_related("key_task")


@dataclass(frozen=True)
class Carrying:
    """Open work of one task; ``next_task``: where it would go on by its title, None where no title fits."""

    task: Task
    work: list[Assignment]
    next_task: Task | None


def carrying(plan: Plan) -> tuple[list[Carrying], list[Task]]:
    """The work that can be carried over, by its tasks, and the tasks in which it could go on; two queries."""
    possible = Q(state__in=TRANSITIONS[Act.CARRY_OVER].before)
    rows = with_names(Assignment.objects.of_plan(plan).filter(possible))
    by_task: dict[int, list[Assignment]] = defaultdict(list)
    for one in rows.order_by("task__key_task__number", "task__order", "organisation__order", "pk"):
        by_task[one.task_id].append(one)
    later = list(tasks_of_later_plans(plan))
    by_title = {folded(task.title_vi): task for task in reversed(later)}
    found = []
    for work in by_task.values():
        task = work[0].task
        titles = (task.title_vi, *_in_later_years(task.title_vi, plan.year, later))
        fits = next((by_title[folded(one)] for one in titles if folded(one) in by_title), None)
        found.append(Carrying(task, work, fits))
    return found, later


def _in_later_years(title: str, year: int, later: list[Task]) -> list[str]:
    return [shifted_words(title, old=year, new=new) for new in sorted({one.key_task.plan.year for one in later})]


def work_of_plan(plan: Plan) -> dict[int, list[Assignment]]:
    """Task -> who has it, as ``work_of``; two queries for all of them."""
    found = defaultdict(list)
    rows = Assignment.objects.of_plan(plan).select_related("organisation", "responsible")
    ordered = rows.order_by("organisation__order", "organisation", "pk")
    for one in ordered.prefetch_related("contributions__organisation"):
        found[one.task_id].append(one)
    return found


def work_of(task: Task) -> list[Assignment]:
    """Who has a task, in the official order, with who coordinates; two queries."""
    rows = task.assignments.select_related("organisation", "responsible")
    return list(
        rows.prefetch_related("contributions__organisation").order_by("organisation__order", "organisation", "pk")
    )
