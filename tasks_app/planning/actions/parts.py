"""Key tasks and shortcomings of a plan, and the document that orders it with its clauses."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from tasks_app.common.actors import Actor
from tasks_app.common.text import ascii_name
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.plan.models import Clause, KeyTask, Plan, Shortcoming, SourceDocument
from tasks_app.planning.actions.locks import lock_plan, refuse_edited
from tasks_app.planning.actions.refusals import CodeIsTaken, StillAnswered, StillHasTasks
from tasks_app.planning.enums import Direction
from tasks_app.planning.queries.given import given_of_document, given_of_key_task, given_of_words
from tasks_app.planning.rules import DocumentGiven, Given, KeyTaskGiven, WordsGiven


@transaction.atomic
def add_key_task(plan: Plan, given: KeyTaskGiven, *, by: Actor, at: datetime) -> KeyTask:
    """Add a key task with the next number; recorded as ``key_task.added``. Raises PlanIsClosed."""
    plan = lock_plan(plan)
    return _add(plan.key_tasks, given, "key_task.added", by=by, at=at)


@transaction.atomic
def edit_key_task(
    key_task: KeyTask, given: KeyTaskGiven, *, seen: str | None = None, by: Actor, at: datetime
) -> KeyTask:
    """Word a key task otherwise, also of a published plan: recorded old → new as ``key_task.changed``.

    Raises EditedMeanwhile, PlanIsClosed.
    """
    lock_plan(key_task.plan_id)
    key_task = KeyTask.objects.get(pk=key_task.pk)
    return _edit(key_task, given_of_key_task(key_task), given, "key_task.changed", seen=seen, by=by, at=at)


@transaction.atomic
def remove_key_task(key_task: KeyTask, *, by: Actor, at: datetime) -> None:
    """Take a key task without tasks out of a draft, and close the gap in the numbers; what it said stays in the record.

    Raises StillHasTasks, PlanIsOut, PlanIsClosed.
    """
    plan = lock_plan(key_task.plan_id, draft=True)
    key_task = plan.key_tasks.get(pk=key_task.pk)
    if key_task.tasks.exists():
        raise StillHasTasks(key_task)
    record("key_task.removed", key_task, by=by, at=at, old=given_of_key_task(key_task).written, plan=plan.year)
    key_task.delete()
    _close_gaps(plan.key_tasks)


@transaction.atomic
def move_key_task(key_task: KeyTask, direction: Direction, *, by: Actor, at: datetime) -> None:
    """Let a key task of a draft change places with its neighbour; at the edge nothing happens.

    Recorded as ``key_task.moved``. Raises PlanIsOut, PlanIsClosed.
    """
    plan = lock_plan(key_task.plan_id, draft=True)
    numbers = dict(plan.key_tasks.order_by("number").values_list("pk", "number"))
    keys = list(numbers)
    here = keys.index(key_task.pk)
    there = here + (-1 if direction == Direction.UP else 1)
    if not 0 <= there < len(keys):
        return
    spare = max(numbers.values()) + 1
    one, other = keys[here], keys[there]
    for key, number in ((one, spare), (other, numbers[one]), (one, numbers[other])):
        KeyTask.objects.filter(pk=key).update(number=number)
    record("key_task.moved", key_task, by=by, at=at, changed={"number": [numbers[one], numbers[other]]})


@transaction.atomic
def add_shortcoming(plan: Plan, given: WordsGiven, *, by: Actor, at: datetime) -> Shortcoming:
    """Add a shortcoming of the year before, with the next number; recorded as ``shortcoming.added``."""
    plan = lock_plan(plan)
    return _add(plan.shortcomings, given, "shortcoming.added", by=by, at=at)


@transaction.atomic
def edit_shortcoming(
    shortcoming: Shortcoming, given: WordsGiven, *, seen: str | None = None, by: Actor, at: datetime
) -> Shortcoming:
    """Word a shortcoming otherwise: recorded old → new. Raises EditedMeanwhile, PlanIsClosed."""
    lock_plan(shortcoming.plan_id)
    shortcoming = Shortcoming.objects.get(pk=shortcoming.pk)
    return _edit(shortcoming, given_of_words(shortcoming), given, "shortcoming.changed", seen=seen, by=by, at=at)


@transaction.atomic
def remove_shortcoming(shortcoming: Shortcoming, *, by: Actor, at: datetime) -> None:
    """Take a shortcoming that no task answers out of a draft. Raises StillAnswered, PlanIsOut, PlanIsClosed."""
    plan = lock_plan(shortcoming.plan_id, draft=True)
    shortcoming = plan.shortcomings.get(pk=shortcoming.pk)
    if number := shortcoming.tasks.count():
        raise StillAnswered(number)
    record("shortcoming.removed", shortcoming, by=by, at=at, old=given_of_words(shortcoming).written, plan=plan.year)
    shortcoming.delete()
    _close_gaps(plan.shortcomings)


@transaction.atomic
def enter_document(given: DocumentGiven, *, by: Actor, at: datetime) -> SourceDocument:
    """Enter a document that orders work or is a basis of it; recorded as ``document.entered``. Nothing classified.

    One with the same number and day is known already and is given back as it is.
    """
    if given.number and given.issued_on:
        known = SourceDocument.objects.filter(number=given.number, issued_on=given.issued_on).first()
        if known is not None:
            return known
    document = SourceDocument.objects.create(key=_free_key(given), **_fields(given))
    record("document.entered", document, by=by, at=at, new=given.written)
    return document


@transaction.atomic
def enter_source_document(plan: Plan, given: DocumentGiven, *, by: Actor, at: datetime) -> SourceDocument:
    """Enter the document that orders a plan (``enter_document``), in place of the one before.

    Recorded on the plan old → new as ``plan.changed``. Raises PlanIsClosed.
    """
    plan = lock_plan(plan)
    document = enter_document(given, by=by, at=at)
    if plan.source_document_id != document.pk:
        changed = {"source_document": [plan.source_document_id, document.pk]}
        plan.source_document = document
        plan.save(update_fields=["source_document"])
        record("plan.changed", plan, by=by, at=at, changed=changed)
    return document


@transaction.atomic
def edit_document(
    document: SourceDocument, given: DocumentGiven, *, seen: str | None = None, by: Actor, at: datetime
) -> SourceDocument:
    """Correct what is said of a document: recorded old → new. Raises EditedMeanwhile."""
    document = SourceDocument.objects.select_for_update().get(pk=document.pk)
    return _edit(document, given_of_document(document), given, "document.changed", seen=seen, by=by, at=at)


@transaction.atomic
def add_clause(document: SourceDocument, given: WordsGiven, *, by: Actor, at: datetime) -> Clause:
    """Cut a clause out of a document; recorded as ``clause.added``. Raises CodeIsTaken."""
    try:
        with transaction.atomic():
            clause = document.clauses.create(**_fields(given))
    except IntegrityError:
        raise CodeIsTaken(given.code) from None
    record("clause.added", clause, by=by, at=at, new=given.written)
    return clause


@transaction.atomic
def edit_clause(clause: Clause, given: WordsGiven, *, seen: str | None = None, by: Actor, at: datetime) -> Clause:
    """Word a clause otherwise: recorded old → new. Raises EditedMeanwhile, CodeIsTaken."""
    clause = Clause.objects.select_for_update().get(pk=clause.pk)
    try:
        with transaction.atomic():
            return _edit(clause, given_of_words(clause), given, "clause.changed", seen=seen, by=by, at=at)
    except IntegrityError:
        raise CodeIsTaken(given.code) from None


@transaction.atomic
def remove_clause(clause: Clause, *, by: Actor, at: datetime) -> None:
    """Take out a clause that no task carries out; what it said stays in the record. Raises StillAnswered."""
    clause = Clause.objects.select_for_update().get(pk=clause.pk)
    if number := clause.tasks.count():
        raise StillAnswered(number)
    record("clause.removed", clause, by=by, at=at, old=given_of_words(clause).written)
    clause.delete()


def _add(things: models.Manager, given: Given, verb: str, *, by: Actor, at: datetime) -> models.Model:
    last = things.aggregate(last=Max("number"))["last"] or 0
    thing = things.create(number=last + 1, **_fields(given, but=("code",)))
    record(verb, thing, by=by, at=at, new=given.written)
    return thing


def _edit(
    thing: models.Model, before: Given, given: Given, verb: str, *, seen: str | None, by: Actor, at: datetime
) -> models.Model:
    refuse_edited(before, seen)
    changed = changes(before.written, given.written)
    if changed:
        for name in changed:
            setattr(thing, name, getattr(given, name))
        thing.save()
        record(verb, thing, by=by, at=at, changed=changed)
    return thing


def _fields(given: Given, but: tuple[str, ...] = ()) -> dict:
    return {name: value for name, value in vars(given).items() if name not in but}


def _close_gaps(things: models.Manager) -> None:
    for number, thing in enumerate(things.order_by("number"), 1):
        if thing.number != number:
            things.filter(pk=thing.pk).update(number=number)


def _free_key(given: DocumentGiven) -> str:
    key = ascii_name(given.number or given.title_vi, longest=50).lower() or "document"
    taken = set(SourceDocument.objects.filter(key__startswith=key).values_list("key", flat=True))
    return next(one for one in (key, *(f"{key}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
