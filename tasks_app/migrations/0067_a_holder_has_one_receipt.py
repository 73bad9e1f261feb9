import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0066_indexes_for_what_is_open")]

    operations = [
        migrations.RemoveConstraint("receipt", "a_lead_organisation_receives_its_work_once"),
        migrations.AlterField(
            "receipt",
            "holder",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="receipt", to="tasks_app.holder"
            ),
        ),
    ]
