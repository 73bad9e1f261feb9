"""What the list of assignments shows of its rows besides their own columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.dates import at_time
from tasks_app.plan.enums import Column
from tasks_app.plan.models import Assignment, Clause, Contribution, Phase, Task


@dataclass(frozen=True)
class Deadlines:
    """The deadline that was set at first, and how often it has been moved since."""

    original_on: date | None = None
    times_moved: int = 0


@dataclass(frozen=True)
class Beside:
    """By the primary keys of assignments, and of tasks for the documents; empty for columns that are not shown."""

    deadlines: dict[int, Deadlines] = field(default_factory=dict)
    coordinating: dict[int, list[str]] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)


def beside(rows: Iterable[Assignment | Phase], columns: Collection[Column], *, on: date) -> Beside:
    """What these rows of a list show in these columns at the end of a day; at most three queries."""
    keys, tasks = {row.key for row in rows}, {row.task_id for row in rows}
    return Beside(
        deadlines=_deadlines(keys, on) if {Column.ORIGINAL, Column.EXTENSIONS} & set(columns) else {},
        coordinating=_coordinating(keys) if Column.COORDINATING in columns else {},
        documents=_documents(tasks) if Column.DOCUMENT in columns else {},
    )


def _deadlines(keys: Collection[int], on: date) -> dict[int, Deadlines]:
    moved = Q(deadline_changes__version__gt=1, deadline_changes__at__lt=at_time(on + timedelta(days=1)))
    rows = Assignment.objects.filter(pk__in=keys).order_by().annotate(times=Count("deadline_changes", filter=moved))
    return {
        pk: Deadlines(original_on, times)
        for pk, original_on, times in rows.values_list("pk", "original_deadline_on", "times")
    }


def _coordinating(keys: Collection[int]) -> dict[int, list[str]]:
    names = defaultdict(list)
    rows = Contribution.objects.filter(assignment__in=keys).select_related("organisation")
    for contribution in rows.order_by("organisation__order", "pk"):
        names[contribution.assignment_id].append(contribution.organisation.name)
    return names


def _documents(tasks: Collection[int]) -> dict[int, str]:
    """The document that orders a task, by its number where it has one, and the clause."""
    rows = Task.objects.filter(pk__in=tasks, clause__isnull=False).select_related("clause__document").order_by("pk")
    return {task.pk: clause_in_words(task.clause) for task in rows}


def clause_in_words(clause: Clause) -> str:
    """The number of the document, or its day, and the clause; titles are too long for a column."""
    document, code = clause.document, _("clause %(code)s") % {"code": clause.code}
    if document.number:
        return f"{document.number}, {code}"
    if document.issued_on:
        return _("document of %(date)s, %(clause)s") % {
            "date": date_format(document.issued_on, "DATE_FORMAT"),
            "clause": code,
        }
    return code
