from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import models

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.models import DataView, Entry, ExportRecord


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
    ``by`` is None where the system itself acted. A line is never changed; how long it
    is kept follows from its verb.
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


def note_view(what: str, *, of: models.Model | None, by: Actor, at: datetime) -> None:
    """Somebody opens a page with the personal data of a person, or with ``of`` None those of many: a line a day for
    each page, viewer and person. Nothing where they are his own, or those of whom he acts for.

    ``what``: the URL name of the page. The second time on a day it reads and writes nothing. (Law No. 91/2025/QH15 on
    the protection of personal data asks that it can be shown later who processed them.)
    """
    if of is not None and of.pk in by.people:
        return
    its = {"on": local_day(at), "what": what, "person": of, **by.fields}
    if not DataView.objects.filter(**its).exists():
        DataView.objects.bulk_create([DataView(at=at, **its)], ignore_conflicts=True)


def take_out_entries(verbs: Collection[str], *, before: datetime, at_most: int) -> int:
    """Delete the oldest lines of these kinds from before a moment; returns how many went."""
    return Entry.objects.filter(verb__in=verbs, at__lt=before).take_out(at_most=at_most)


def take_out_exports(*, before: datetime, at_most: int) -> int:
    """The same of what left the product."""
    return ExportRecord.objects.filter(at__lt=before).take_out(at_most=at_most)


def take_out_views(*, before: datetime, at_most: int) -> int:
    """The same of views of personal data."""
    return DataView.objects.filter(at__lt=before).take_out(at_most=at_most)
