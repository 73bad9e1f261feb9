from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0048_key_units_so_far_are_those_of_the_whole_year")]

    operations = [migrations.RemoveField(model_name="plan", name="key_units")]
