from django.db import migrations

from tasks_app.migrations._history import guard_leaving, renewed_function


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0061_what_is_looked_at_and_tried_is_kept")]

    operations = [
        renewed_function(),
        guard_leaving("tasks_app_entry", words="details", is_new=False),
        guard_leaving("tasks_app_exportrecord", words="query", is_new=False),
        guard_leaving("tasks_app_dataview", is_new=True),
        guard_leaving("tasks_app_failedsignin", words="the whole row", counts=True, is_new=True),
    ]
