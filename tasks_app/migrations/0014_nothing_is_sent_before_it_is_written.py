from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0013_mail_is_written_when_it_leaves"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="language",
            field=models.CharField(blank=True, max_length=5),
        ),
        migrations.AlterField(
            model_name="message",
            name="subject",
            field=models.CharField(blank=True, max_length=250, verbose_name="subject"),
        ),
        migrations.AlterField(
            model_name="message",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("composed_at__isnull", False),
                    models.Q(("html", ""), ("subject", ""), ("text", "")),
                    _connector="OR",
                ),
                name="a_message_without_a_time_of_writing_says_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("composed_at__isnull", False),
                    models.Q(("state__in", ["sending", "sent"]), _negated=True),
                    _connector="OR",
                ),
                name="nothing_is_sent_before_it_is_written",
            ),
        ),
    ]
