"""History on PostgreSQL: triggers that refuse to change or delete rows, and the way for a migration that has to.

SQLite has no such triggers: there Django rebuilds a table to alter it, which would drop them unnoticed, and empties
tables row by row between tests. The refusal of the models (``common.models.AppendOnlyMixin``) holds on both.

What the record keeps for some years only (``common.models.LeavingMixin``) may leave in two ways, which its query set
opens for one statement and one table: rows that are old enough go, never one of the last eleven months; and where the
personal data of somebody who left go, the words of one column are written anew, or a count of failed sign-ins goes.

A new model of history gets its trigger by ``guard("tasks_app_name")`` in the operations of its migration, one whose end is
set later by ``guard("tasks_app_name", may_end=True)``, one of a record that leaves by ``guard_leaving("tasks_app_name",
words="details")``. A data migration that has to put old rows right writes

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
    IF TG_ARGV[0] = 'counts' AND TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'number' - 'last_at' = to_jsonb(NEW) - 'number' - 'last_at'
            AND (to_jsonb(OLD) ->> 'number')::bigint < (to_jsonb(NEW) ->> 'number')::bigint THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_ARGV[0] IN ('leaves', 'counts') THEN
        IF TG_OP = 'DELETE' AND current_setting('tasks_app.retention', true) = TG_TABLE_NAME
            AND (to_jsonb(OLD) ->> 'at')::timestamptz < now() - interval '11 months' THEN
            RETURN OLD;
        END IF;
        IF current_setting('tasks_app.anonymising', true) = TG_TABLE_NAME THEN
            IF TG_OP = 'DELETE' AND TG_ARGV[1] = 'the whole row' THEN RETURN OLD; END IF;
            IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV[1] = to_jsonb(NEW) - TG_ARGV[1] THEN RETURN NEW; END IF;
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


def guard_leaving(table: str, *, words: str = "", counts: bool = False, is_new: bool) -> migrations.RunPython:
    """The operation for a record that leaves after years. ``words``: the column that may be written anew without
    personal data, or "the whole row"; ``counts``: its number may grow; not ``is_new``: it had a trigger already."""
    before = "DROP TRIGGER history_is_kept ON {table};" if not is_new else ""
    argument = f"'{'counts' if counts else 'leaves'}', '{words}'"
    back = f"DROP TRIGGER history_is_kept ON {table};" + ("" if is_new else TRIGGER.format(table=table, argument=""))
    return migrations.RunPython(
        _on_postgresql(before.format(table=table) + TRIGGER.format(table=table, argument=argument)),
        _on_postgresql(back),
    )


def renewed_function() -> migrations.RunPython:
    """The operation that brings what the triggers do now; going back leaves it, since it refuses no less."""
    return migrations.RunPython(_on_postgresql(FUNCTION), migrations.RunPython.noop)


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
