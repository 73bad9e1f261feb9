"""SQLite: copied by its own backup interface, which gives one state and lets others write meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from tasks_app.management.backup import readings
from tasks_app.management.backup.manifest import Table
from tasks_app.management.backup.refusals import BackupRefused

VENDOR = "sqlite"
SECONDS_TO_WAIT = 20  # as long as every other writer


class SqliteReader:
    """Of a file that nobody else has open: Django's own connections turn values into Python's, which can lose some."""

    def __init__(self, copy: sqlite3.Connection):
        self._copy = copy

    def tables(self) -> list[str]:
        sql = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite/_%' ESCAPE '/' ORDER BY name"
        )
        return [name for (name,) in self._copy.execute(sql)]

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self._copy.execute(f"PRAGMA table_info({_quoted(table)})")]

    def has_rows(self, table: str) -> bool:
        return bool(self._copy.execute(f"SELECT EXISTS (SELECT 1 FROM {_quoted(table)})").fetchone()[0])

    def rows(self, table: str, *columns: str) -> Iterator[tuple[str, ...]]:
        return self._copy.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")

    def digest(self, table: str) -> Table:
        columns = self.columns(table)
        digest, rows = sha256(repr(columns).encode()), 0
        sql = f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)} ORDER BY rowid"
        self._copy.text_factory = _as_stored
        try:
            for row in self._copy.execute(sql):
                digest.update(repr(row).encode())
                rows += 1
        finally:
            self._copy.text_factory = str
        return Table(rows, digest.hexdigest())


def version() -> int:
    return sqlite3.sqlite_version_info[0]


def snapshot(folder: Path) -> readings.Snapshot:
    """The database at this moment, as a file in ``folder``. Raises BackupRefused where it is damaged."""
    copy = folder / "database"
    _copy_to(copy)
    with closing(sqlite3.connect(copy)) as opened:
        said = opened.execute("PRAGMA quick_check").fetchone()[0]
        if said != "ok":
            raise BackupRefused(_("The database is damaged, so it was not backed up: %(said)s") % {"said": said})
        return readings.taken(copy, version(), SqliteReader(opened))


@contextmanager
def reading() -> Iterator[SqliteReader]:
    with TemporaryDirectory(dir=settings.VAR_DIR, prefix="reading-") as folder:
        copy = Path(folder) / "database"
        _copy_to(copy)
        with closing(sqlite3.connect(copy)) as opened:
            yield SqliteReader(opened)


@contextmanager
def replaced(copy: Path, *, without: str) -> Iterator[None]:
    """Within the block the database is the copy's, with the table ``without`` empty; where the block fails, what was
    there before comes back."""
    with closing(sqlite3.connect(copy)) as new:
        if without in SqliteReader(new).tables():
            new.execute(f"DELETE FROM {_quoted(without)}")
            new.commit()
    before = copy.with_name("before")
    _copy_to(before)
    try:
        _copy_from(copy)
        yield
    except BaseException:
        _copy_from(before)
        raise


def _copy_to(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target, progress=_not_for_ever())
        target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _copy_from(path: Path) -> None:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as source:
            source.backup(connection.connection, progress=_not_for_ever())
    except sqlite3.Error as error:
        raise BackupRefused(
            _("The database cannot be replaced: %(reason)s. Stop the web and the jobs, and try again.")
            % {"reason": error}
        ) from error


def _not_for_ever() -> Callable[[int, int, int], None]:
    """Copying waits for whoever writes; this ends the waiting after a while."""
    end = monotonic() + SECONDS_TO_WAIT

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > end:
            raise sqlite3.OperationalError("database is locked")

    return look


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _as_stored(text: bytes) -> tuple[str, bytes]:
    """Told apart from a blob of the same bytes."""
    return "text", text
