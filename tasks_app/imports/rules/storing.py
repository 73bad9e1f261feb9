"""Grids and rows as plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from tasks_app.imports.enums import Part
from tasks_app.imports.rules.columns import Heading, heading_texts
from tasks_app.imports.rules.grid import Grid, Line, Span, Value

DAY = "day"


def value_as_json(value: Value):
    return {DAY: value.isoformat()} if isinstance(value, date) else value


def value_from_json(value) -> Value:
    return date.fromisoformat(value[DAY]) if isinstance(value, dict) else value


def grid_as_json(grid: Grid) -> dict:
    return {
        "name": grid.name,
        "hidden": sorted(grid.hidden_columns),
        "spans": [list(asdict(span).values()) for span in grid.spans],
        "lines": [
            [line.number, line.piece, line.is_hidden, [value_as_json(value) for value in line.cells]]
            for line in grid.lines
        ],
    }


def grid_from_json(stored: Mapping) -> Grid:
    lines = [
        Line(number, [value_from_json(value) for value in cells], is_hidden=is_hidden, piece=piece)
        for number, piece, is_hidden, cells in stored["lines"]
    ]
    spans = [Span(*corners) for corners in stored["spans"]]
    return Grid(lines, spans, stored["name"], frozenset(stored["hidden"]))


def heading_in(grid: Grid, first: int, last: int, columns: Mapping[str, int]) -> Heading:
    return Heading(first, last, heading_texts(grid, first, last), {Part(part): at for part, at in columns.items()})
