"""The plans there are were in force from the day on which they begin."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def plans_were_published(apps, schema_editor):
    for plan in apps.get_model("tasks_app", "Plan").objects.filter(published_at__isnull=True):
        plan.published_at = datetime.combine(plan.starts_on, time(0), LOCAL)
        plan.save(update_fields=["published_at"])


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [("tasks_app", "0039_plans_are_drafts_until_they_are_published")]

    operations = [migrations.RunPython(plans_were_published, migrations.RunPython.noop, elidable=True)]
