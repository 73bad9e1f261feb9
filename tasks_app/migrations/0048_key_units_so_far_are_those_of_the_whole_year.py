"""The key units that a plan has were its key units from its first day on."""

from django.db import migrations


def key_units_get_their_days(apps, schema_editor):
    key_unit = apps.get_model("tasks_app", "KeyUnit")
    for plan in apps.get_model("tasks_app", "Plan").objects.select_related("source_document"):
        known = set(key_unit.objects.filter(plan=plan).values_list("organisation", flat=True))
        key_unit.objects.bulk_create(
            key_unit(
                plan=plan,
                organisation=one,
                valid_from=max(plan.starts_on, one.valid_from or plan.starts_on),
                valid_to=one.valid_to,
                basis=plan.source_document.number if plan.source_document else "",
            )
            for one in plan.key_units.all()
            if one.pk not in known
        )


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [("tasks_app", "0047_key_units_hold_from_day_to_day")]

    operations = [migrations.RunPython(key_units_get_their_days, migrations.RunPython.noop, elidable=True)]
