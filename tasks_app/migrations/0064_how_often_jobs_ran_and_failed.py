from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0063_who_left_can_be_anonymised")]

    operations = [
        migrations.AddField("JobRun", "runs", models.PositiveBigIntegerField(default=0, db_default=0)),
        migrations.AddField("JobRun", "failures", models.PositiveBigIntegerField(default=0, db_default=0)),
        migrations.AddField("JobRun", "seconds", models.FloatField(default=0, db_default=0)),
    ]
