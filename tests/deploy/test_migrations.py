"""An update brings the tables up to date while the version before still runs, and going back leaves them as they are.

So a migration has to work with the code before it: what is added may be missing in what that code writes, and what it
reads stays. Something is taken away in two versions: first no code uses it any more, then a migration removes it.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

LAST_BEFORE_THE_FIRST_RELEASE = "0059"
# Second halves: operation and what it takes away, with the version since which no code uses it.
TAKEN_AWAY: dict[str, str] = {}

FOLDER = Path(settings.BASE_DIR) / "tasks_app" / "migrations"
LATER = sorted(path.stem for path in FOLDER.glob("[0-9]*.py") if path.stem[:4] > LAST_BEFORE_THE_FIRST_RELEASE)
TAKES_AWAY = (
    operations.RemoveField,
    operations.RenameField,
    operations.RenameModel,
    operations.DeleteModel,
    operations.AlterModelTable,
)


def may_be_left_out(field: models.Field) -> bool:
    """Whether a row can be written by who does not know the field; a default of Python's is not in the table."""
    return field.null or field.has_db_default() or field.many_to_many or field.primary_key


def breaks(operation, state: ProjectState) -> str:
    """Why the code before would fail beside the new tables; empty: it would not."""
    told = operation.describe()
    if isinstance(operation, TAKES_AWAY) and told not in TAKEN_AWAY:
        return f"{told}: the code before still uses it"
    if isinstance(operation, operations.AddField) and not may_be_left_out(operation.field):
        return f"{told}: the code before writes rows without it; give it null or db_default"
    if isinstance(operation, operations.AlterField):
        old = state.models["tasks_app", operation.model_name_lower].fields[operation.name]
        if may_be_left_out(old) and not may_be_left_out(operation.field):
            return f"{told}: the code before writes rows without it; give it null or db_default"
    return ""


@pytest.mark.parametrize("name", LATER or [None])
def test_a_migration_works_with_the_code_before_it(name):
    if name is None:
        return
    state = MigrationLoader(None).project_state(("tasks_app", name), at_end=False)
    found = []
    for operation in import_module(f"tasks_app.migrations.{name}").Migration.operations:
        found.append(breaks(operation, state))
        operation.state_forwards("tasks_app", state)

    assert [problem for problem in found if problem] == []


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (operations.AddField("task", "note", models.TextField(default="")), True),
        (operations.AddField("task", "note", models.TextField(db_default="")), False),
        (operations.AddField("task", "note", models.TextField(null=True)), False),
        (operations.AlterField("task", "known", models.TextField()), True),
        (operations.AlterField("task", "known", models.TextField(null=True, blank=True)), False),
        (operations.RemoveField("task", "known"), True),
        (operations.RenameField("task", "known", "better"), True),
        (operations.DeleteModel("task"), True),
        (operations.RenameModel("task", "work"), True),
        (operations.CreateModel("other", [("id", models.BigAutoField(primary_key=True))]), False),
        (operations.RunPython(operations.RunPython.noop), False),
    ],
    ids=lambda value: value.describe() if isinstance(value, operations.base.Operation) else "",
)
def test_the_guard_bites(operation, is_refused):
    state = ProjectState()
    state.add_model(ModelState("tasks_app", "Task", [("known", models.TextField(null=True))]))

    assert bool(breaks(operation, state)) == is_refused
