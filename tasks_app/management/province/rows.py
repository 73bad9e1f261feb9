"""Rows of a model by the hundred thousand: PostgreSQL takes them by COPY, other databases by INSERTs of many rows.

The database judges every row either way: constraints, foreign keys and triggers hold. What Django does for a single
object is left out: ``save``, signals, and columns that fill themselves when they are saved (``auto_now``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, JSONField, Model, UUIDField

Row = dict[str, Any]
"""Values by the attribute of the model that holds them (``assignment_id``); what it leaves out has its default."""

AT_ONCE = 200  # lines handed over together: PostgreSQL stores them while the next ones are spelled
KEPT = 4_096  # spelled values of a column: days, texts and people come again and again
NULL = r"\N"
# The name of the sequence is looked up once and not for each key.
NEXT_KEYS = """
    WITH its AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence)
    SELECT nextval(sequence) FROM its, generate_series(1, %s)
"""
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def write_rows(model: type[Model], rows: Iterable[Row]) -> list[int]:
    """Write the rows in this order; their keys, which the database chooses, come back in the same order."""
    return (_copied if is_copied() else _inserted)(model, list(rows))


def is_copied() -> bool:
    return connection.vendor == "postgresql"


def _inserted(model: type[Model], rows: list[Row]) -> list[int]:
    return [one.pk for one in model._default_manager.bulk_create([model(**row) for row in rows])]


def _copied(model: type[Model], rows: list[Row]) -> list[int]:
    table = _table(model)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # COPY tells no keys, so they are taken beforehand.
        cursor.execute(NEXT_KEYS, [*table.sequence_of, len(rows)])
        keys = [key for (key,) in cursor.fetchall()]
        cursor.copy_expert(table.copy, _Lines(map(table.line, keys, rows)))
    return keys


class _Table:
    """How rows of a model are written in the text format of COPY."""

    def __init__(self, model: type[Model]):
        key, fields = model._meta.pk, [field for field in model._meta.concrete_fields if not field.primary_key]
        quoted = connection.ops.quote_name
        name, columns = quoted(model._meta.db_table), ", ".join(quoted(field.column) for field in (key, *fields))
        self.copy = f"COPY {name} ({columns}) FROM STDIN"
        self.sequence_of = (name, key.column)
        self._spellings = {field.attname: _spelling(field) for field in fields}
        self._made = [(field.attname, field.default) for field in fields if _is_made(field)]
        usual = {field.attname: field.get_default() for field in fields if not _is_made(field)}
        self._usual = {name: self._spellings[name](value) for name, value in usual.items()}
        self._in_order = itemgetter(*self._spellings)

    def line(self, key: int, row: Row) -> str:
        """A name that the model has not is a KeyError, out of which COPY makes a DatabaseError that quotes it."""
        spelled = self._usual | {name: self._spellings[name](value) for name, value in row.items()}
        for name, make in self._made:
            if name not in row:
                spelled[name] = self._spellings[name](make())
        return "\t".join((str(key), *self._in_order(spelled))) + "\n"


_table = cache(_Table)


def _is_made(field: Field) -> bool:
    """Each row has a default of its own, such as a random number or an empty list."""
    return field.has_default() and callable(field.default)


def _spelling(field: Field) -> Callable[[Any], str]:
    """The function that spells a value of this field as a line of COPY has it."""
    its = connections[DEFAULT_DB_ALIAS]  # ``connection`` would look for it at each value

    def spell(value: Any) -> str:
        prepared = field.get_db_prep_save(value, its)
        return NULL if prepared is None else str(prepared).translate(ESCAPED)

    def spell_json(value: Any) -> str:
        prepared = field.get_db_prep_save(value, its)
        return NULL if prepared is None else prepared.dumps(prepared.adapted).translate(ESCAPED)

    if isinstance(field, JSONField):
        return spell_json
    # A key of its own comes in no other row.
    return spell if isinstance(field, UUIDField) else lru_cache(KEPT)(spell)


class _Lines:
    """What COPY reads from, many lines at a time; nothing is left when it gets an empty text."""

    def __init__(self, lines: Iterator[str]):
        self._lines = lines

    def read(self, _size: int) -> str:
        return "".join(islice(self._lines, AT_ONCE))
