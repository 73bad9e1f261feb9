"""What was last done to a plan, from the record."""

from __future__ import annotations

from django.db.models import Q

from tasks_app.journal.models import Entry
from tasks_app.plan.models import KeyTask, Plan, Shortcoming, Task

SHOWN = 20  # changes


def recent_entries(plan: Plan) -> list[Entry]:
    """The newest lines about the plan, its key tasks, tasks and shortcomings, with their people; one query."""
    its = {
        Plan: [plan.pk],
        KeyTask: KeyTask.objects.filter(plan=plan).values("pk"),
        Task: Task.objects.filter(key_task__plan=plan).values("pk"),
        Shortcoming: Shortcoming.objects.filter(plan=plan).values("pk"),
    }
    about = Q()
    for model, keys in its.items():
        about |= Q(subject_kind=model._meta.model_name, subject_id__in=keys)
    return list(Entry.objects.filter(about).select_related("by", "for_person").order_by("-at", "-pk")[:SHOWN])
