from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0054_organisations_that_are_only_prepared_are_on_no_day")]

    operations = [
        migrations.AlterField(model_name="person", name="name_key", field=models.TextField(editable=False)),
    ]
