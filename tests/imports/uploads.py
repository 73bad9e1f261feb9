"""A file in the hands of the secretariat."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tasks_app.common.actors import Actor
from tasks_app.imports import queries
from tasks_app.imports.actions import keep_import
from tasks_app.imports.models import Import
from tasks_app.imports.rules import best_grid, read_file
from tasks_app.people.models import Person
from tasks_app.plan.models import Plan


def upload(path: Path, plan: Plan, *, by: Person, at) -> Import:
    with path.open("rb") as file:
        grid, heading = best_grid(read_file(file, path.name))
    known = queries.known(plan.year, plan=plan)
    return keep_import(plan, grid, heading, name=path.name, known=known, by=Actor(by), at=at)


def posted(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())
