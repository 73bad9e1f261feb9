"""Files that a job makes: asked for, taken up, finished, cleared away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.exports import rules
from tasks_app.exports.actions.log import log_export
from tasks_app.exports.enums import FileFormat, FileState
from tasks_app.exports.models import WantedFile
from tasks_app.options.queries import options
from tasks_app.people.models import Delegation, Person

OPEN = (FileState.WAITING, FileState.RUNNING)


class TooManyFiles(Exception):
    """Why no further file is taken on; a sentence for the person."""

    def __init__(self):
        super().__init__(_("Several of your files are still being made. Please wait until one of them is ready."))


@transaction.atomic
def ask_for_file(
    address: str,
    file_format: FileFormat,
    *,
    what: str,
    thing: int | None,
    title: str,
    rows: int,
    language: str,
    delegation: Delegation | None,
    by: Actor,
    at: datetime,
) -> WantedFile:
    """Have a file made by a job. The same one asked for again while it waits is the one that waits.

    ``address``: the page that it is made of; ``rows``: how many it will have. Raises TooManyFiles.
    """
    Person.objects.select_for_update().get(pk=by.person.pk)  # two presses of one person wait for each other
    waiting = WantedFile.objects.filter(by=by.person, state__in=OPEN)
    same = waiting.filter(address=address, file_format=file_format, language=language, delegation=delegation).first()
    if same:
        return same
    if waiting.count() >= rules.AT_MOST_OPEN:
        raise TooManyFiles
    return WantedFile.objects.create(
        address=address,
        file_format=file_format,
        what=what,
        thing=thing,
        title=title[: WantedFile._meta.get_field("title").max_length],
        rows=rows,
        language=language,
        delegation=delegation,
        asked_at=at,
        **by.fields,
    )


def take_next_file(*, at: datetime) -> WantedFile | None:
    """Take up the file that has waited for longest, or one whose worker has died; None where nothing waits.

    Two workers never take up the same one. What has failed too often is given up.
    """
    died = Q(state=FileState.RUNNING, taken_at__lte=at - rules.TAKEN_FOR)
    WantedFile.objects.filter(died, tries__gte=rules.MOST_TRIES).update(state=FileState.FAILED, finished_at=at)
    for file in WantedFile.objects.filter(Q(state=FileState.WAITING) | died).order_by("asked_at", "pk"):
        taken = WantedFile.objects.filter(pk=file.pk, state=file.state, tries=file.tries).update(
            state=FileState.RUNNING, taken_at=at, written=0, tries=F("tries") + 1
        )
        if taken:
            file.refresh_from_db()
            return file
    return None


def tell_progress(file: WantedFile, written: int) -> None:
    """So many rows are written; shown to whoever waits."""
    WantedFile.objects.filter(pk=file.pk, state=FileState.RUNNING, tries=file.tries).update(written=written)


@transaction.atomic
def finish_file(file: WantedFile, content: BinaryIO, name: str, *, rows: int, at: datetime) -> None:
    """The file is ready: it is kept for some days, and that it was taken out is logged.

    Where another worker has taken it up in the meantime, his counts and this one is dropped.
    """
    mine = WantedFile.objects.select_for_update().filter(pk=file.pk, state=FileState.RUNNING, tries=file.tries).first()
    if mine is None:
        return
    mine.stored.save(name, File(content), save=False)
    mine.state, mine.name, mine.size = FileState.DONE, name, mine.stored.size
    mine.rows = mine.written = rows
    mine.finished_at = at
    mine.save()
    _path, _mark, query = mine.address.partition("?")
    log_export(
        mine.what,
        FileFormat(mine.file_format),
        rows=rows,
        by=Actor(mine.by, mine.for_person),
        at=at,
        thing=mine.thing,
        query=query,
    )


def give_up_file(file: WantedFile, *, at: datetime) -> None:
    """It cannot be made; its person is told on his page."""
    WantedFile.objects.filter(pk=file.pk, state=FileState.RUNNING, tries=file.tries).update(
        state=FileState.FAILED, finished_at=at
    )


def clear_away_exports(*, at: datetime) -> int:
    """Remove what was kept for long enough, the record first; returns how many."""
    with transaction.atomic():
        until = at - timedelta(days=options().files_kept_days)
        old = list(WantedFile.objects.select_for_update().filter(finished_at__lte=until))
        WantedFile.objects.filter(pk__in=[file.pk for file in old]).delete()
    for file in old:
        if file.stored:
            file.stored.delete(save=False)
    return len(old)
