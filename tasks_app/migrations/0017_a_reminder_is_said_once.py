from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0016_reminders_so_far_were_about_assignments"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=["subject", "subject_id", "version", "recipient", "stage"],
                name="a_person_is_reminded_once_of_a_stage_of_a_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=Q(subject="summary", assignment__isnull=True)
                | (~Q(subject="summary") & Q(assignment__isnull=False)),
                name="a_reminder_of_all_but_a_summary_has_its_assignment",
            ),
        ),
    ]
