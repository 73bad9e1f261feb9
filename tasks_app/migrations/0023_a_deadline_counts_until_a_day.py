from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0022_how_work_stood_until_now")]

    operations = [
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counts_until_on__isnull", True), ("deadline_on__isnull", True)),
                    models.Q(("counts_until_on__gte", models.F("deadline_on")), ("deadline_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_deadline_and_only_it_counts_until_a_day",
            ),
        ),
    ]
