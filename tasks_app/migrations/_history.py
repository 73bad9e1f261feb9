"""History on PostgreSQL: triggers that refuse to change or delete rows, and the way for a migration that has to.

SQLite has no such triggers: there Django rebuilds a table to alter it, which would drop them unnoticed, and empties
tables row by row between tests. The refusal of the models (``common.models.AppendOnlyMixin``) holds on both.

A new model of history gets its trigger by ``guard("tasks_app_name")`` in the operations of its migration, one whose end is
set later by ``guard("tasks_app_name", may_end=True)``. A data migration that has to put old rows right writes

    with opened(schema_editor):
        ...  # update the rows

which lets this one transaction through; the migrations are the only place where that may stand.
"""

from contextlib import contextmanager

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION tasks_app_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('tasks_app.history', true) = 'opened' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_ARGV[0] = 'may_end' THEN
        IF to_jsonb(OLD) ->> 'valid_to' IS NULL AND to_jsonb(OLD) - 'valid_to' = to_jsonb(NEW) - 'valid_to' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'rows of % are history: they are added, never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""
TRIGGER = """
CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION tasks_app_keep_history({argument})
"""


def guard(table: str, *, may_end: bool = False) -> migrations.RunPython:
    """The operation that gives a table its trigger; going back takes it away."""
    argument = "'may_end'" if may_end else ""
    return migrations.RunPython(
        _on_postgresql(TRIGGER.format(table=table, argument=argument)),
        _on_postgresql(f"DROP TRIGGER history_is_kept ON {table}"),
    )


def guard_function() -> migrations.RunPython:
    """The operation that brings what all the triggers do."""
    return migrations.RunPython(_on_postgresql(FUNCTION), _on_postgresql("DROP FUNCTION tasks_app_keep_history()"))


@contextmanager
def opened(schema_editor):
    """Rows of history can be changed until the end of the block, in this transaction alone."""
    _let(schema_editor, "opened")
    yield
    _let(schema_editor, "")


def _let(schema_editor, value: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SELECT set_config('tasks_app.history', %s, true)", [value])


def _on_postgresql(sql: str):
    def execute(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)  # a per cent sign of the text is none of a parameter

    return execute
