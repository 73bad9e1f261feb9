"""The shortcomings of the year before: which are overcome, which no task answers, and what their indicators say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tasks_app.indicators.enums import ShortcomingState
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries.board import IndicatorLine, indicator_lines
from tasks_app.indicators.rules import shortcoming_state
from tasks_app.plan.enums import TaskStatus
from tasks_app.plan.models import Plan, Shortcoming, Task
from tasks_app.plan.queries import PlanDay, status_of_tasks, tasks_of


@dataclass(frozen=True)
class AnsweringTask:
    """``status`` is None where no assignment is in force."""

    task: Task
    status: TaskStatus | None


@dataclass(frozen=True)
class ShortcomingLine:
    shortcoming: Shortcoming
    state: ShortcomingState
    tasks: list[AnsweringTask]
    indicators: list[IndicatorLine]


def shortcoming_lines(day: PlanDay, *, before: datetime | None = None) -> list[ShortcomingLine]:
    """Those of the plan in the order of their numbers; ``before``: the end of a past day. A constant number of queries
    (nine)."""
    plan = day.plan
    answers = _by_first(Task.shortcomings.through, plan, "task_id")
    measures = _by_first(IndicatorDefinition.shortcomings.through, plan, "indicatordefinition_id")
    in_force = day.assignments().in_force().order_by()
    status_of = status_of_tasks(in_force.values_list(f"{day.task}_id", "state").distinct())
    tasks = [AnsweringTask(task, status_of.get(task.pk)) for task in tasks_of(plan)]
    indicators = indicator_lines(today=day.day, before=before)
    return [
        _line(
            one,
            [answer for answer in tasks if answer.task.pk in answers[one.pk]],
            [line for line in indicators if line.definition.pk in measures[one.pk]],
        )
        for one in plan.shortcomings.all()
    ]


def _by_first(links, plan: Plan, other: str) -> dict[int, set[int]]:
    found = defaultdict(set)
    for shortcoming, key in links.objects.filter(shortcoming__plan=plan).values_list("shortcoming_id", other):
        found[shortcoming].add(key)
    return found


def _line(one: Shortcoming, tasks: Iterable[AnsweringTask], indicators: list[IndicatorLine]) -> ShortcomingLine:
    tasks = list(tasks)
    return ShortcomingLine(one, shortcoming_state(answer.status for answer in tasks), tasks, indicators)
