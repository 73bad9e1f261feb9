"""The migrated, empty database: made once and copied, for each worker and each part, as long as no code changed.

Eighty migrations take a core some fifteen seconds, a copy of what they leave takes none. After a test that commits only
the tables that hold something are emptied.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core import management
from django.db import DatabaseError, connection, transaction
from django.test import testcases

# tests.run says so of a PostgreSQL that is thrown away with the run; in any other a copy would be left behind.
IS_OURS = "TEST_DATABASE_IS_OURS"


def migrate_once(patch) -> None:
    """From here on the test databases are copies of the image, where there is one; ``patch``: a pytest.MonkeyPatch."""
    migrate = management.call_command

    def through_image(name, *args, **options):
        ways = _ways()
        if name != "migrate" or not options.get("run_syncdb") or not ways:
            return migrate(name, *args, **options)
        load, save = ways
        with _one_at_a_time():
            if not load():
                migrate(name, *args, **options)
                save()
        return None

    patch.setattr(management, "call_command", through_image)


def empty_what_is_full(patch) -> None:
    """Django would cut all hundred tables after each test that commits, and then give everybody's permissions anew.

    What those are is the same before and after; they stay, and so do the kinds of rows that they are about.
    """
    django = testcases.call_command

    def only_what_is_full(name, *args, **options):
        is_ours = connection.vendor == "sqlite" or os.environ.get(IS_OURS)
        if name != "flush" or not is_ours or options["database"] != connection.alias or options["reset_sequences"]:
            return django(name, *args, **options)
        return _empty()

    patch.setattr(testcases, "call_command", only_what_is_full)


def _empty() -> None:
    stays = {"auth_permission", "django_content_type"}
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [f'"{name}"' for name in sorted(names) if name not in stays]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(tables)}")  # whoever is still writing is waited for
            cursor.execute("SET LOCAL session_replication_role = replica")  # history too, which its triggers keep
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """A second worker waits until the first has made the image, and PostgreSQL lets one copy it at a time."""
    folder = settings.VAR_DIR / "test-database"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"lock-{connection.vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ways():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        return _from_file, _to_file
    if connection.vendor == "postgresql" and os.environ.get(IS_OURS):
        return _from_template, _to_template
    return None


def digest_of_the_product() -> str:
    """A name for what the product's code is and reads now: a database that was made of something else has another."""
    return _digest(lambda path: path.suffix not in {".pyc", ".mo"})


def _key() -> str:
    """Of everything that migrations are made of and read, and of the models whose names they leave behind."""
    return _digest(lambda path: path.suffix == ".py")


def _digest(counts: Callable[[Path], bool]) -> str:
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    files = [base / "requirements.txt", *(base / "reform").rglob("*"), *(base / "tasks_app").rglob("*")]
    for path in sorted(one for one in files if one.is_file() and (counts(one) or one.name == "requirements.txt")):
        digest.update(f"{path.relative_to(base)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:24]


# --- SQLite: a file beside the other things that are made -------------------------------------------------------------


def _file() -> Path:
    return settings.VAR_DIR / "test-database" / f"{_key()}.sqlite3"


def _from_file() -> bool:
    if not _file().exists():
        return False
    connection.ensure_connection()
    with sqlite3.connect(_file()) as image:
        image.backup(connection.connection)
    image.close()
    return True


def _to_file() -> None:
    folder = _file().parent
    for old in folder.glob("*.sqlite3"):  # the parts of other workers are not yet theirs to lose
        if old != _file():
            old.unlink(missing_ok=True)
    mine = folder / f"{os.getpid()}.part"  # two workers may come here at once
    with sqlite3.connect(mine) as image:
        connection.connection.backup(image)
    image.close()
    mine.replace(_file())


# --- PostgreSQL: a database that others are made from -----------------------------------------------------------------


def _from_template() -> bool:
    name, image = connection.settings_dict["NAME"], f"image_{_key()}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [image])
        if not cursor.fetchone():
            return False
        cursor.execute(f'DROP DATABASE "{name}"')
        try:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{image}" STRATEGY file_copy')
        except DatabaseError:  # another worker copies it at this moment
            cursor.execute(f'CREATE DATABASE "{name}"')
            return False
    return True


def _to_template() -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        try:
            cursor.execute(f'CREATE DATABASE "image_{_key()}" TEMPLATE "{name}" STRATEGY file_copy')
        except DatabaseError:  # another worker was faster, or is at it
            return
