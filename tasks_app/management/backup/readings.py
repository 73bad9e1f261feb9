"""What is read of a database for a manifest, the same way of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.apps import apps
from django.db import models

from tasks_app.management.backup.manifest import Table

# What a database has that was only prepared, and what it makes again by itself.
OF_THE_MACHINERY = {"django_migrations", "django_content_type", "auth_permission", "cache", "tasks_app_stamp"}


class Reader(Protocol):
    """One state of a database, however long the reading takes."""

    def tables(self) -> list[str]: ...

    def columns(self, table: str) -> list[str]: ...

    def has_rows(self, table: str) -> bool: ...

    def rows(self, table: str, *columns: str) -> Iterator[tuple[str, ...]]:
        """The texts in these columns, of all rows."""

    def digest(self, table: str) -> Table: ...


@dataclass(frozen=True)
class Snapshot:
    """A database as it was at one moment. ``copy``: the file to restore it from."""

    copy: Path
    version: int
    tables: dict[str, Table]
    applied: set[tuple[str, str]]
    named_files: set[str]


class Database(Protocol):
    """What making and restoring ask of a kind of database; the modules ``postgres`` and ``sqlite`` are this."""

    VENDOR: str

    def version(self) -> int: ...

    def snapshot(self, folder: Path) -> Snapshot: ...

    def reading(self) -> AbstractContextManager[Reader]: ...

    def replaced(self, copy: Path, *, without: str) -> AbstractContextManager[None]: ...


def taken(copy: Path, version: int, reader: Reader) -> Snapshot:
    return Snapshot(copy, version, digests(reader), _applied(reader), _named_files(reader))


def digests(reader: Reader) -> dict[str, Table]:
    return {table: reader.digest(table) for table in reader.tables()}


def filled(reader: Reader) -> list[str]:
    """The tables that hold somebody's data."""
    return [table for table in reader.tables() if table not in OF_THE_MACHINERY and reader.has_rows(table)]


def _applied(reader: Reader) -> set[tuple[str, str]]:
    if "django_migrations" not in reader.tables():
        return set()
    return {(app, name) for app, name in reader.rows("django_migrations", "app", "name")}


def _named_files(reader: Reader) -> set[str]:
    """The database may be of an older release than the models, so a table or a column may not be there yet."""
    there, found = set(reader.tables()), set()
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField) and table in there and field.column in reader.columns(table):
                found |= {name for (name,) in reader.rows(table, field.column) if name}
    return found
