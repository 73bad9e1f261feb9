"""``with refused_by("sentence"):`` the database refuses, by the constraint of that name."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction


@contextmanager
def refused_by(name: str):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert any(part in str(caught.value) for part in _signs_of(name)), f"{name} did not refuse, but: {caught.value}"


def _signs_of(name: str) -> list[str]:
    """What the error says of a constraint; SQLite names the columns of a unique one and not the constraint itself."""
    for model in apps.get_app_config("tasks_app").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
                listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
                is_unique = isinstance(constraint, models.UniqueConstraint)
                signs = [f"failed: {listed}"] if is_unique and columns and connection.vendor == "sqlite" else []
                return [name, *signs]
    raise LookupError(name)
