"""A key task on a day: its tasks, the organisations most behind under it, and the shortcomings that it answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tasks_app.dashboard.queries.board import Tally, tallies
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import TaskStatus
from tasks_app.plan.models import KeyTask, Shortcoming, Task
from tasks_app.plan.queries import PlanDay, status_of_tasks, tasks_of


@dataclass(frozen=True)
class TaskLine:
    """``status``: never greener than the least of its assignments; None where none of them is in force."""

    task: Task
    status: TaskStatus | None
    tally: Tally


@dataclass(frozen=True)
class BehindLine:
    """The work of an organisation under a key task, some of it overdue."""

    organisation: Organisation
    tally: Tally


@dataclass(frozen=True)
class KeyTaskFigures:
    """``behind``: the organisations with most overdue work first; ``overdue_organisations``: how many have any."""

    tally: Tally
    tasks: tuple[TaskLine, ...]
    behind: tuple[BehindLine, ...]
    overdue_organisations: int

    def number_of(self, status: TaskStatus | None) -> int:
        return sum(line.status == status for line in self.tasks)


def key_task_figures(day: PlanDay, key_task: KeyTask, *, behind: int) -> KeyTaskFigures:
    """The figures of a key task, with so many of the organisations that are behind; four queries."""
    in_force = day.assignments().in_force().filter(**{f"{day.task}__key_task": key_task})
    by_state = tallies(in_force, day.by, f"{day.task}_id", "state")
    of_task: dict[int, list[Tally]] = {}
    for (task, _state), tally in by_state.items():
        of_task.setdefault(task, []).append(tally)
    status_of = status_of_tasks(by_state)
    overdue = {pk: its for (pk,), its in tallies(in_force, day.by, "organisation").items() if its.overdue}
    return KeyTaskFigures(
        tally=Tally.of(by_state.values()),
        tasks=tuple(
            TaskLine(task, status_of.get(task.pk), Tally.of(of_task.get(task.pk, ())))
            for task in tasks_ordered_by(day).filter(key_task=key_task)
        ),
        behind=_behind(overdue, behind),
        overdue_organisations=len(overdue),
    )


def tasks_ordered_by(day: PlanDay) -> QuerySet[Task]:
    """The tasks of a plan that were ordered by a past day; today all of them."""
    tasks = tasks_of(day.plan)
    return tasks.filter(issued_on__lte=day.day) if day.is_past else tasks


def _behind(overdue: dict[int, Tally], number: int) -> tuple[BehindLine, ...]:
    organisations = Organisation.objects.in_bulk(overdue)
    lines = [BehindLine(organisations[pk], tally) for pk, tally in overdue.items()]
    lines.sort(key=lambda line: (-line.tally.overdue, line.organisation.order, line.organisation.pk))
    return tuple(lines[:number])


def shortcomings_answered(tasks: tuple[TaskLine, ...]) -> list[tuple[Shortcoming, list[Task]]]:
    """The shortcomings of the year before that some tasks are to overcome, each with these; two queries."""
    task_of = {line.task.pk: line.task for line in tasks}
    links = Task.shortcomings.through.objects.filter(task__in=task_of).values_list("shortcoming", "task")
    answers: dict[int, list[Task]] = {}
    for shortcoming, task in links:
        answers.setdefault(shortcoming, []).append(task_of[task])
    found = Shortcoming.objects.filter(pk__in=answers).order_by("number")
    return [(one, sorted(answers[one.pk], key=lambda task: task.order)) for one in found]
