import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tasks_app.migrations._history import guard


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0011_history_is_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="date for the contribution"),
        ),
        migrations.AlterField(
            model_name="notification",
            name="happening",
            field=models.CharField(
                choices=[
                    ("issued", "New assignment"),
                    ("returned", "Report returned for supplement"),
                    ("confirmed", "Completion confirmed"),
                    ("reopened", "Assignment reopened"),
                    ("suspended", "Assignment suspended"),
                    ("resumed", "Assignment resumed"),
                    ("cancelled", "Tracking stopped"),
                    ("carried_over", "Carried over to next year"),
                    ("deadline_moved", "Deadline moved"),
                    ("extension_refused", "Extension not approved"),
                    ("contribution_dated", "Date set for your contribution"),
                ],
                max_length=20,
                verbose_name="what happened",
            ),
        ),
        migrations.CreateModel(
            name="ContributionEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("given", "Contribution"), ("nothing", "Nothing to contribute")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("text", models.TextField(verbose_name="content")),
                ("document", models.CharField(blank=True, max_length=100, verbose_name="document number")),
                ("document_on", models.DateField(blank=True, null=True, verbose_name="document date")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the system itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="tasks_app.contribution"
                    ),
                ),
                (
                    "for_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="on behalf of",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution",
                "verbose_name_plural": "contributions",
                "ordering": ["contribution", "-revision"],
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contribution", "revision"), name="a_contribution_has_each_revision_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_contribution_says_what_is_given_or_why_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), ("document_on__isnull", True)),
                            models.Q(
                                models.Q(("document", ""), _negated=True),
                                ("answer", "given"),
                                ("document_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_document_that_is_given_has_its_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the system itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "for_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="on behalf of",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="tasks_app.holder"
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("holder",), name="a_lead_organisation_receives_its_work_once"),
                    models.CheckConstraint(
                        condition=models.Q(("by__isnull", False)), name="a_receipt_says_who_received_the_work"
                    ),
                ],
            },
        ),
        guard("tasks_app_contributionentry"),
        guard("tasks_app_receipt"),
    ]
