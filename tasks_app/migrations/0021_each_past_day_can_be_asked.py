import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tasks_app.plan.models.assignments
from tasks_app.migrations._history import guard


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0020_mail_is_permitted_held_and_set_aside"),
    ]

    operations = [
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft, not issued"),
                            ("assigned", "Assigned, not started"),
                            ("in_progress", "In progress"),
                            ("submitted", "Awaiting confirmation of completion"),
                            ("returned", "Returned for supplement"),
                            ("completed", "Completed (confirmed)"),
                            ("suspended", "Suspended"),
                            ("cancelled", "Tracking stopped"),
                            ("carried_over", "Carried over to next year"),
                        ],
                        max_length=12,
                    ),
                ),
                ("deadline_on", models.DateField(null=True)),
                ("counts_until_on", models.DateField(null=True)),
                ("submitted_on", models.DateField(null=True)),
                ("completed_on", models.DateField(null=True)),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("last_word_on", models.DateField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
            ],
            options={
                "ordering": ["assignment", "valid_from", "pk"],
                "base_manager_name": "objects",
            },
            bases=(tasks_app.plan.models.assignments.JudgedMixin, models.Model),
        ),
        migrations.AddField(
            model_name="assignment",
            name="counts_until_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="phase",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="phases", to="tasks_app.assignment"
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks_app.organisation"
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="responsible",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="task",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks_app.task"),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("assignment",),
                name="an_assignment_is_in_one_phase_at_a_time",
            ),
        ),
        guard("tasks_app_phase", may_end=True),
    ]
