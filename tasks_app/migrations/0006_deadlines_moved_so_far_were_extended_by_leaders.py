"""Deadlines that were moved by a document before extensions were kept: each counts as one that a leader opened."""

from django.db import migrations
from django.db.models import F

NOT_RECORDED = "(không ghi lý do)"


def keep_what_was_moved_as_extensions(apps, schema_editor):
    moves = apps.get_model("tasks_app", "DeadlineChange").objects.filter(
        version__gt=1, by__isnull=False, document_on__isnull=False, new_on__gt=F("old_on")
    )
    extensions = apps.get_model("tasks_app", "Extension").objects
    extensions.bulk_create(
        extensions.model(
            assignment_id=move.assignment_id,
            state="approved",
            is_opened=True,
            asked_at=move.at,
            is_late=False,
            reason=NOT_RECORDED,
            deadline_before=move.old_on,
            deadline_asked=move.new_on,
            by_id=move.by_id,
            for_person_id=move.for_person_id,
            decided_by_id=move.by_id,
            decided_for_id=move.for_person_id,
            decided_at=move.at,
            deadline_granted=move.new_on,
            document=move.document,
            document_on=move.document_on,
        )
        for move in moves.exclude(document="")
    )


def forget_them(apps, schema_editor):
    apps.get_model("tasks_app", "Extension").objects.filter(is_opened=True, reason=NOT_RECORDED).delete()


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0005_extensions_of_deadlines")]

    operations = [migrations.RunPython(keep_what_was_moved_as_extensions, forget_them, elidable=True)]
