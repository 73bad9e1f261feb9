"""The checklist of a plan, from what is stored."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from tasks_app.plan.enums import State
from tasks_app.plan.models import Plan, Task
from tasks_app.planning.rules import Checklist, TaskFacts, checklist


def checklist_of(plan: Plan, *, on: date) -> Checklist:
    """What a plan lacks on a day; two queries, however many tasks it has."""
    tasks = [_facts(task) for task in tasks_with_counts(Task.objects.filter(key_task__plan=plan), on)]
    empty = plan.key_tasks.filter(tasks__isnull=True).order_by("number").values_list("pk", flat=True)
    return checklist(tasks, list(empty), has_document=plan.source_document_id is not None)


def checklist_of_task(task: Task, *, on: date) -> Checklist:
    """What one task lacks by itself; one query."""
    [counted] = tasks_with_counts(Task.objects.filter(pk=task.pk), on)
    return checklist([_facts(counted)], [], has_document=True)


def tasks_with_counts(tasks: QuerySet[Task], on: date) -> QuerySet[Task]:
    """In their order, with the numbers that ``TaskFacts`` names."""
    draft = Q(assignments__state=State.DRAFT)
    return tasks.order_by("key_task__number", "order").annotate(
        leads=Count("assignments"),
        without_member=Count("assignments", filter=draft & Q(assignments__responsible__isnull=True)),
        gone=Count("assignments", filter=draft & Q(assignments__organisation__valid_to__lt=on)),
    )


def _facts(task: Task) -> TaskFacts:
    return TaskFacts(
        key=task.pk,
        title=task.title_vi,
        leads=task.leads,
        without_member=task.without_member,
        gone=task.gone,
        has_deliverable=bool(task.deliverable_vi),
        has_deadline=bool(task.deadline_kind),
        is_confirmed=task.deadline_is_confirmed,
        has_words=bool(task.deadline_words_vi),
        has_clause=task.clause_id is not None,
    )
