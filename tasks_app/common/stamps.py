"""What is kept in a process of the database's answers, for exactly as long as they are still the answers.

The seldom-changing parts of the data (``enums.Part``) have a stamp each. Triggers of the database give a part another
one whenever a row of its tables is added, changed or deleted, in the same transaction and whoever writes; a model says
which part it belongs to by ``stamps``. What ``kept`` has kept is found again only under the stamps that it was read
with, so nothing has to be told to forget, in this process or in another.

A stamp never comes back: it is made of random numbers, so neither a transaction that was undone nor a database that was
put back can bring it up again with other rows behind it. Where rows and stamp are read one after the other, and
somebody writes between, newer rows are kept under an older stamp, which nobody asks for any more.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections, router, transaction
from django.db.models import Count, Model, QuerySet, Sum

from tasks_app.common.enums import Part
from tasks_app.common.models import Stamp

P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=Model)
_State = Mapping[str, tuple[int, int]]
_state: ContextVar[dict[str, _State] | None] = ContextVar("the stamps of this page", default=None)
_stores: list[_Store] = []


def kept(*parts: Part, size: int = 32) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorate a query whose answer depends on its arguments and on these parts of the data alone.

    The arguments have to be hashable; up to ``size`` answers are kept in a process, the oldest go. Everybody is given
    the same object, so it is one that nobody changes, and holds no words in the language of who asked first. Asking
    takes a query for the stamps of all parts, once within ``one_state``, and the query's own where it is not kept.
    """

    def decorate(load: Callable[P, T]) -> Callable[P, T]:
        store = _Store(size)
        _stores.append(store)

        @wraps(load)
        def ask(*args: P.args, **kwargs: P.kwargs) -> T:
            with one_state(anew=False):
                key = (_stamps(parts), args, tuple(sorted(kwargs.items())))
                return store.get(key, lambda: load(*args, **kwargs))

        return ask

    return decorate


def kept_rows(rows: QuerySet[M], *parts: Part) -> tuple[M, ...]:
    """The rows of a query that depends on these parts of the data alone. They are kept by the query itself, so who asks
    another one is never given these; as ``kept``, they are everybody's."""
    return kept_of(rows, tuple, *parts)


def kept_count(rows: QuerySet, *parts: Part) -> int:
    """How many rows such a query has."""
    return kept_of(rows.order_by(), QuerySet.count, *parts)


def kept_of(rows: QuerySet[M], made: Callable[[Iterable[M]], T], *parts: Part) -> T:
    """What a function makes of the rows of such a query: of them alone."""
    try:
        asked = rows.query.sql_with_params()
    except EmptyResultSet:
        return made(rows.none())
    with one_state(anew=False):
        key = (_stamps(parts), made, asked, rows._iterable_class, rows._prefetch_related_lookups)
        return _of_queries.get(key, lambda: made(rows))


@contextmanager
def one_state(*, anew: bool = True) -> Iterator[None]:
    """Until the end of the block the stamps are read once, for what writes nothing: a page is made of one state. Not
    ``anew``: within another block it is that one's."""
    if not anew and _state.get() is not None:
        yield
        return
    token = _state.set({})
    try:
        yield
    finally:
        _state.reset(token)


def forget_all() -> None:
    """As a process that has just begun."""
    for store in _stores:
        store.clear()


class _Store:
    """Keeps so many answers, or answers with so many rows in all: what nobody asks again fills no memory."""

    def __init__(self, size: int, weigh: Callable[[object], int] = lambda _: 1):
        self._size, self._weigh, self._lock = size, weigh, Lock()
        self._answers: OrderedDict[tuple, object] = OrderedDict()
        self._weight = 0

    def get(self, key: tuple, load: Callable[[], T]) -> T:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = load()
        with self._lock:
            if key not in self._answers:
                self._answers[key] = answer
                self._weight += self._weigh(answer)
            while self._weight > self._size:
                self._weight -= self._weigh(self._answers.popitem(last=False)[1])
        return answer

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._weight = 0


_of_queries = _Store(10_000, weigh=lambda answer: len(answer) + 1 if isinstance(answer, Sized) else 1)
_stores.append(_of_queries)


def _stamps(parts: Iterable[Part]) -> tuple[tuple[Part, tuple[int, int] | None], ...]:
    """Those of the database that is read from now: the primary, or the replica with stamps as old as its rows."""
    alias, states = router.db_for_read(Stamp), _state.get()
    if alias not in states:
        states[alias] = _read(alias)
    return tuple((part, states[alias].get(part)) for part in parts)


