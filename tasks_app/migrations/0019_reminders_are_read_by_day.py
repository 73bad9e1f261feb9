from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0018_ladders_wishes_and_the_head_of_the_committee"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["-planned_on", "-id"], name="reminders_by_day"),
        ),
    ]
