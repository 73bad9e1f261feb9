from django.db import models
from django.db.models import QuerySet

from tasks_app.journal.models import Entry


def record_of(subject: models.Model) -> QuerySet[Entry]:
    """All that happened to a thing, newest first, with the people."""
    return Entry.objects.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk).select_related(
        "by", "for_person"
    )
