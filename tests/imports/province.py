"""The organisations and groups of the province as a fixture for a whole module; loading them takes a second."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tasks_app.organisations.actions import load_communes, load_organisations
from tasks_app.plan.loading import load_plan


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Every test of the module has to be marked ``django_db``."""
    around_the_module = transaction.atomic()
    around_the_module._from_testcase = True
    with django_db_blocker.unblock(), around_the_module:
        load_organisations()
        load_communes()
        load_plan()
        yield
        transaction.set_rollback(True)
