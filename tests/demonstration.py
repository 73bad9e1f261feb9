"""The whole demonstration of 15 October 2024 as a fixture; a conftest.py imports it.

Playing the year takes some seconds, so it is done once in a run, and other modules get the same rows again.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from tasks_app.management.demonstration import load_all

DAY = date(2024, 10, 15)

_played: list[tuple[type[models.Model], list[models.Model]]] = []


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker) -> Iterator[date]:
    """The day of the demonstration, whose data stand in the database until the module's last test.

    Every test of the module has to be marked ``django_db``, so that they run one after the other and what a
    test changes is undone.
    """
    around_the_module = transaction.atomic()
    around_the_module._from_testcase = True  # as Django's own: the guards look for transactions of the product
    with django_db_blocker.unblock(), around_the_module:
        _restore() if _played else _play()
        _settle()
        yield DAY
        transaction.set_rollback(True)


def rows() -> dict[str, list[tuple]]:
    """The content of every table, to be compared."""
    return {model._meta.db_table: list(model.objects.order_by("pk").values_list()) for model in _tables()}


def _play() -> None:
    load_all(day=DAY)
    _played.extend((model, list(model.objects.all())) for model in _tables())


def _restore() -> None:
    for model, its_rows in _played:
        model.objects.bulk_create(its_rows)


def _settle() -> None:
    """On PostgreSQL: the keys of all these rows are checked now, or every test of the module would check them again at
    its end; and the server learns how large its tables are, which it does by itself only after a commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("ANALYZE")


def _tables() -> list[type[models.Model]]:
    app = apps.get_app_config("tasks_app")
    return [model for model in app.get_models(include_auto_created=True) if not model._meta.proxy]
