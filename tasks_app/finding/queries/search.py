"""One search over what the product holds: only what a person may see, best matches first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Value, When, Window

from tasks_app.common.paging import in_full
from tasks_app.common.text import folded
from tasks_app.finding.enums import Kind
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Person
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment, Clause, Plan, SourceDocument, Task
from tasks_app.plan.queries import TASK_NUMBER, in_order, tasks_asked_for, visible_assignments, with_names, with_words
from tasks_app.plan.rules import Yardstick
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import Evidence, EvidenceFile

AT_A_TIME = 1000  # rows
FIRST, LAST = -1, 3  # places in the order of matches
COMMITTEE = (Role.LEADER, Role.MEMBER, Role.SECRETARIAT)


@dataclass(frozen=True)
class Search:
    """What is looked for, by whom, and on which day; ``by`` and ``plan`` are None while no plan is entered."""

    text: str
    who: Standing
    plan: Plan | None
    by: Yardstick | None
    on: date

    @property
    def phrase(self) -> str:
        return folded(self.text)

    @property
    def words(self) -> list[str]:
        return self.phrase.split()


@dataclass(frozen=True)
class Found:
    """The first of what was found of a kind, and how many there are in all.

    ``is_close``: whether the best of them has the words together, as they were typed.
    """

    kind: Kind
    number: int
    rows: list
    is_close: bool = False


def first_found(search: Search, *, of_each: int) -> list[Found]:
    """The best of each kind that something was found of; one query a kind, two where there are many.

    Kinds in which the words stand together come before those in which they are scattered. Assignments have the words
    of their tasks and organisations, and so their place.
    """
    found = [_first(search, kind, of_each) for kind in Kind] if search.words else []
    close = {one.kind for one in found if one.is_close}
    if close & {Kind.TASKS, Kind.ORGANISATIONS}:
        close.add(Kind.ASSIGNMENTS)
    return sorted((one for one in found if one.number), key=lambda one: one.kind not in close)


def _first(search: Search, kind: Kind, number: int) -> Found:
    found = everything_found(search, kind).annotate(hits=Window(Count("pk")))
    if kind in MANY:
        best = list(found.values_list("pk", "hits", "rank")[:number])
        rows = in_full(whole(kind), [key for key, _hits, _rank in best])
    else:
        rows = list(found[:number])
        best = [(row.pk, row.hits, row.rank) for row in rows]
    if not best:
        return Found(kind, 0, [])
    _key, hits, rank = best[0]
    return Found(kind, hits, rows, is_close=rank < LAST)


def everything_found(search: Search, kind: Kind) -> QuerySet:
    """All of a kind in which every word is found, the best matches first; needs at least one word."""
    return FINDERS[kind](search)


def each_found(search: Search, kind: Kind) -> Iterator:
    """The same, row by row, with all that a line shows; a query for each thousand of a kind that has many."""
    found = everything_found(search, kind)
    if kind not in MANY:
        yield from found.iterator(chunk_size=AT_A_TIME)
        return
    keys = list(found.values_list("pk", flat=True))
    for first in range(0, len(keys), AT_A_TIME):
        yield from in_full(whole(kind), keys[first : first + AT_A_TIME])


def whole(kind: Kind) -> QuerySet | None:
    """From what the rows of a kind of which there are many are read, with all that a line shows; None of the others."""
    return MANY.get(kind)


def _with_words(rows: QuerySet, search: Search) -> QuerySet:
    """Those with every word; first where the words begin the text, then where they begin a word of it."""
    for word in search.words:
        rows = rows.filter(search__contains=word)
    return rows.annotate(rank=_rank(search))


def _rank(search: Search) -> Case:
    return Case(*_places(search), default=LAST)


def _places(search: Search) -> list[When]:
    return [
        When(search__startswith=search.phrase, then=0),
        When(search__contains=f" {search.phrase}", then=1),
        When(search__contains=search.phrase, then=2),
    ]


def _tasks(search: Search) -> QuerySet[Task]:
    """By their number or by their words; the number that was asked for comes first."""
    if search.plan is None:
        return Task.objects.none()
    rows = tasks_asked_for(search.plan, text=search.text)
    number = TASK_NUMBER.fullmatch(search.phrase)
    exact = [When(key_task__number=number[1], order=number[2], then=FIRST)] if number else []
    rank = Case(*exact, *_places(search), default=LAST)
    return rows.annotate(rank=rank).order_by("rank", "key_task__number", "order")


def _assignments(search: Search) -> QuerySet[Assignment]:
    """Those of the list of assignments; the worst come first, as there."""
    if search.plan is None:
        return Assignment.objects.none().annotate(rank=Value(LAST))
    visible = visible_assignments(search.who).of_plan(search.plan).in_force()
    return in_order(with_words(visible, search.text), "", search.by).annotate(rank=Value(LAST))


def _organisations(search: Search) -> QuerySet[Organisation]:
    """Those that have begun; those that are no more come last, with what became of them."""
    begun = Organisation.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=search.on), is_only_prepared=False
    )
    ended = Case(When(valid_to__lt=search.on, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = _with_words(begun.select_related("successor"), search).annotate(has_ended=ended)
    return rows.annotate(has_work=_has_work(search, "organisation")).order_by("has_ended", "rank", "order", "pk")


def _people(search: Search) -> QuerySet[Person]:
    """Who follows everything finds everybody; others the committee, and the focal officers they work with."""
    people = Person.objects.filter(is_active=True)
    if not search.who.sees_everything:
        known = Q(role__in=COMMITTEE) | Q(organisation__in=search.who.reports_for | search.who.oversees)
        people = people.filter(pk__in=Appointment.objects.in_force(search.on).filter(known).values("person"))
    seats = Appointment.objects.filter(person=OuterRef("pk"), role__in=(Role.MEMBER, Role.LEADER))
    rows = _with_words(people, search).annotate(has_work=_has_work(search, "responsible"), is_member=Exists(seats))
    return rows.order_by("rank", "name_key", "pk")


def _has_work(search: Search, role: str) -> Exists | Value:
    """Whether the searcher sees work of that organisation or person, so that there is a list to lead to."""
    if search.plan is None:
        return Value(False)
    visible = visible_assignments(search.who).of_plan(search.plan).in_force()
    return Exists(visible.order_by().filter(**{role: OuterRef("pk")}))


def _documents(search: Search) -> QuerySet[SourceDocument]:
    return _with_words(SourceDocument.objects.all(), search).order_by("rank", "-issued_on", "pk")


def _clauses(search: Search) -> QuerySet[Clause]:
    return _with_words(Clause.objects.select_related("document"), search).order_by("rank", "document", "code")


def _evidence(search: Search) -> QuerySet[Evidence]:
    """Documents that sent reports name; one that several reports on the same work name is shown once."""
    sent = Evidence.objects.exclude(report__state=ReportState.DRAFT)
    matching = _with_words(_of_visible(sent, "report__assignment", search), search)
    newest = matching.order_by().values("report__assignment", "number").annotate(newest=Max("pk")).values("newest")
    rows = Evidence.objects.filter(pk__in=newest).annotate(rank=_rank(search))
    return rows.order_by("rank", "-issued_on", "-pk")


def _files(search: Search) -> QuerySet[EvidenceFile]:
    """Files that a sent report carries."""
    sent = EvidenceFile.objects.with_sent().filter(is_sent=True)
    return _with_words(_of_visible(sent, "assignment", search), search).order_by("rank", "-uploaded_at", "-pk")


def _of_visible(rows: QuerySet, path: str, search: Search) -> QuerySet:
    if search.who.sees_everything:
        return rows
    return rows.filter(**{f"{path}__in": visible_assignments(search.who).values("pk")})


FINDERS: dict[Kind, Callable[[Search], QuerySet]] = {
    Kind.TASKS: _tasks,
    Kind.ASSIGNMENTS: _assignments,
    Kind.ORGANISATIONS: _organisations,
    Kind.PEOPLE: _people,
    Kind.DOCUMENTS: _documents,
    Kind.CLAUSES: _clauses,
    Kind.EVIDENCE: _evidence,
    Kind.FILES: _files,
}
# Of these there are so many that the database sorts their keys alone, and only the best are read.
MANY: dict[Kind, QuerySet] = {
    Kind.ASSIGNMENTS: with_names(Assignment.objects.all()),
    Kind.EVIDENCE: Evidence.objects.select_related(
        "report__assignment__task__key_task", "report__assignment__organisation"
    ),
    Kind.FILES: EvidenceFile.objects.select_related("assignment__task__key_task", "assignment__organisation"),
}
