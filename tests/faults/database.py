"""Where a job is held in the database, so that it can be killed exactly there; and the server that goes away."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import OperationalError, connection

from tests.faults.processes import until

LOCK = 427


class Held:
    """Knows the sessions that wait at a lock which the test holds."""

    def __init__(self, holder):
        self._holder = holder

    def wait(self) -> None:
        """Until a job is there."""
        until(self._waiting, "a job waits at the lock")

    def end(self) -> None:
        """The waiting sessions end, as when their machine dies: what they had not committed is rolled back."""
        for pid in self._waiting():
            self._holder.execute("SELECT pg_terminate_backend(%s)", [pid])
        until(lambda: not self._waiting(), "the sessions have ended")

    def _waiting(self) -> list[int]:
        self._holder.execute(
            "SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return [pid for (pid,) in self._holder.fetchall()]


@contextmanager
def held_at_writing(table: str) -> Iterator[Held]:
    """Who writes into the table waits before the first row."""
    with _session() as holder:
        holder.execute("BEGIN")
        holder.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield Held(holder)


@contextmanager
def held_at_commit(table: str, *, when: str = "TRUE") -> Iterator[Held]:
    """Who has written into the table waits in his COMMIT, before it takes effect.

    ``when``: for which new rows, in SQL.
    """
    with _session() as holder:
        holder.execute(
            f"CREATE FUNCTION held_here() RETURNS trigger LANGUAGE plpgsql AS"
            f" 'BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN NULL; END';"
            f"CREATE CONSTRAINT TRIGGER held_here AFTER INSERT OR UPDATE ON {table} DEFERRABLE INITIALLY DEFERRED"
            f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION held_here()"
        )
        holder.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield Held(holder)
        finally:
            holder.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            holder.execute(f"DROP TRIGGER held_here ON {table}; DROP FUNCTION held_here()")


@contextmanager
def _session():
    """Beside Django's own, so that the test can look on meanwhile; what it has not committed ends with it."""
    session = connection.copy()
    try:
        with session.cursor() as cursor:
            yield cursor
    finally:
        session.close()


def crash() -> None:
    """PostgreSQL ends at once, with every session, and comes back with what was committed."""
    _end(lambda server: os.kill(server, signal.SIGQUIT))


def kill_server() -> None:
    """SIGKILL to PostgreSQL and all its processes; it comes back from what it had written."""

    def kill(server: int) -> None:
        its = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        os.kill(server, signal.SIGKILL)
        for pid in map(int, its):
            with suppress(ProcessLookupError):  # it has noticed
                os.kill(pid, signal.SIGKILL)

    _end(kill)


def _end(kill: Callable[[int], None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        note = Path(cursor.fetchone()[0]) / "postmaster.pid"
    before = _server_of(note)
    kill(before)
    connection.close()
    until(lambda: _server_of(note) not in (None, before), "another server starts")
    until(_accepts, "the server accepts sessions")


def _server_of(note: Path) -> int | None:
    """The number of the running server; None while there is none, or none that has written it down."""
    try:
        return int(note.read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return None


def _accepts() -> bool:
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True
