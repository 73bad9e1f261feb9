from datetime import datetime

from django.db import models
from django.db.models import QuerySet

from tasks_app.common.actors import Actor
from tasks_app.journal.models import Entry


def record_of(subject: models.Model) -> QuerySet[Entry]:
    """All that happened to a thing, newest first, with the people."""
    return Entry.objects.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk).select_related(
        "by", "for_person"
    )


def record_of_all(kind: type[models.Model]) -> QuerySet[Entry]:
    """All that happened to the things of a kind, also to those that are gone, newest first, with the people."""
    return Entry.objects.filter(subject_kind=kind._meta.model_name).select_related("by", "for_person")


def was_recorded(verb: str, subject: models.Model, *, by: Actor, since: datetime, **details) -> bool:
    """Whether the same people did the same to a thing after a moment, with these details among others."""
    entries = Entry.objects.filter(verb=verb, subject_kind=subject._meta.model_name, subject_id=subject.pk, **by.fields)
    return entries.filter(at__gt=since, **{f"details__{name}": value for name, value in details.items()}).exists()
