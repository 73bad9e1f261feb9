from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0058_what_leaves_as_a_text_is_kept")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="closed_steps",
            field=models.JSONField(default=list, editable=False, help_text="Roles whose first steps were closed."),
        ),
    ]
