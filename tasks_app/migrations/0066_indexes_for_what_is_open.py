from django.db import migrations, models
from django.db.models import Q

TO_LOOK_AT = ["waiting", "sending", "failed", "unknown", "expired", "returned"]


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0065_parts_of_the_data_have_stamps")]

    operations = [
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["state", "due_at"],
                condition=Q(settled_at__isnull=True, state__in=TO_LOOK_AT),
                name="messages_to_look_at",
            ),
        ),
        migrations.AddIndex(
            "progressreport",
            models.Index(
                fields=["-reviewed_at", "-id"], condition=Q(reviewed_at__isnull=False), name="reports_by_their_answer"
            ),
        ),
    ]
