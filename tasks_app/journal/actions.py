from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import models

from tasks_app.common.actors import Actor
from tasks_app.journal.models import Entry


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Actor | None,
    at: datetime,
    changed: Mapping[str, list] | None = None,
    **details,
) -> Entry:
    """Write one line of the record, in the transaction of the change it tells of.

    ``changed``: old and new of each thing that changed, from ``rules.changes``; ``details`` are plain JSON values.
    ``by`` is None where the system itself acted. A line is never changed or deleted.
    """
    return Entry.objects.create(
        verb=verb,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        at=at,
        details=details | ({"changed": dict(changed)} if changed else {}),
        **(by.fields if by else {}),
    )


def record_each(verb: str, subjects: Iterable[tuple[models.Model, Mapping]], *, by: Actor | None, at: datetime) -> None:
    """The same happened to many things of a kind: a line of the record for each, with its details, as ``record``
    writes one. One statement for each thousand."""
    Entry.objects.bulk_create(
        (
            Entry(
                verb=verb,
                subject_kind=subject._meta.model_name,
                subject_id=subject.pk,
                at=at,
                details=dict(details),
                **(by.fields if by else {}),
            )
            for subject, details in subjects
        ),
        batch_size=1_000,
    )
