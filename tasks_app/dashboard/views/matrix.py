"""Organisations by key tasks: the rows of the table as texts, and the page of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tasks_app.common.stamps import kept
from tasks_app.dashboard import queries
from tasks_app.dashboard.forms import MatrixFilter
from tasks_app.dashboard.queries import Matrix, OrganisationLine, Tally
from tasks_app.dashboard.views import rows
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.organisations.queries import LOCALITIES, UNITS
from tasks_app.plan.enums import Status
from tasks_app.plan.models import KeyTask
from tasks_app.plan.queries import PlanDay, group_choices
from tasks_app.plan.rules import WORST_FIRST
from tasks_app.plan.views import Links, applied_filters


@dataclass(frozen=True)
class Cell:
    """Some work: how many of it are ``completed`` (as "3/5") and overdue, and its worst status; as texts."""

    worst: Status
    completed: str
    overdue: str
    url: str


@dataclass(frozen=True)
class Sum:
    """All work of a row: "60%" and "3/5", overdue with the list of it."""

    share: str
    completed: str
    overdue: str
    overdue_url: str


@dataclass(frozen=True)
class Row:
    name: str
    url: str
    is_key_unit: bool
    cells: Sequence[Cell | None]
    sum: Sum


@dataclass(frozen=True)
class Group:
    """Rows under their common name; ``total``: the work of all organisations of the group, shown or not.

    ``number``: how many of them there are ("12", or "12/200" where only some are shown).
    """

    name: str
    number: str
    total: Row
    rows: Sequence[Row]


@dataclass(frozen=True, eq=False)
class MatrixTable:
    """Organisations by key tasks, as ``{% matrix %}`` draws them, each table once."""

    key_tasks: Sequence[KeyTask]
    groups: Sequence[Group]


SHORT = 80  # organisations that the overview shows all of
SHOWN_OF_LONG = 60
Lines = Sequence[OrganisationLine]
Choose = Callable[[Lines], Iterable[OrganisationLine]]


def matrix_table(matrix: Matrix, links: Links, *, choose: Choose = tuple, group: str = "") -> MatrixTable:
    """The table of a matrix. ``choose``: which lines of a group are shown, in which order; ``group``: what the matrix
    is narrowed to. Units or localities without work are left out."""
    write = _Writer(matrix, links, group)
    both = [(_("Units"), matrix.units, UNITS), (_("Localities"), matrix.localities, LOCALITIES)]
    return MatrixTable(
        matrix.key_tasks, [write.group(name, lines, tuple(choose(lines)), key) for name, lines, key in both if lines]
    )


@kept(*queries.BOARD, size=4)
def whole_table(day: PlanDay, group: str, is_worst_first: bool, links: Links, _language: str) -> MatrixTable:
    """Of all organisations of a group, "" for all, with words in the active language. It is the same for everybody, and
    kept until somebody writes."""
    choose = queries.worst_first if is_worst_first else tuple
    return matrix_table(queries.matrix(day, group), links, choose=choose, group=group)


@kept(*queries.BOARD, size=4)
def overview_matrix(day: PlanDay, links: Links, _language: str) -> Mapping[str, object]:
    """What the overview shows of the matrix, with words in the active language: everything while it is short, else
    where most is overdue. It is the same for everybody, and kept until somebody writes."""
    board = queries.board(day)
    matrix = Matrix(tuple(line.key_task for line in board.key_tasks), board.units, board.localities)
    is_long = len(matrix.lines) > SHORT
    worst = {id(line) for line in queries.worst_first(matrix.lines)[:SHOWN_OF_LONG] if line.tally.overdue}

    def choose(lines: Lines) -> Lines:
        return queries.worst_first(line for line in lines if id(line) in worst) if is_long else lines

    return {
        "matrix": matrix_table(matrix, links, choose=choose),
        "matrix_url": links.to("matrix"),
        "all_organisations": len(matrix.lines),
        "left_out_organisations": is_long,
    }


class _Writer:
    """Writes lines as rows. The addresses of the lists are worked out once."""

    def __init__(self, matrix: Matrix, links: Links, group: str):
        self.numbers = [key_task.number for key_task in matrix.key_tasks]
        self.overdue = {"status": Status.OVERDUE.value}
        self.links = links
        self.narrowed_to = group
        self.is_mixed = bool(matrix.units and matrix.localities)
        self.page_of = links.to("organisation_detail", 0).replace("/0/", "/{organisation}/")
        self.cell_list_of = links.pattern("assignment_list", "organisation", "key_task")
        self.overdue_list_of = links.pattern("assignment_list", "organisation", "status")

    def group(self, name: str, lines: Lines, chosen: Sequence[OrganisationLine], key: str) -> Group:
        number = str(len(lines)) if len(chosen) == len(lines) else f"{len(chosen)}/{len(lines)}"
        return Group(name, number, self.total(name, lines, key), [self.row(line) for line in chosen])

    def total(self, name: str, lines: Lines, key: str) -> Row:
        cells = queries.column_tallies(lines)
        return Row(
            name,
            self.list_of_all(key),
            is_key_unit=False,
            cells=[
                _cell(tally, self.list_of_all(key, key_task=number)) if tally.total else None
                for number, tally in zip(self.numbers, cells, strict=True)
            ],
            sum=_sum(Tally.of(cells), self.list_of_all(key, **self.overdue)),
        )

    def list_of_all(self, key: str, **filters) -> str:
        """The list of all units or localities; none where it would have to be narrowed to two groups at once."""
        if self.narrowed_to and self.is_mixed:
            return ""
        return self.links.assignments(group=self.narrowed_to or key, **filters)

    def row(self, line: OrganisationLine) -> Row:
        pk = line.organisation.pk
        return Row(
            line.organisation.name,
            self.page_of.format(organisation=pk),
            line.is_key_unit,
            cells=[
                _cell(tally, self.cell_list_of.format(organisation=pk, key_task=number)) if tally else None
                for number, tally in zip(self.numbers, line.cells, strict=True)
            ],
            sum=_sum(line.tally, self.overdue_list_of.format(organisation=pk, **self.overdue)),
        )


def _cell(tally: Tally, url: str) -> Cell:
    worst = _worst(tally)
    return Cell(worst, _of(tally), _number(tally.overdue) if worst == Status.OVERDUE else "", url)


def _worst(tally: Tally) -> Status:
    """Of work that there is."""
    counts = tally.counts
    for status in WORST_FIRST:
        if counts.get(status):
            return status
    raise ValueError("nothing stands here")


def _sum(tally: Tally, overdue_url: str) -> Sum:
    return Sum(rows.percent(tally.completed_share), _of(tally), _number(tally.overdue), overdue_url)


def _of(tally: Tally) -> str:
    completed, total = tally.completed, tally.total
    return f"{completed}/{total}" if total < 1000 else f"{_number(completed)}/{_number(total)}"


def _number(count: int) -> str:
    return str(count) if count < 1000 else localize(count)


class MatrixPage(BoardPage):
    """All organisations with work in force, by key task."""

    template_name = "dashboard/matrix.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        matrix, group = self.found, self.filters.asked_group
        asked = self.plan_day, group, self.filters.is_worst_first
        return context | {
            "filters": self.filters,
            "applied": applied_filters(self.request, self.filters),
            "clear_url": self.links.to("matrix"),
            "number": len(matrix.lines),
            "with_overdue": sum(1 for line in matrix.lines if line.tally.overdue),
            "table": whole_table(*asked, self.links, get_language()),
            "key_to_cells": rows.key_to_cells(),
        }

    @cached_property
    def found(self) -> Matrix:
        return queries.matrix(self.plan_day, self.filters.asked_group)

    @cached_property
    def filters(self) -> MatrixFilter:
        asked = self.asked_day.understood(self.request.GET)
        return MatrixFilter(asked, groups=group_choices(self.plan, on=self.plan_day.day))
