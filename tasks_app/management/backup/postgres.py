"""PostgreSQL: dumped and restored by its own programs.

A dump of ours by COPY would need no programs, but it restores into tables that the migrations made, and there the
triggers that keep history are in the way of whoever is no superuser; and it could be read by one release only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from tasks_app.management.backup import readings
from tasks_app.management.backup.manifest import Table
from tasks_app.management.backup.refusals import BackupRefused

VENDOR = "postgresql"
ASIDE = "before_restore"
TOLD = 1000  # characters of what a program said
# How values are written decides the checksums, so it hangs on nothing that a server or a role may set.
WRITTEN = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'postgres'",
    "SET extra_float_digits = 1",
    "SET bytea_output = 'hex'",
)


class PostgresReader:
    """Of the schema in which the tables lie, in the transaction of the cursor."""

    def __init__(self, cursor):
        self._cursor = cursor
        for line in WRITTEN:
            cursor.execute(line)
        self.schema = _asked(cursor, "SELECT current_schema()")

    def tables(self) -> list[str]:
        self._cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname",
            [self.schema],
        )
        return [name for (name,) in self._cursor.fetchall()]

    def columns(self, table: str) -> list[str]:
        self._cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s "
            "ORDER BY ordinal_position",
            [self.schema, table],
        )
        return [name for (name,) in self._cursor.fetchall()]

    def has_rows(self, table: str) -> bool:
        return _asked(self._cursor, f"SELECT EXISTS (SELECT 1 FROM {self._named(table)})")

    def rows(self, table: str, *columns: str) -> Iterator[tuple[str, ...]]:
        self._cursor.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {self._named(table)}")
        return iter(self._cursor.fetchall())

    def digest(self, table: str) -> Table:
        columns = self.columns(table)
        lines = _Lines(columns)
        wanted = ", ".join(map(_quoted, columns))
        sql = (
            f'COPY (SELECT {wanted} FROM {self._named(table)} AS the_row ORDER BY the_row::text COLLATE "C") TO STDOUT'
        )
        self._cursor.copy_expert(sql, lines)
        return lines.found()

    def _named(self, table: str) -> str:
        return f"{_quoted(self.schema)}.{_quoted(table)}"


class _Lines:
    """COPY writes into it: a line for each row, within which a line's end is escaped."""

    def __init__(self, columns: list[str]):
        self._digest, self._rows = sha256(repr(columns).encode()), 0

    def write(self, content: bytes) -> int:
        self._digest.update(content)
        self._rows += content.count(b"\n")
        return len(content)

    def found(self) -> Table:
        return Table(self._rows, self._digest.hexdigest())


def version() -> int:
    """The server's major version."""
    connection.ensure_connection()
    return connection.pg_version // 10_000


def snapshot(folder: Path) -> readings.Snapshot:
    """The database at one moment, as a dump in ``folder``; what is counted is what is dumped, whoever writes meanwhile.

    Raises BackupRefused where the programs are missing, too old or fail.
    """
    dump, copy = _program("pg_dump"), folder / "database"
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            moment, reader = _asked(cursor, "SELECT pg_export_snapshot()"), PostgresReader(cursor)
            what = [f"--snapshot={moment}", f"--schema={_quoted(reader.schema)}"]
            _run(dump, "--format=custom", "--no-owner", "--no-privileges", "--no-password", *what, f"--file={copy}")
            _run(_program("pg_restore"), "--file=/dev/null", str(copy))  # it can be read to its end
            return readings.taken(copy, version(), reader)
    finally:
        own.close()


@contextmanager
def reading() -> Iterator[PostgresReader]:
    with connection.cursor() as cursor:
        yield PostgresReader(cursor)


