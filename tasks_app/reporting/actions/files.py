from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from tasks_app.common.actors import Actor
from tasks_app.common.files import NewFile
from tasks_app.plan.models import Assignment
from tasks_app.reporting.actions.reports import lock
from tasks_app.reporting.models import EvidenceFile
from tasks_app.reporting.rules import ABANDONED_AFTER

FOLDER = "evidence"
A_DAY = timedelta(days=1)  # longer than any transaction: what lies on the disk since then has its record, or never will


@transaction.atomic
def keep_files(assignment: Assignment, files: Iterable[NewFile], *, by: Actor, at: datetime) -> list[EvidenceFile]:
    """Keep uploaded files for the assignment, whatever becomes of the form that they came with.

    Nothing is recorded and nobody told: a report that carries them does that. The same file under the same name
    from the same person is the one that is kept already, so a form that comes twice brings it once.
    """
    assignment = lock(assignment)
    return [_keep(assignment, file, by=by, at=at) for file in files]


def clear_away_files(*, at: datetime, real_at: datetime) -> int:
    """Remove files that no report has named for two weeks, and what lies stored without a record; returns how many.

    Records go first, in a transaction of their own, and what was stored only after that: a rolled back change never
    loses a file. A run that is broken off is finished by the next one. ``real_at``: the time of the disk, which
    knows nothing of a demonstration's clock.
    """
    with transaction.atomic():
        old = EvidenceFile.objects.abandoned().filter(uploaded_at__lt=at - ABANDONED_AFTER)
        locked = list(old.select_for_update(skip_locked=True, of=["self"]).values_list("pk", flat=True))
        # Asked again now that no report can take them up any more: one may have, until a moment ago.
        going = EvidenceFile.objects.abandoned().filter(pk__in=locked)
        names = set(going.values_list("stored", flat=True))
        going.delete()
    # Looked up before the records are: what is stored in between has a record, or is too young.
    old = {name for name in _stored() if name in names or default_storage.get_modified_time(name) < real_at - A_DAY}
    nameless = old - set(EvidenceFile.objects.values_list("stored", flat=True))
    for name in nameless:
        default_storage.delete(name)
    return len(nameless)


def _keep(assignment: Assignment, file: NewFile, *, by: Actor, at: datetime) -> EvidenceFile:
    digest = file.digest()
    known = EvidenceFile.objects.filter(assignment=assignment, sha256=digest, name=file.name, **by.fields).first()
    if known:
        if not known.attachments.exists():
            known.uploaded_at = at  # wanted again: its two weeks begin anew
            known.save(update_fields=["uploaded_at"])
        return known
    return EvidenceFile.objects.create(
        assignment=assignment,
        stored=File(file.content, name=file.name),
        name=file.name,
        kind=file.kind,
        size=file.size,
        sha256=digest,
        uploaded_at=at,
        **by.fields,
    )


def _stored() -> Iterator[str]:
    folders = [FOLDER] if default_storage.exists(FOLDER) else []
    while folders:
        folder = folders.pop()
        inner, names = default_storage.listdir(folder)
        folders += [f"{folder}/{name}" for name in inner]
        yield from (f"{folder}/{name}" for name in names)
