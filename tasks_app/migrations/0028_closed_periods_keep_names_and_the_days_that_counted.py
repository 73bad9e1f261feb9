import django.db.models.deletion
from django.db import migrations, models

import tasks_app.common.models
from tasks_app.migrations._history import guard


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0027_views_of_lists_are_saved_under_a_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrozenOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("specialised", "Provincial department"),
                            ("agency", "Agency of the province"),
                            ("party", "Party agency"),
                            ("mass", "Fatherland Front and mass organisations"),
                            ("vertical", "Agency under central management"),
                            ("locality", "Locality"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name_vi", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["period", "order", "organisation"],
                "base_manager_name": "objects",
            },
            bases=(tasks_app.common.models.BilingualMixin, models.Model),
        ),
        migrations.AddField(
            model_name="frozenfigure",
            name="counts_until_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="frozenfigure",
            index=models.Index(
                condition=models.Q(("is_late", True), ("due_state", "missing"), _connector="OR"),
                fields=["period", "organisation"],
                name="reports_late_or_missing",
            ),
        ),
        migrations.AddField(
            model_name="frozenorganisation",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks_app.organisation"
            ),
        ),
        migrations.AddField(
            model_name="frozenorganisation",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="tasks_app.reportingperiod",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenorganisation",
            constraint=models.UniqueConstraint(
                fields=("period", "organisation"), name="an_organisation_is_named_once_in_a_closed_period"
            ),
        ),
        guard("tasks_app_frozenorganisation"),
    ]
