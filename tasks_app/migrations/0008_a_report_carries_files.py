import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tasks_app.reporting.models.evidence


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0007_reports_are_owed_for_periods"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="tasks_app.progressreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stored", models.FileField(editable=False, upload_to=tasks_app.reporting.models.evidence.place_of)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("doc", "Word"),
                            ("docx", "Word"),
                            ("xls", "Excel"),
                            ("xlsx", "Excel"),
                            ("jpeg", "Picture"),
                            ("png", "Picture"),
                        ],
                        max_length=5,
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="tasks_app.assignment"
                    ),
                ),
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
                    "reports",
                    models.ManyToManyField(
                        related_name="files", through="tasks_app.Attachment", to="tasks_app.progressreport"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of evidence",
                "verbose_name_plural": "files of evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="attachment",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="attachments", to="tasks_app.evidencefile"
            ),
        ),
        migrations.AddIndex(
            model_name="evidencefile",
            index=models.Index(fields=["assignment", "sha256"], name="files_by_their_content"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(fields=("stored",), name="what_is_stored_has_one_record"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="a_file_is_not_empty"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_file_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "doc", "docx", "xls", "xlsx", "jpeg", "png"])),
                name="a_file_is_of_a_kind_that_is_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("report", "file"), name="a_report_carries_a_file_once"),
        ),
    ]
