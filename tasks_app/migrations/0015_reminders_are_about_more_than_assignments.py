import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SUBJECTS = [
    ("work", "Assignments"),
    ("report", "Periodic reports"),
    ("contribution", "Contributions"),
    ("review", "Reports that await review"),
    ("extension", "Extension requests"),
    ("summary", "Weekly summary"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0014_nothing_is_sent_before_it_is_written"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reminder", name="a_person_is_reminded_once_of_a_stage_of_a_deadline"),
        migrations.RenameField(model_name="reminder", old_name="deadline_version", new_name="version"),
        migrations.AlterField(model_name="reminder", name="version", field=models.PositiveIntegerField()),
        migrations.AlterField(
            model_name="reminder",
            name="stage",
            field=models.SmallIntegerField(verbose_name="stage (working days)"),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="assignment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="tasks_app.assignment",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="subject",
            field=models.CharField(choices=SUBJECTS, default="work", max_length=12, verbose_name="subject"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reminder",
            name="subject_id",
            field=models.PositiveBigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reminder",
            name="for_person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(model_name="reminder", name="is_copy", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="reminder", name="left_out", field=models.BooleanField(default=False)),
    ]
