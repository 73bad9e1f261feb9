from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.imports import queries
from tasks_app.imports.actions.entering import enter_rows
from tasks_app.imports.actions.reading import locked
from tasks_app.imports.actions.refusals import IsSettled, NothingToTake, TooLate, WasTouched
from tasks_app.imports.enums import ImportState, Verdict
from tasks_app.imports.models import Import, ImportRow
from tasks_app.imports.rules import judge_row
from tasks_app.journal.actions import record
from tasks_app.journal.models import Entry
from tasks_app.plan.models import Task
from tasks_app.planning.actions import remove_key_task, remove_task

UNDONE_WITHIN = timedelta(days=1)
TAKEN_FOR = timedelta(minutes=15)  # longer than the longest takes; after that its worker has died
OWN_VERBS = ("task.added", "task.given")


@transaction.atomic
def take_over(its: Import, *, by: Actor, at: datetime) -> Import:
    """Make tasks of all rows that are neither left out nor errors, all or none of them; of many rows by a job.

    Recorded as ``import.taken_over``, and each task as planning records it; nobody is told. Raises IsSettled for a
    repetition, NothingToTake, and what planning raises.
    """
    its = locked(its)
    number = _to_take(its).count()
    if not number:
        raise NothingToTake
    if number > settings.IMPORT_ROWS_AT_ONCE:
        its.state, its.wanted_at = ImportState.WAITING, at
        its.save(update_fields=["state", "wanted_at"])
        return its
    return _taken(its, by=by, at=at)


def take_next(*, at: datetime) -> Import | None:
    """Take up the import that has waited for longest, or one whose worker has died; None where nothing waits."""
    waiting = Import.objects.filter(state=ImportState.WAITING)
    died = Import.objects.filter(state=ImportState.TAKING, wanted_at__lte=at - TAKEN_FOR)
    for its in (waiting | died).order_by("wanted_at", "pk"):
        was = Import.objects.filter(pk=its.pk, state=its.state, wanted_at=its.wanted_at)
        if was.update(state=ImportState.TAKING, wanted_at=at):
            its.refresh_from_db()
            return its
    return None


@transaction.atomic
def finish_taking(its: Import, *, at: datetime) -> Import:
    """What a job does with the one that it has taken up, in the name of who asked for it. See ``take_over``."""
    its = Import.objects.select_for_update().select_related("plan").get(pk=its.pk)
    if its.state != ImportState.TAKING:
        raise IsSettled
    return _taken(its, by=Actor(its.by, its.for_person), at=at)


def give_back(its: Import, reason: str) -> None:
    """It could not be taken over: it can be looked through again, and the reason stands on its page."""
    Import.objects.filter(pk=its.pk, state=ImportState.TAKING).update(
        state=ImportState.READ, wanted_at=None, refusal=reason[:300]
    )


@transaction.atomic
def undo_import(its: Import, *, by: Actor, at: datetime) -> int:
    """Take out of the plan again what an import has added: tasks and key tasks; returns how many tasks.

    Within a day, and only as long as nothing of it was touched since. Recorded as ``import.undone``, and each task as
    planning records its removal. Raises TooLate, WasTouched with the numbers of the tasks, IsSettled for a repetition.
    """
    its = Import.objects.select_for_update().select_related("plan").get(pk=its.pk)
    if its.state != ImportState.TAKEN:
        raise IsSettled
    if at > its.taken_at + UNDONE_WITHIN:
        raise TooLate
    tasks = list(Task.objects.filter(pk__in=its.rows.values("task")).select_related("key_task").order_by("-order"))
    touched = _touched(tasks, taken_at=its.taken_at)
    if touched:
        raise WasTouched(sorted(task.number for task in touched))
    for task in tasks:
        remove_task(task, by=by, at=at)
    for key_task in its.key_tasks.order_by("-number"):
        if its.plan.is_draft and not key_task.tasks.exists():
            remove_key_task(key_task, by=by, at=at)
    its.state, its.undone_at = ImportState.UNDONE, at
    its.save(update_fields=["state", "undone_at"])
    record("import.undone", its, by=by, at=at, tasks=len(tasks), plan=its.plan.year)
    return len(tasks)


def _to_take(its: Import):
    return its.rows.filter(is_left=False).exclude(verdict=Verdict.ERROR)


def _taken(its: Import, *, by: Actor, at: datetime) -> Import:
    """Rows are judged again by what holds now: an organisation may have ended since the file came in."""
    known = queries.known_of(its)
    expects = queries.expects_key_tasks(its)
    there = set(its.plan.key_tasks.values_list("pk", flat=True))
    rows = {row.number: row for row in _to_take(its)}
    judged = [judge_row(row.raw, known, expects_key_task=expects) for row in rows.values()]
    titles = {int(number): title for number, title in its.titles.items()}
    entered = enter_rows(its.plan, judged, titles, by=by, at=at)
    if not entered:
        raise NothingToTake
    for one, task in entered:
        rows[one.number].task = task
    ImportRow.objects.bulk_update([rows[one.number] for one, _task in entered], ["task"], batch_size=500)
    its.key_tasks.set(its.plan.key_tasks.exclude(pk__in=there))
    its.state, its.taken_at, its.refusal = ImportState.TAKEN, at, ""
    its.save(update_fields=["state", "taken_at", "refusal"])
    record("import.taken_over", its, by=by, at=at, file=its.name, tasks=len(entered), plan=its.plan.year)
    return its


def _touched(tasks: list[Task], *, taken_at: datetime) -> list[Task]:
    """Those that the record says something of since, and those that are out."""
    since = Entry.objects.filter(subject_kind="task", subject_id__in=[task.pk for task in tasks], at__gte=taken_at)
    changed = set(since.exclude(verb__in=OWN_VERBS, at=taken_at).values_list("subject_id", flat=True))
    return [task for task in tasks if task.pk in changed or not task.is_draft]
