from django.db import migrations, models

from tasks_app.common.stamps import uninstall


def take_triggers_away(apps, schema_editor):
    """Forward they come after ``migrate`` has ended, each time: see ``common.stamps.install``."""
    uninstall(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0064_how_often_jobs_ran_and_failed")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("nonce", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, take_triggers_away),
    ]
