import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tasks_app.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0017_a_reminder_is_said_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditedLadder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("work", "Assignments"),
                            ("report", "Periodic reports"),
                            ("contribution", "Contributions"),
                            ("review", "Reports that await review"),
                            ("extension", "Extension requests"),
                            ("summary", "Weekly summary"),
                        ],
                        max_length=12,
                        unique=True,
                        verbose_name="subject",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "ladder of reminders",
                "verbose_name_plural": "ladders of reminders",
                "ordering": ["subject"],
            },
        ),
        migrations.CreateModel(
            name="LadderStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offset", models.SmallIntegerField(verbose_name="working days")),
                ("is_repeated", models.BooleanField(default=False, verbose_name="comes again")),
                ("to_secretariat", models.BooleanField(default=False, verbose_name="copy to the secretariat")),
                ("to_deputy_heads", models.BooleanField(default=False, verbose_name="copy to the deputy heads")),
                (
                    "note_vi",
                    models.CharField(blank=True, max_length=300, verbose_name="sentence in the mail (Vietnamese)"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=300, verbose_name="sentence in the mail (English)"),
                ),
            ],
            options={
                "ordering": ["ladder", "is_repeated", "offset"],
            },
            bases=(tasks_app.common.models.BilingualMixin, models.Model),
        ),
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("send_from", models.TimeField(default=datetime.time(7, 15), verbose_name="not before")),
                ("is_weekly", models.BooleanField(default=False, verbose_name="what is not due yet only once a week")),
            ],
            options={
                "verbose_name": "wish for reminders",
                "verbose_name_plural": "wishes for reminders",
            },
        ),
        migrations.AddField(
            model_name="appointment",
            name="is_head",
            field=models.BooleanField(default=False, verbose_name="heads the Steering Committee"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_head", False), ("role", "leader"), _connector="OR"),
                name="who_heads_the_committee_is_a_leader",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_head", True), ("valid_to__isnull", True)),
                fields=("is_head",),
                name="the_committee_has_one_head_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="editedladder",
            name="by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the system itself.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="editedladder",
            name="for_person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="on behalf of",
            ),
        ),
        migrations.AddField(
            model_name="ladderstage",
            name="ladder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="tasks_app.editedladder"
            ),
        ),
        migrations.AddField(
            model_name="mailpreference",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="mail_preference", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="ladderstage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_repeated", False)),
                fields=("ladder", "offset"),
                name="a_ladder_has_each_stage_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ladderstage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_repeated", True)),
                fields=("ladder",),
                name="a_ladder_has_one_stage_that_comes_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="ladderstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_repeated", False), ("offset__gte", 1), _connector="OR"),
                name="a_stage_comes_again_after_a_day_at_the_least",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailpreference",
            constraint=models.CheckConstraint(
                condition=models.Q(("send_from__gte", datetime.time(7, 15)), ("send_from__lt", datetime.time(16, 30))),
                name="reminders_are_wanted_within_the_hours_of_sending",
            ),
        ),
    ]
