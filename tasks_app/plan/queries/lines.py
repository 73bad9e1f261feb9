"""The assignments of a long list as plain values, in one statement, read as they come from the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Case, Count, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from tasks_app.plan.models import DeadlineChange, JudgedQuerySet
from tasks_app.plan.queries.days import PlanDay

AT_A_TIME = 2000  # rows that the database hands over together


class Line(NamedTuple):
    """An assignment as it stood at the end of a day; what it names is there by primary keys.

    ``times_moved``: how often its deadline was moved; ``coordinating``: its other organisations, in their order.
    """

    key: int
    task: int
    organisation: int
    responsible: int | None
    state: str
    status: str
    deadline_on: date | None
    counts_until_on: date | None
    submitted_on: date | None
    completed_on: date | None
    percent: int | None
    last_word_on: date | None
    original_deadline_on: date | None
    times_moved: int
    coordinating: tuple[int, ...]


def lines(found: JudgedQuerySet, on: PlanDay) -> Iterator[Line]:
    """What was found of a plan on a day, in its order, a batch at a time: memory stays flat however many there are.

    Objects would cost more than reading and writing them together.
    """
    of_assignment = "assignment__" if on.is_past else ""
    contribution = f"{of_assignment}contributions"
    rows = (
        found.with_status(on.by)
        .annotate(times_moved=_times_moved(on, of_assignment))
        .order_by(*found.query.order_by, f"{contribution}__organisation__order", f"{contribution}__pk")
        .values_list(
            on.key,
            "task",
            "organisation",
            "responsible",
            "state",
            "status",
            "deadline_on",
            "counts_until_on",
            "submitted_on",
            "completed_on",
            "percent",
            "last_word_on",
            f"{of_assignment}original_deadline_on",
            "times_moved",
            f"{contribution}__organisation",
        )
    )
    return map(_line, groupby(rows.iterator(chunk_size=AT_A_TIME), itemgetter(0)))


def _line(group: tuple[int, Iterator[tuple]]) -> Line:
    """Of the rows of one assignment: there is one for each coordinating organisation, or one without any."""
    _key, rows = group
    first, *others = rows
    coordinating = (first[-1], *(other[-1] for other in others)) if first[-1] else ()
    return Line._make((*first[:-1], coordinating))


def _times_moved(on: PlanDay, of_assignment: str) -> Case:
    """By the end of the day. Most deadlines are still the first, and for those nothing is looked up."""
    moved = DeadlineChange.objects.filter(assignment=OuterRef(on.key), version__gt=1, at__lt=on.end)
    counted = moved.order_by().values("assignment").annotate(times=Count("pk")).values("times")
    is_moved = {f"{of_assignment}deadline_version__gt": 1}
    return Case(When(**is_moved, then=Coalesce(Subquery(counted), 0)), default=0)
