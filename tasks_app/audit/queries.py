"""What happened, from all tables that keep it, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import islice

from django.apps import apps
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tasks_app.audit.enums import Kind, Source
from tasks_app.audit.rules import MOST_TAKEN_OUT, SEARCHED_DAYS, WITH_ADDRESS, Place, verbs_of
from tasks_app.common.dates import at_time
from tasks_app.journal.models import DataView, Entry, ExportRecord
from tasks_app.people.models import FailedSignIn, Person
from tasks_app.plan.models import Assignment, Task

AT_A_TIME = 500


@dataclass(frozen=True)
class Asked:
    """What is looked for. ``kinds``: only of these; ``who`` did it or is it done for; ``about`` whom (primary keys);
    ``thing``: kind and key of what it is about; ``first``, ``last``: days; ``words``: what its details say."""

    kinds: tuple[Kind, ...]
    who: int | None = None
    about: int | None = None
    thing: tuple[str, int] | None = None
    address: str = ""
    words: str = ""
    first: date | None = None
    last: date | None = None

    def begins(self, today: date) -> date | None:
        """The first day that is looked at; words are not looked for in all years."""
        return self.first or (((self.last or today) - timedelta(days=SEARCHED_DAYS)) if self.words else None)


@dataclass(frozen=True)
class Found:
    source: Source
    row: Model

    @property
    def order(self) -> tuple:
        return (-self.row.at.timestamp(), self.source.value, -self.row.pk)

    @property
    def place(self) -> Place:
        return Place(self.row.at, self.source, self.row.pk)


def lines(asked: Asked, *, after: Place | None, today: date, at_most: int) -> list[Found]:
    """The newest lines after a place; a query for each source."""
    found = [_of(source, rows[:at_most]) for source, rows in sources(asked, after=after, today=today)]
    return list(islice(merge(*found, key=lambda one: one.order), at_most))


def all_lines(asked: Asked, *, today: date) -> Iterator[list[Found]]:
    """The newest MOST_TAKEN_OUT lines, in portions that are read as they are written; a query for each source and
    portion."""
    after, left = None, MOST_TAKEN_OUT
    while left > 0 and (page := lines(asked, after=after, today=today, at_most=min(AT_A_TIME, left))):
        yield page
        after, left = page[-1].place, left - len(page)


def number_of_lines(asked: Asked, *, today: date) -> int:
    """How many a file will have: counted as far as a file goes."""
    counted = (rows.order_by()[:MOST_TAKEN_OUT].count() for _, rows in sources(asked, after=None, today=today))
    return min(sum(counted), MOST_TAKEN_OUT)


def _of(source: Source, rows: Iterable[Model]) -> list[Found]:
    return [Found(source, row) for row in rows]


def sources(asked: Asked, *, after: Place | None, today: date) -> Iterator[tuple[Source, QuerySet]]:
    """Those that can have what is asked for, each narrowed to it and in order."""
    for source, narrowed in NARROWED.items():
        rows = narrowed(asked)
        if rows is None:
            continue
        if first := asked.begins(today):
            rows = rows.filter(at__gte=at_time(first))
        if asked.last:
            rows = rows.filter(at__lt=at_time(asked.last + timedelta(days=1)))
        yield source, _behind(rows, source, after).order_by("-at", "-pk")


def _behind(rows: QuerySet, source: Source, after: Place | None) -> QuerySet:
    if after is None:
        return rows
    if source == after.source:
        return rows.filter(Q(at__lt=after.at) | Q(at=after.at, pk__lt=after.key), at__lte=after.at)
    return rows.filter(at__lte=after.at) if source > after.source else rows.filter(at__lt=after.at)


def _entries(asked: Asked) -> QuerySet | None:
    verbs = verbs_of(asked.kinds)
    rows = _acted(Entry.objects.select_related("by", "for_person"), asked)
    if asked.address:
        with_address = [verb for verb in verbs if verb in WITH_ADDRESS]
        rows = rows.filter(verb__in=with_address, details__address=asked.address)
    elif len(asked.kinds) == 1:
        rows = rows.filter(verb__in=verbs)
    elif others := verbs_of([kind for kind in Kind if kind not in asked.kinds]):
        rows = rows.exclude(verb__in=others)  # so that a word which no list knows is there too
    if not verbs:
        return None
    if asked.about:
        rows = rows.filter(subject_kind="person", subject_id=asked.about)
    if asked.thing:
        rows = rows.filter(subject_kind=asked.thing[0], subject_id=asked.thing[1])
    if asked.words:
        # SQLite keeps letters beyond ASCII as \uXXXX.
        escaped = json.dumps(asked.words)[1:-1]
        said = rows.annotate(said=Cast("details", TextField()))
        rows = said.filter(Q(said__icontains=asked.words) | Q(said__icontains=escaped))
    return rows


def _exports(asked: Asked) -> QuerySet | None:
    if Kind.EXPORTS not in asked.kinds or asked.about or asked.thing or asked.address:
        return None
    rows = _acted(ExportRecord.objects.select_related("by", "for_person"), asked)
    return rows.filter(Q(query__icontains=asked.words) | Q(through__icontains=asked.words)) if asked.words else rows


def _failures(asked: Asked) -> QuerySet | None:
    if Kind.FAILURES not in asked.kinds or asked.who or asked.thing or asked.words:
        return None
    rows = FailedSignIn.objects.select_related("person")
    rows = rows.filter(person=asked.about) if asked.about else rows
    return rows.filter(address=asked.address) if asked.address else rows


def _views(asked: Asked) -> QuerySet | None:
    if Kind.VIEWS not in asked.kinds or asked.thing or asked.address or asked.words:
        return None
    rows = _acted(DataView.objects.select_related("by", "for_person", "person"), asked)
    return rows.filter(person=asked.about) if asked.about else rows


def _acted(rows: QuerySet, asked: Asked) -> QuerySet:
    return rows.filter(Q(by=asked.who) | Q(for_person=asked.who)) if asked.who else rows


NARROWED: dict[Source, Callable[[Asked], QuerySet | None]] = {
    Source.JOURNAL: _entries,
    Source.EXPORT: _exports,
    Source.FAILURE: _failures,
    Source.VIEW: _views,
}


# Kinds of things, as the journal calls them, whose rows say what they are called.
NAMED_BY_THEMSELVES = frozenset(
    {
        *("plan", "keytask", "sourcedocument", "meeting", "reportingperiod", "indicatordefinition", "calendarday"),
        *("organisation", "unit", "locality", "group", "reorganisation"),
    }
)


def subjects(found: Iterable[Found]) -> dict[tuple[str, int], str]:
    """What the lines are about is called so now, where it has a name; a query for each kind of thing."""
    keys: dict[str, set[int]] = {}
    for one in found:
        if one.source == Source.JOURNAL:
            keys.setdefault(one.row.subject_kind, set()).add(one.row.subject_id)
    named: dict[tuple[str, int], str] = {}
    if its := keys.get("person"):
        named |= {("person", one.pk): str(one) for one in Person.objects.filter(pk__in=its)}
    if its := keys.get("task"):
        named |= {("task", one.pk): one.title for one in Task.objects.filter(pk__in=its)}
    if its := keys.get("assignment"):
        work = Assignment.objects.filter(pk__in=its).select_related("task", "organisation")
        named |= {("assignment", one.pk): f"{one.task.title} ({one.organisation.short})" for one in work}
    for kind in NAMED_BY_THEMSELVES & keys.keys():
        model = apps.get_model("tasks_app", kind)
        named |= {(kind, one.pk): str(one) for one in model._base_manager.filter(pk__in=keys[kind])}
    return named


def people_in_the_log() -> list[Person]:
    """Who can be asked for: everybody with an account, those who left too."""
    return list(Person.objects.order_by("name_key", "pk"))
