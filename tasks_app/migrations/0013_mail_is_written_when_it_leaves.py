from django.db import migrations, models
from django.db.models import F


def what_there_is_was_written_at_once(apps, schema_editor):
    apps.get_model("tasks_app", "Message").objects.update(composed_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0012_contributions_are_given_and_work_is_received"),
    ]

    operations = [
        migrations.AddField(model_name="message", name="composed_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="message",
            name="claimed_by",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.RunPython(what_there_is_was_written_at_once, migrations.RunPython.noop, elidable=True),
    ]
