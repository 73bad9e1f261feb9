"""Rows of a table as the database gives and takes them fastest; nobody looks into what ``read`` returns but ``write``.

It can be pickled, and put into a table of the same columns in a database of the same kind.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def read(cursor, table: str) -> object:
    if connection.vendor == "postgresql":
        text = io.StringIO()
        cursor.cursor.copy_expert(f'COPY "{table}" TO STDOUT', text)
        return text.getvalue()
    # As it is stored: of a column as such the driver would make days and moments.
    names = ", ".join(f'+"{column}"' for column in _columns(cursor, table))
    return cursor.cursor.connection.execute(f'SELECT {names} FROM "{table}"').fetchall()


def write(cursor, table: str, rows: object) -> None:
    if connection.vendor == "postgresql":
        cursor.cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(rows))
        return
    columns = _columns(cursor, table)
    names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    cursor.cursor.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def _columns(cursor, table: str) -> list[str]:
    return [row[1] for row in cursor.cursor.connection.execute(f'PRAGMA table_info("{table}")')]


@contextmanager
def keys_go_on() -> Iterator[None]:
    """Whatever is done to the sequences within, afterwards none of them gives a key that it gave before.

    PostgreSQL's do not go back with a transaction, and older rows may be put back later that have such keys
    (tests/kept_world.py).
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
        before = cursor.fetchall()
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%%I', sequencename)::regclass, given) FROM pg_sequences"
            " JOIN unnest(%s::text[], %s::bigint[]) AS before(name, given) ON name = sequencename"
            " WHERE schemaname = current_schema() AND given > coalesce(last_value, 0)",
            [[name for name, _ in before], [given for _, given in before]],
        )
