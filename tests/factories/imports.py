"""Files that came in for a plan."""

from datetime import datetime

from tasks_app.common.actors import Actor
from tasks_app.imports import queries
from tasks_app.imports.actions import keep_import
from tasks_app.imports.models import Import
from tasks_app.imports.rules import Grid, best_grid
from tasks_app.imports.rules.grid import Line
from tasks_app.people.models import Person
from tasks_app.plan.models import Plan

HEADING = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời hạn"]


def plan_file(plan: Plan, *rows: tuple, by: Person, at: datetime, name: str = "phu-luc.xlsx") -> Import:
    """A table whose first row stands in row 2: (task, lead, deliverable, deadline) each."""
    lines = [HEADING, *([number, *row] for number, row in enumerate(rows, 1))]
    grid, heading = best_grid([Grid([Line(number, list(cells)) for number, cells in enumerate(lines, 1)])])
    known = queries.known(plan.year, plan=plan)
    return keep_import(plan, grid, heading, name=name, known=known, by=Actor(by), at=at)
