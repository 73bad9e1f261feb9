"""Columns of figures that recur on boards: the four shares of some work, and the rates made of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Column, Row, Strong, Value
from tasks_app.dashboard.queries import KeyTaskLine, PartOfWork, Tally
from tasks_app.exports.books.parts import number, percent
from tasks_app.plan.enums import Bucket


def tally_columns() -> list[Column]:
    return [
        number(_("Assignments in force")),
        *(number(bucket.label) for bucket in Bucket),
        number(_("No fixed deadline")),
        percent(_("Completed")),
        percent(_("Completion rate")),
    ]


def tally_values(tally: Tally) -> Sequence[Value]:
    return (
        tally.total,
        *(tally.in_bucket(bucket) for bucket in Bucket),
        tally.undated,
        tally.completed_share,
        tally.completion_rate,
    )


def key_task_rows(lines: Sequence[KeyTaskLine], total: Tally) -> list[Row]:
    """(number, key task, figures …), and their sum."""
    rows: list[Row] = [(line.key_task.number, line.key_task.short, *tally_values(line.tally)) for line in lines]
    return [*rows, Strong((None, _("Total"), *tally_values(total)))]


def key_task_columns() -> list[Column]:
    return [number(_("No."), 6), Column(_("Key task"), width=44), *tally_columns()]


def part_rows(part: PartOfWork) -> list[Row]:
    return key_task_rows(part.key_tasks, part.tally)
