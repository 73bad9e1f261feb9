from django.db import migrations

from tasks_app.migrations._history import guard, guard_function


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0010_what_happened_is_not_deleted_with_its_assignment")]

    operations = [
        guard_function(),
        guard("tasks_app_entry"),
        guard("tasks_app_statechange"),
        guard("tasks_app_deadlinechange"),
        guard("tasks_app_urging"),
        guard("tasks_app_reportdue"),
        guard("tasks_app_frozenfigure"),
        guard("tasks_app_holder", may_end=True),
        guard("tasks_app_responsible", may_end=True),
    ]
