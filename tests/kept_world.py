"""The small province of tests/worlds.py, built once by a process and put back from its rows after that.

Building it takes half a second, its rows a twentieth of it. What stands around it stays as it is: sequences go on, so
nobody gets a key twice.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tasks_app.common.models import Stamp
from tests import raw_rows
from tests.worlds import World, build_world


@dataclass(frozen=True)
class Kept:
    world: bytes
    rows: dict[str, object]
    """Of the tables that the world has changed, in the form in which the database takes them back."""
    sequences: dict[str, int]
    files: dict[Path, bytes]


_kept: dict[tuple, Kept] = {}


def world_on(today: date) -> World:
    """As by ``build_world``. What is done after a commit is in it only where it was built outside a transaction."""
    key = (today, connection.in_atomic_block)
    if key not in _kept:
        before, files = _rows(), set(_files())
        world = build_world(today)
        rows = {table: its for table, its in _rows().items() if its != before[table]}
        _kept[key] = Kept(
            pickle.dumps(world),
            rows,
            _sequences(),
            {file.relative_to(settings.MEDIA_ROOT): file.read_bytes() for file in set(_files()) - files},
        )
        return world
    kept = _kept[key]
    with transaction.atomic():
        _put_back(kept)
    for name, content in kept.files.items():
        file = Path(settings.MEDIA_ROOT) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return pickle.loads(kept.world)


def _files() -> Iterable[Path]:
    return (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def _rows() -> dict[str, object]:
    """Of all tables but the stamps', which the database writes itself while the others are put back."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {Stamp._meta.db_table}
        return {table: raw_rows.read(cursor, table) for table in sorted(tables)}


def _put_back(kept: Kept) -> None:
    with connection.cursor() as cursor:
        for table, rows in kept.rows.items():
            cursor.execute(f'DELETE FROM "{table}"')
            raw_rows.write(cursor, table, rows)
        if connection.vendor == "sqlite":
            for table, last in kept.sequences.items():
                cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, table])


def _sequences() -> dict[str, int]:
    """SQLite's, which are undone with a transaction; PostgreSQL's never go back."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())