@contextmanager
def replaced(copy: Path, *, without: str) -> Iterator[None]:
    """Within the block the database is the copy's, with the table ``without`` empty; where the block fails, what was
    there before comes back. Meanwhile that lies in a schema of its own.

    Raises BackupRefused where others are connected, where a restore was broken off before, or where a program fails.
    """
    restore = _program("pg_restore")
    with connection.cursor() as cursor:
        schema = _asked(cursor, "SELECT current_schema()")
        _refuse_guests(cursor)
        _refuse_remains(cursor)
    listed = copy.with_name("list")
    listed.write_text(_contents(_run(restore, "--list", str(copy)), schema, without), encoding="utf-8")
    _do(
        f"ALTER SCHEMA {_quoted(schema)} RENAME TO {ASIDE}",
        f"CREATE SCHEMA {_quoted(schema)}",
        f"GRANT USAGE ON SCHEMA {_quoted(schema)} TO PUBLIC",  # as the one that each database is born with
    )
    try:
        what = ["--no-owner", "--no-privileges", "--no-password", "--exit-on-error", "--single-transaction"]
        name = connection.settings_dict["NAME"]
        _run(restore, *what, f"--use-list={listed}", f"--dbname={name}", str(copy))
        _do("ANALYZE")
        yield
    except BaseException:
        _do(f"DROP SCHEMA {_quoted(schema)} CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO {_quoted(schema)}")
        raise
    _do(f"DROP SCHEMA {ASIDE} CASCADE")


def _contents(listed: str, schema: str, without: str) -> str:
    """The table of contents of a dump without the schema itself, which is there, and without one table's rows."""
    left_out = re.compile(rf"^\d+; \d+ \d+ (SCHEMA - {schema} |TABLE DATA {schema} {without} |\w+ - SCHEMA {schema} )")
    return "".join(line for line in listed.splitlines(keepends=True) if not left_out.match(line))


def _refuse_guests(cursor) -> None:
    guests = _asked(
        cursor,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'",
    )
    if guests:
        raise BackupRefused(
            _("%(number)d other connections to the database are open. Stop the web and the jobs, and try again.")
            % {"number": guests}
        )


def _refuse_remains(cursor) -> None:
    if _asked(cursor, f"SELECT to_regnamespace('{ASIDE}') IS NOT NULL"):
        raise BackupRefused(
            _(
                "The schema %(schema)s is there: a restore was broken off, and it holds what was there before. "
                "docs/backup.md says what to do."
            )
            % {"schema": ASIDE}
        )


def _program(name: str) -> Path:
    """Raises BackupRefused where there is none, or one that is older than the server."""
    found = shutil.which(name, path=settings.PGBIN or None)
    server = version()
    if not found:
        raise BackupRefused(
            _(
                "%(program)s is not there. Install PostgreSQL's programs (Debian: postgresql-client-%(version)d), or "
                "name their folder by PGBIN."
            )
            % {"program": name, "version": server}
        )
    said = _run(Path(found), "--version")
    its = re.search(r"(\d+)", said)
    if not its or int(its[1]) < server:
        raise BackupRefused(
            _(
                "%(program)s is of version %(its)s, and the server of %(server)d. Take programs at least as new, and "
                "name their folder by PGBIN."
            )
            % {"program": found, "its": its[1] if its else "?", "server": server}
        )
    return Path(found)


def _run(program: Path, *arguments: str) -> str:
    """What it wrote. The password goes through the environment: command lines can be read by everybody."""
    asked = connection.settings_dict
    secret = connection.client.settings_to_cmd_args_env(asked, [])[1] or {}
    where = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    named = {name: str(asked[key]) for name, key in where.items() if asked[key]}
    environment = os.environ | named | secret | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        its = {"program": program.name, "said": done.stderr.strip()[-TOLD:]}
        raise BackupRefused(_("%(program)s failed: %(said)s") % its)
    return done.stdout


def _do(*lines: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("; ".join(lines))  # several in one message are one transaction
    except DatabaseError as error:
        raise BackupRefused(_("The database refuses: %(reason)s") % {"reason": str(error).strip()}) from error


def _asked(cursor, sql: str):
    cursor.execute(sql)
    return cursor.fetchone()[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
