"""Boards read from a replica of the database, where there is one: a copy that follows the primary within moments.

Only what a view names explicitly reads there, by ``read_from_replica``. Everything else is asked of the primary: who
has signed in, what he may, and all that is written. Who has just written something reads the primary himself for a
while, so that he finds his own work. A replica that does not answer, or lags too far behind, is passed by for the
primary.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections

from tasks_app.common import metrics

logger = logging.getLogger(__name__)

REPLICA = "replica"
MOST_LAG = timedelta(seconds=10)
LOOK_AGAIN_AFTER, TRY_AGAIN_AFTER = 5, 15  # seconds: while it is well, and once it was not
# Longer than the lag that is allowed and the time between two looks.
OWN_WRITES_FOR = timedelta(seconds=20)
WROTE = "reform_wrote"

# Received and replayed may be equal because nothing is received any more, so the receiver has to run. That it runs may
# be seen by every role, what it does only by some.
_HOW_FAR_BEHIND = """
SELECT pg_is_in_recovery(),
       EXISTS (SELECT FROM pg_stat_wal_receiver) AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn(),
       clock_timestamp() - pg_last_xact_replay_timestamp()
"""

T = TypeVar("T")
_reads_there: ContextVar[bool] = ContextVar("reads_from_replica", default=False)


class ReplicaRouter:
    """Says it for every query, or Django would ask wherever an object was read."""

    def db_for_read(self, model, **hints) -> str:
        return REPLICA if _reads_there.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        return True  # it is the same row on both

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == DEFAULT_DB_ALIAS


@dataclass(frozen=True)
class ReplicaState:
    """``lag``: how far it is behind; None where it does not answer, or follows nobody."""

    answers: bool
    lag: timedelta | None

    @property
    def is_usable(self) -> bool:
        return self.lag is not None and self.lag <= MOST_LAG


def replica_state() -> ReplicaState | None:
    """How the replica is, by one query of it; None where there is none."""
    if REPLICA not in connections.settings:
        return None
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(_HOW_FAR_BEHIND)
            follows, has_all, since_last = cursor.fetchone()
    except DatabaseError:
        connections[REPLICA].close()
        return ReplicaState(answers=False, lag=None)
    if not follows:
        return ReplicaState(answers=True, lag=None)
    return ReplicaState(answers=True, lag=timedelta(0) if has_all else since_last)


class _Watch:
    """Looks at the replica every few seconds, and not at every page."""

    def __init__(self):
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        self._until, self._is_usable = 0.0, False

    def is_usable(self) -> bool:
        with self._lock:
            if monotonic() >= self._until:
                its = replica_state()
                self._note(its is not None and its.is_usable, f"it is {its}")
            return self._is_usable

    def failed(self, reason: Exception) -> None:
        metrics.REPLICA_FAILURES.inc()
        with self._lock:
            self._note(False, type(reason).__name__)
        connections[REPLICA].close()

    def _note(self, is_usable: bool, why: str) -> None:
        if not is_usable:
            logger.warning("boards are read from the primary, not from the replica: %s", why)
        self._is_usable = is_usable
        self._until = monotonic() + (LOOK_AGAIN_AFTER if is_usable else TRY_AGAIN_AFTER)


watch = _Watch()


def read_from_replica(request, read: Callable[[], T]) -> T:
    """What ``read`` returns; its queries are asked of the replica where that is there, well and recent enough.

    ``read`` writes nothing, and is called again where the replica fails in the middle. Who it is that asks has been
    found out by then, on the primary.
    """
    if REPLICA not in connections.settings or WROTE in request.COOKIES or not watch.is_usable():
        return read()
    _establish(request)
    token = _reads_there.set(True)
    try:
        return read()
    except (OperationalError, InterfaceError) as error:
        watch.failed(error)
    finally:
        _reads_there.reset(token)
    return read()


def _establish(request) -> None:
    """Both are worked out when they are first looked at, and that must not be on the replica."""
    for name in ("standing", "capacity"):
        bool(getattr(request, name, None))


def remember_write(request, response) -> None:
    """For a while this browser reads from the primary."""
    if REPLICA in connections.settings and request.method not in ("GET", "HEAD", "OPTIONS"):
        response.set_cookie(
            WROTE,
            "1",
            max_age=OWN_WRITES_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
