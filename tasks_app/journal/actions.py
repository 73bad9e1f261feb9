from datetime import datetime

from django.db import models

from tasks_app.common.actors import Actor
from tasks_app.journal.models import Entry


def record(verb: str, subject: models.Model, *, by: Actor | None, at: datetime, **details) -> Entry:
    """Write one line of the record, in the transaction of the change it tells of.

    ``details`` are plain JSON values (old → new). ``by`` is None where the system itself acted.
    """
    return Entry.objects.create(
        verb=verb,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        at=at,
        details=details,
        **(by.fields if by else {}),
    )
