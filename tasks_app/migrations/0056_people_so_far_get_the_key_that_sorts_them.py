from django.db import migrations

from tasks_app.common.text import given_name_key

BATCH = 1_000


def renew(apps, schema_editor):
    people = apps.get_model("tasks_app", "Person").objects
    changed = []
    for one in people.only("full_name").iterator(BATCH):
        one.name_key = given_name_key(one.full_name)
        changed.append(one)
    people.bulk_update(changed, ["name_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [("tasks_app", "0055_people_are_sorted_as_in_dictionaries")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop, elidable=True)]
