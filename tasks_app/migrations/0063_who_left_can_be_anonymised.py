from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0062_the_record_leaves_after_years")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="anonymised_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Since then the name is the position that was held.",
                null=True,
                verbose_name="anonymised at",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("anonymised_at__isnull", True), ("is_active", False), _connector="OR"),
                name="who_is_anonymised_may_not_sign_in",
            ),
        ),
    ]
