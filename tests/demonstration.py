"""The whole demonstration of 15 October 2024 as a fixture; a conftest.py imports it.

Playing the year takes a core a minute, so it is done once and kept in a file: other modules, workers and databases get
the same rows from there, as long as nothing changed of what they are made of: the first that asks beside a database
through the models, all others as that database gave them.
"""

import fcntl
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.test.utils import override_settings

from tasks_app.common.models import Stamp
from tasks_app.management.demonstration import load_all
from tests import raw_rows
from tests.database_image import digest_of_the_product

DAY = date(2024, 10, 15)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker) -> Iterator[date]:
    """The day of the demonstration, whose data stand in the database until the module's last test.

    Every test of the module has to be marked ``django_db``, so that they run one after the other and what a
    test changes is undone.
    """
    around_the_module = transaction.atomic()
    around_the_module._from_testcase = True  # as Django's own: the guards look for transactions of the product
    with django_db_blocker.unblock(), around_the_module:
        stand()
        _settle()
        yield DAY
        transaction.set_rollback(True)


def stand() -> None:
    """Puts the demonstration, with its files, into the empty database."""
    with _one_at_a_time() as folder:
        if not (folder / "rows").exists():
            _play(folder)
            return
    _restore(folder)


def rows() -> dict[str, list[tuple]]:
    """The content of every table, to be compared."""
    return {model._meta.db_table: list(model.objects.order_by("pk").values_list()) for model in _tables()}


@contextmanager
def _one_at_a_time() -> Iterator[Path]:
    """The folder of what is kept; a second worker waits here until the first has played."""
    parent = settings.VAR_DIR / "test-demonstration"
    parent.mkdir(exist_ok=True)
    folder = parent / digest_of_the_product()
    with (parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for old in parent.iterdir():
            if old.is_dir() and old != folder:
                shutil.rmtree(old)
        yield folder


def _play(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    media = folder / "media"
    media.mkdir(parents=True)
    with override_settings(MEDIA_ROOT=media):
        load_all(day=DAY)
    shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
    kept = [(model._meta.label, list(model.objects.values_list(*_columns(model)))) for model in _tables()]
    _keep(folder / "rows", kept)
    _keep_raw(folder)


def _restore(folder: Path) -> None:
    shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    raw = _raw(folder)
    with transaction.atomic(), connection.cursor() as cursor:
        if raw.exists():
            rows = pickle.loads(raw.read_bytes())
            for table, its_rows in rows.items():
                raw_rows.write(cursor, table, its_rows)
            filled = [model for model in _tables() if rows[model._meta.db_table]]
        else:
            filled = _restore_through_models(folder)
            _keep_raw(folder)
        with raw_rows.keys_go_on():
            for line in connection.ops.sequence_reset_sql(no_style(), filled):  # new rows begin after these
                cursor.execute(line)


def _restore_through_models(folder: Path) -> list[type[models.Model]]:
    filled = []
    for label, its_rows in pickle.loads((folder / "rows").read_bytes()):
        model = apps.get_model(label)
        columns = _columns(model)
        model.objects.bulk_create(model(**dict(zip(columns, row, strict=True))) for row in its_rows)
        filled += [model] if its_rows else []
    return filled


def _raw(folder: Path) -> Path:
    return folder / f"rows-{connection.vendor}"


def _keep_raw(folder: Path) -> None:
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in _tables()]
        _keep(_raw(folder), {table: raw_rows.read(cursor, table) for table in tables})


def _keep(file: Path, what: object) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(pickle.dumps(what))
    part.rename(file)


def _settle() -> None:
    """On PostgreSQL: the keys of all these rows are checked now, or every test of the module would check them again at
    its end; and the server learns how large its tables are, which it does by itself only after a commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("ANALYZE")


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _tables() -> list[type[models.Model]]:
    """All but the stamps: the database writes those itself, while the others' rows are put in."""
    app = apps.get_app_config("tasks_app")
    models_there = app.get_models(include_auto_created=True)
    return [model for model in models_there if not model._meta.proxy and model is not Stamp]
