from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.imports import queries
from tasks_app.imports.actions.refusals import EditedMeanwhile, IsSettled
from tasks_app.imports.enums import ImportState, Part, Remark, Verdict
from tasks_app.imports.models import ColumnMapping, Import, ImportRow
from tasks_app.imports.rules import (
    Grid,
    Heading,
    JudgedRow,
    Known,
    RawRow,
    grid_as_json,
    judge,
    judge_row,
    read_rows,
    value_as_json,
)
from tasks_app.plan.models import Plan

OF_THE_TABLE = (Remark.TWICE_IN_FILE,)  # known from the other rows alone


@transaction.atomic
def keep_import(
    plan: Plan, grid: Grid, heading: Heading, *, name: str, known: Known, by: Actor, at: datetime
) -> Import:
    """Keep what was read in a file, row by row, until somebody says what becomes of it. Nothing of the plan changes.

    Columns are those of the last table with this heading, if there was one. Rows that the plan has already are left out
    to begin with. Nobody is told; a repetition keeps it again.
    """
    remembered = ColumnMapping.objects.filter(signature=heading.signature).first()
    columns = remembered.columns if remembered else {part.value: column for part, column in heading.columns.items()}
    kept = Import.objects.create(
        plan=plan,
        name=name,
        grid=grid_as_json(grid),
        heading=[heading.first, heading.last],
        columns=columns,
        arrived_at=at,
        **by.fields,
    )
    _read(kept, known)
    return kept


@transaction.atomic
def name_columns(its: Import, columns: Mapping[Part, int], *, known: Known, at: datetime) -> Import:
    """Say what the columns hold: the rows are read anew, and corrections of them are lost. The next table with this
    heading is read so, too. Raises IsSettled where it was taken over."""
    its = locked(its)
    its.columns = {part.value: column for part, column in columns.items()}
    its.save(update_fields=["columns"])
    _grid, heading = its.table
    ColumnMapping.objects.update_or_create(
        signature=heading.signature, defaults={"columns": its.columns, "used_at": at}
    )
    its.rows.all().delete()
    _read(its, known)
    return its


@transaction.atomic
def correct_row(
    row: ImportRow,
    cells: Mapping[Part, str],
    *,
    key_task: int | None,
    day: date | None,
    is_left: bool,
    seen: int,
    known: Known,
) -> ImportRow:
    """Let a row say something else than the file; it is judged anew. ``day``: the deadline, whatever its words say.

    Raises EditedMeanwhile where ``seen`` is another version than is stored, IsSettled.
    """
    locked(row.of_import)
    row = ImportRow.objects.get(pk=row.pk)
    if row.version != seen:
        raise EditedMeanwhile
    row.cells = row.cells | {part.value: text for part, text in cells.items()}
    row.cells.pop(Part.KEY_TASK.value, None)
    row.key_task, row.day, row.is_left = key_task, day, is_left
    row.remarks = []
    row.verdict = judge_row(row.raw, known, expects_key_task=queries.expects_key_tasks(row.of_import)).verdict
    row.version += 1
    row.save()
    return row


def locked(its: Import) -> Import:
    """As it is now, while nobody else changes it. Raises IsSettled where it is not being looked through."""
    found = Import.objects.select_for_update().select_related("plan").get(pk=its.pk)
    if found.state != ImportState.READ:
        raise IsSettled
    return found


def _read(its: Import, known: Known) -> None:
    grid, heading = its.table
    table = read_rows(grid, heading, heading.columns)
    judged = judge(table, known)
    its.titles = {str(number): title for number, title in table.key_tasks.items()}
    its.save(update_fields=["titles"])
    ImportRow.objects.bulk_create(
        (_row(its, raw, one) for raw, one in zip(table.rows, judged, strict=True)), batch_size=500
    )


def _row(its: Import, raw: RawRow, judged: JudgedRow) -> ImportRow:
    of_the_table = [(note.remark, dict(note.more)) for note in judged.notes if note.remark in OF_THE_TABLE]
    raw = replace(raw, remarks=[*raw.remarks, *of_the_table])
    return ImportRow(
        of_import=its,
        number=raw.number,
        cells={part.value: value_as_json(value) for part, value in raw.cells.items() if raw.text(part)},
        key_task=judged.key_task or raw.key_task,
        remarks=[[remark.value, more] for remark, more in raw.remarks],
        is_hidden=raw.is_hidden,
        verdict=judged.verdict,
        is_left=any(note.remark == Remark.IN_PLAN for note in judged.notes) and judged.verdict != Verdict.ERROR,
    )
