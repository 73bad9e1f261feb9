"""Whether the boards and the hand-written statements find the same, cell by cell."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.bench import statements


def differences(today: date, past: str) -> list[str]:
    """What differs on either day; nothing where all is the same."""
    return [*_on(today, today), *_on(date.fromisoformat(past), today)]


def _on(day: date, today: date) -> list[str]:
    from tasks_app.dashboard.queries import board, matrix
    from tasks_app.plan.models import Plan
    from tasks_app.plan.queries import plan_day

    plan = Plan.objects.get(year=today.year)
    its_day = plan_day(plan, day, today=today)
    stands = statements.STOOD if its_day.is_past else statements.STANDS
    values = statements.values(plan.pk, day)

    found = []
    cells = {
        (one, key_task, status): number
        for one, key_task, status, number, _undated in _fetch(statements.by_organisation(stands), values)
    }
    if (ours := _cells(matrix(its_day))) != cells:
        found.append(f"matrix of {day}: {len(set(ours.items()) ^ set(cells.items()))} cells")
    counts: Counter[str] = Counter()
    undated = 0
    for _task, _state, status, number, without in _fetch(statements.by_task(stands), values):
        counts[status] += number
        undated += without
    tally = board(its_day).tally
    if ({str(status): number for status, number in tally.counts.items() if number}, tally.undated) != (
        dict(counts),
        undated,
    ):
        found.append(f"board of {day}: {tally} and {counts}, {undated}")
    return found


def _cells(its) -> dict[tuple[int, int, str], int]:
    return {
        (line.organisation.pk, key_task.pk, str(status)): number
        for line in its.lines
        for key_task, tally in zip(its.key_tasks, line.cells, strict=True)
        if tally
        for status, number in tally.counts.items()
        if number
    }


def _fetch(statement: str, values: dict) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
