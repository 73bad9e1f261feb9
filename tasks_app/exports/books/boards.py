"""The boards of the whole province: overview, map, matrix, key task, comparison."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet, Strong, Value
from tasks_app.dashboard import queries
from tasks_app.dashboard.enums import Place
from tasks_app.dashboard.queries import Board, Matrix, OrganisationLine, Tally, TaskCounts
from tasks_app.dashboard.rules import COMPLETED, IN_FORCE, percentage
from tasks_app.dashboard.views import (
    CompareDays,
    KeyTaskDetail,
    LocalityMap,
    MatrixPage,
    MovedList,
    Overview,
)
from tasks_app.exports.books.figures import key_task_columns, key_task_rows, tally_columns, tally_values
from tasks_app.exports.books.parts import (
    day,
    day_in_words,
    decimal,
    empty_book,
    file_name,
    mark,
    number,
    percent,
    plan_notes,
    task_status,
    text,
)
from tasks_app.exports.books.plan import assignment_columns, assignment_rows
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries import OrganisationLine as ReadLine
from tasks_app.indicators.queries import Sheet as IndicatorSheet
from tasks_app.indicators.queries import newest_period
from tasks_app.indicators.queries import sheet as indicator_sheet
from tasks_app.indicators.wording import attained_chip, name_of
from tasks_app.plan.enums import Bucket, Status, TaskStatus
from tasks_app.plan.queries import PlanDay, in_order, with_names
from tasks_app.plan.rules import timeliness
from tasks_app.plan.views import applied_filters

# --- Overview ---------------------------------------------------------------------------------------------------------


def overview_book(page: Overview) -> Book:
    """The figures, key tasks and organisations of the overview, and all that is overdue."""
    title = _("Overview")
    if page.plan is None:
        return empty_book(title)
    on = page.plan_day
    figures = queries.board(on)
    overdue = with_names(on.assignments()).in_status(Status.OVERDUE, on.by)
    sheets = [
        Sheet.of(_("Figures"), figure_columns(), figure_rows(figures)),
        Sheet.of(_("Key tasks"), key_task_columns(), key_task_rows(figures.key_tasks, figures.tally)),
        Sheet.of(_("Units and localities"), organisation_columns(), organisation_rows(figures)),
        Sheet(
            _("Overdue"),
            assignment_columns(),
            assignment_rows(in_order(overdue, "-days", on.by), on),
            figures.tally.overdue,
        ),
    ]
    return Book(file_name(title, on.day), title, plan_notes(page), sheets)


def figure_columns() -> list[Column]:
    return [text(_("Figure"), 60), number(_("Number")), percent(_("Share"))]


def figure_rows(board: Board) -> list[Row]:
    """Tasks and assignments by how they stand, and the rates; shares are of the sum above them."""
    tally = board.tally
    return [
        *_task_rows(_("Tasks of the plan"), board.tasks),
        *_task_rows(_("Of these due by the end of the quarter"), board.due_tasks),
        Strong((_("Assignments in force"), tally.total, None)),
        *(
            (str(bucket.label), tally.in_bucket(bucket), percentage(tally.in_bucket(bucket), tally.total))
            for bucket in Bucket
        ),
        (_("Of these without a fixed deadline"), tally.undated, percentage(tally.undated, tally.total)),
        Strong((_("Completion rate: completed ÷ (completed + overdue)"), None, tally.completion_rate)),
        (_("Organisations with overdue work"), board.overdue_organisations, None),
    ]


def _task_rows(label: str, counts: TaskCounts) -> list[Row]:
    words = {status: str(status.label) for status in TaskStatus}
    rows: list[Row] = [
        (words[status], counts.by_status[status], percentage(counts.by_status[status], counts.total))
        for status in TaskStatus
    ]
    if counts.not_in_force:
        share = percentage(counts.not_in_force, counts.total)
        rows.append((_("No assignment in force"), counts.not_in_force, share))
    return [Strong((label, counts.total, None)), *rows]


def organisation_columns() -> list[Column]:
    return [text(_("Unit or locality"), 36), text(_("Key unit"), 8), *tally_columns()]


def organisation_rows(board: Board) -> list[Row]:
    """Units and localities under their sums."""
    rows: list[Row] = []
    for label, lines in ((_("Units"), board.units), (_("Localities"), board.localities)):
        if lines:
            rows.append(Strong((label, "", *tally_values(Tally.of(line.tally for line in lines)))))
        rows += [(line.organisation.name, mark(line.is_key_unit), *tally_values(line.tally)) for line in lines]
    return rows


# --- Map --------------------------------------------------------------------------------------------------------------


def map_book(page: LocalityMap) -> Book:
    """The localities with their work, the worst first, as in the table beside the map."""
    title = _("Localities")
    if page.plan is None:
        return empty_book(title)
    if page.indicator:
        return _indicator_on_map(page, page.indicator)
    lines = queries.worst_first(queries.locality_lines(page.plan_day))
    rows = [(line.locality.name, *tally_values(line.tally)) for line in lines]
    sheet = Sheet.of(title, [text(_("Locality"), 36), *tally_columns()], rows)
    return Book(file_name(title, page.plan_day.day), title, plan_notes(page), [sheet])


def _indicator_on_map(page: LocalityMap, indicator: IndicatorDefinition) -> Book:
    """What the localities reach of an indicator, those with a value by their place."""
    on, columns = page.plan_day, [number(_("Rank"), 8), text(_("Locality"), 36), *reading_columns(indicator)]
    its = newest_sheet(indicator, on)
    lines = its.localities.lines if its else []
    rows = [(line.place, line.organisation.name, *reading_values(line)) for line in lines]
    period = [name_of(its.period)] if its else []
    sheet = Sheet.of(_("Localities"), columns, rows)
    return Book(file_name(indicator.name, on.day), indicator.name, [*period, *plan_notes(page)], [sheet])


def newest_sheet(indicator: IndicatorDefinition, on: PlanDay) -> IndicatorSheet | None:
    """An indicator in the newest period that was read by a day; None where nothing was."""
    before = on.end if on.is_past else None
    period = newest_period(indicator, before=before)
    return indicator_sheet(indicator, period, today=on.day, before=before) if period else None


def reading_columns(indicator: IndicatorDefinition) -> list[Column]:
    value = percent if indicator.unit == IndicatorUnit.PERCENT else decimal
    return [
        decimal(_("Numerator"), 14),
        decimal(_("Denominator"), 14),
        value(_("Value"), 12),
        text(_("Target"), 18),
    ]


def reading_values(line: ReadLine) -> Sequence[Value]:
    chip = attained_chip(line.its.attained)
    return (line.its.ratio.numerator, line.its.ratio.denominator, line.its.value, chip.label if chip else "")


# --- Matrix -----------------------------------------------------------------------------------------------------------


def matrix_book(page: MatrixPage) -> Book:
    """For each organisation and key task how many are completed, of how many, and how many are overdue."""
    title = _("Matrix")
    if page.plan is None:
        return empty_book(title)
    found = page.found
    choose = queries.worst_first if page.filters.is_worst_first else tuple
    notes = plan_notes(page, applied_filters(page.request, page.filters))
    return Book(file_name(title, page.plan_day.day), title, notes, [matrix_sheet(title, found, choose)])


def matrix_sheet(title: str, found: Matrix, choose=tuple) -> Sheet:
    columns = [text(_("Unit or locality"), 36), text(_("Key unit"), 8)]
    for key_task in found.key_tasks:
        labels = (_("completed"), _("in force"), _("overdue"))
        columns += [number(f"{key_task.number}: {label}", 9) for label in labels]
    columns += [number(_("Completed")), number(_("Assignments in force")), number(_("Overdue"))]
    rows: list[Row] = []
    for label, lines in ((_("Units"), found.units), (_("Localities"), found.localities)):
        if lines:
            cells = queries.column_tallies(lines)
            rows.append(Strong((label, "", *_cells(cells), *_three(Tally.of(cells)))))
        rows += [_matrix_row(line) for line in choose(lines)]
    return Sheet.of(title, columns, rows)


def _matrix_row(line: OrganisationLine) -> Row:
    return (line.organisation.name, mark(line.is_key_unit), *_cells(line.cells), *_three(line.tally))


def _cells(cells: Sequence[Tally | None]) -> list[int | None]:
    return [value for cell in cells for value in (_three(cell) if cell else (None, None, None))]


def _three(tally: Tally) -> tuple[int, int, int]:
    return tally.completed, tally.total, tally.overdue


# --- A key task -------------------------------------------------------------------------------------------------------


def key_task_book(page: KeyTaskDetail) -> Book:
    """The tasks of a key task, each with how it stands."""
    figures = queries.key_task_figures(page.plan_day, page.key_task, behind=0)
    title = _("Key task %(number)s") % {"number": page.key_task.number}
    rows = [
        (line.task.number, line.task.title, task_status(line.status), line.task.deadline_on, *tally_values(line.tally))
        for line in figures.tasks
    ]
    columns = [text(_("Task no."), 8), text(_("Task"), 44), text(_("Status"), 16), day(_("Deadline")), *tally_columns()]
    total = Strong((None, _("Total"), None, None, *tally_values(figures.tally)))
    notes = [page.key_task.short, *plan_notes(page)]
    return Book(file_name(title, page.plan_day.day), title, notes, [Sheet.of(title, columns, [*rows, total])])


# --- Two days ---------------------------------------------------------------------------------------------------------


def comparison_book(page: CompareDays) -> Book:
    """The shares, key tasks and organisations on both days, and what moved."""
    title = _("Comparison of two days")
    if page.plan is None:
        return empty_book(title)
    found = queries.comparison(page.day_before, page.plan_day)
    changes = found.changes
    shares = [(str(bucket.label), {Place(bucket.value)}) for bucket in Bucket]
    columns = [text("", 36), number(_("Before")), number(_("Now")), number(_("Difference"))]
    whole = [_pair(label, changes.before(places), changes.after(places)) for label, places in shares]
    whole.append(Strong(_pair(_("All in force"), changes.before(IN_FORCE), changes.after(IN_FORCE))))
    key_tasks = [
        (line.key_task.number, line.key_task.short, *_both(line.changes.before, line.changes.after))
        for line in found.key_tasks
    ]
    organisations = [
        (
            line.organisation.name,
            line.before.completed,
            line.after.completed,
            line.before.overdue,
            line.after.overdue,
            line.more_overdue,
        )
        for line in (*found.worse, *reversed(found.better))
    ]
    sheets = [
        Sheet.of(_("Figures"), columns, whole),
        Sheet.of(_("Key tasks"), [number(_("No."), 6), text(_("Key task"), 44), *_four_columns()], key_tasks),
        Sheet.of(
            _("Units and localities"),
            [text(_("Unit or locality"), 36), *_four_columns(), number(_("Difference"))],
            organisations,
        ),
    ]
    return Book(file_name(title, page.first_day.day, page.plan_day.day), title, both_days(page), sheets)


def both_days(page: CompareDays | MovedList) -> list[str]:
    words = _("Compared with the end of %(day)s") % {"day": day_in_words(page.first_day.day)}
    return [*plan_notes(page), words]


def _pair(label: str, before: int, after: int) -> Row:
    return (label, before, after, after - before)


def _both(before, after) -> tuple[int, ...]:
    return before(COMPLETED), after(COMPLETED), before({Place.OVERDUE}), after({Place.OVERDUE})


def _four_columns() -> list[Column]:
    return [
        number(_("Completed before")),
        number(_("Completed now")),
        number(_("Overdue before")),
        number(_("Overdue now")),
    ]


def moved_book(page: MovedList) -> Book:
    """All that made one move between two days."""
    title = str(page.move.label)
    if page.plan is None:
        return empty_book(title)
    found = queries.moved(page.day_before, page.plan_day, page.move)
    rows = [
        (
            one.after.task.number,
            one.after.task.title,
            one.after.organisation.name,
            str(one.after.responsible),
            one.before.deadline_on if one.before else None,
            one.after.deadline_on,
            str(timeliness(one.before.facts, page.day_before.by).status.label) if one.before else "",
            str(timeliness(one.after.facts, page.plan_day.by).status.label),
        )
        for one in queries.beside(page.day_before, found)
    ]
    columns = [
        text(_("Task no."), 8),
        text(_("Task"), 44),
        text(_("Lead organisation"), 30),
        text(_("Responsible member"), 22),
        day(_("Deadline before")),
        day(_("Deadline")),
        text(_("Status before"), 18),
        text(_("Status"), 18),
    ]
    name = file_name(title, page.first_day.day, page.plan_day.day)
    return Book(name, title, both_days(page), [Sheet.of(title, columns, rows)])