def _read(alias: str) -> _State:
    rows = Stamp.objects.using(alias).order_by().values_list("part").annotate(Count("pk"), Sum("nonce"))
    return {part: (number, nonces) for part, number, nonces in rows}


def gather() -> int:
    """Put one row in the place of the many that writing has left; returns how many went. Every part has a new stamp."""
    with transaction.atomic():
        rows = list(Stamp.objects.select_for_update().values_list("pk", "part"))
        Stamp.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
        Stamp.objects.bulk_create(Stamp.new(part) for part in sorted({part for _, part in rows}))
    return len(rows)


# --- The triggers -----------------------------------------------------------------------------------------------------

# A row for every statement, and none is ever changed: two who write to one part at once do not wait for each other.
# The number is Stamp.NONCES.
_FUNCTION = """
CREATE OR REPLACE FUNCTION tasks_app_put_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tasks_app_stamp (part, nonce) VALUES (TG_ARGV[0], floor(random() * 1099511627776)::bigint);
    RETURN NULL;
END
$$
"""
_ON_POSTGRESQL = """
CREATE TRIGGER {name} AFTER INSERT OR DELETE OR TRUNCATE OR {update} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION tasks_app_put_stamp('{part}')
"""
# SQLite knows triggers for rows alone, and one who writes at a time: there the part's one row is replaced.
_ON_SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
    DELETE FROM tasks_app_stamp WHERE part = '{part}';
    INSERT INTO tasks_app_stamp (part, nonce) VALUES ('{part}', abs(random() % 1099511627776));
END
"""
_THERE = {
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
    " WHERE tgname LIKE 'stamped%' AND relnamespace = current_schema()::regnamespace",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'stamped%'",
}


def tables() -> dict[str, tuple[Part, tuple[str, ...]]]:
    """By table: the part that it belongs to, and the columns that count, () for all of them."""
    found: dict[str, tuple[Part, tuple[str, ...]]] = {}
    for model in apps.get_app_config("tasks_app").get_models():
        part = getattr(model, "stamps", None)
        if part is None or model._meta.proxy:
            continue
        without = getattr(model, "stamps_without", ())
        columns = [field.column for field in model._meta.local_concrete_fields if field.name not in without]
        found[model._meta.db_table] = (part, tuple(columns) if without else ())
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                found[field.remote_field.through._meta.db_table] = (part, ())
    return found


def install(using: str) -> None:
    """Give the tables the triggers that they should have, and take away what they should not.

    After every ``migrate``: to alter a table SQLite makes a new one, and the triggers of the old one are gone. Table by
    table, so that whoever works meanwhile waits for one of them at most.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        wanted = _triggers(connection, set(connection.introspection.table_names(cursor)), cursor)
        cursor.execute(_THERE[connection.vendor])
        there = dict(cursor.fetchall())
        for name in there.keys() - wanted.keys():
            cursor.execute(_drop(connection.vendor, name, there[name]))
        if connection.vendor == "postgresql" and wanted:
            cursor.execute(_FUNCTION)
        for name in sorted(wanted.keys() - there.keys()):
            cursor.execute(wanted[name])


def uninstall(using: str) -> None:
    """Take all of them away, before the table that they write to goes."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        for name, table in cursor.fetchall():
            cursor.execute(_drop(connection.vendor, name, table))
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS tasks_app_put_stamp")


def _drop(vendor: str, name: str, table: str) -> str:
    return f'DROP TRIGGER {name} ON "{table}"' if vendor == "postgresql" else f"DROP TRIGGER {name}"


def _triggers(connection, there: set[str], cursor) -> dict[str, str]:
    """Name -> statement, of the tables that are there, where a part of the migrations was gone through. The name says
    which statement it was, so that one which reads otherwise now is made anew."""
    if Stamp._meta.db_table not in there:
        return {}
    found = {}
    for table, (part, columns) in tables().items():
        if table not in there:
            continue
        if columns:
            known = {one.name for one in connection.introspection.get_table_description(cursor, table)}
            columns = [column for column in columns if column in known]
        update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
        if connection.vendor == "postgresql":
            statements = [_ON_POSTGRESQL.format(name="{name}", update=update, table=table, part=part.value)]
        else:
            statements = [
                _ON_SQLITE.format(name="{name}", event=event, table=table, part=part.value)
                for event in ("INSERT", "DELETE", update)
            ]
        for statement in statements:
            name = f"stamped_{hashlib.sha256(statement.encode()).hexdigest()[:16]}"
            found[name] = statement.replace("{name}", name)
    return found
