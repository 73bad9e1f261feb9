import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0046_settings_are_changed_and_kept")]

    operations = [
        migrations.CreateModel(
            name="KeyUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                ("basis", models.CharField(blank=True, max_length=100, verbose_name="basis document")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks_app.organisation"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks_app.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "key unit",
                "verbose_name_plural": "key units",
                "ordering": ["plan", "valid_from", "organisation__order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("plan", "organisation"),
                        name="an_organisation_is_a_key_unit_of_a_plan_once_at_a_time",
                    )
                ],
            },
        ),
    ]
