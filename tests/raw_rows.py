"""Rows of a table as the database gives and takes them fastest; nobody looks into what ``read`` returns but ``write``.

It can be pickled, and put into a table of the same columns in a database of the same kind.
"""

import io

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
