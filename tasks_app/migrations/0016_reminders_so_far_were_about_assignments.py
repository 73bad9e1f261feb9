from django.db import migrations
from django.db.models import F


def they_were_about_assignments(apps, schema_editor):
    apps.get_model("tasks_app", "Reminder").objects.update(subject_id=F("assignment_id"))


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [
        ("tasks_app", "0015_reminders_are_about_more_than_assignments"),
    ]

    operations = [
        migrations.RunPython(they_were_about_assignments, migrations.RunPython.noop, elidable=True),
    ]
