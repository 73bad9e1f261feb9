import logging
from datetime import date
from tempfile import TemporaryFile

from celery import shared_task
from django.utils import translation

from tasks_app.common import clock, logs
from tasks_app.common.actors import Actor
from tasks_app.common.jobs import recorded
from tasks_app.exports import actions
from tasks_app.exports.books import BOOKS, WRITERS, asked_book, made_by
from tasks_app.exports.models import WantedFile
from tasks_app.people.queries import Capacity, capacity

logger = logging.getLogger(__name__)


@shared_task(name="exports.make_files")
@recorded("exports.make_files")
def make_files():
    """Make the files that were asked for, one after the other; returns how many were made."""
    made = 0
    while file := actions.take_next_file(at=clock.now()):
        made += _make(file)
    return made


@shared_task(name="exports.clear_away_exports")
@recorded("exports.clear_away_exports")
def clear_away_exports():
    """What was kept for long enough goes: files that were made, and workbooks that came back; returns how many."""
    now = clock.now()
    return actions.clear_away_exports(at=now) + actions.clear_away_workbooks(at=now)


def _asker(file: WantedFile, *, on: date) -> Capacity:
    """In the capacity in which it was asked for; where that has ended, there is no file."""
    asker = capacity(file.by, chosen=file.delegation_id, on=on)
    if file.delegation_id and asker.delegation is None:
        raise PermissionError(f"the delegation {file.delegation_id} has ended")
    return asker


def _make(file: WantedFile) -> bool:
    """One that cannot be made never stops the others.

    Its lines in the log say which file they are about, as does the line of the request that asked for it.
    """
    now = clock.now()
    logs.add(file=file.pk)
    try:
        with translation.override(file.language), TemporaryFile() as content:
            asked = asked_book(file.address, BOOKS, capacity=_asker(file, on=now.date()), on=now.date())
            book = asked.book.with_notes(made_by(Actor(file.by, file.for_person), now))
            write = WRITERS[file.file_format]
            rows = write(book, content, tell=lambda written: actions.tell_progress(file, written))
            content.seek(0)
            actions.finish_file(file, content, f"{book.name}.{file.file_format}", rows=rows, at=clock.now())
    except Exception:
        logger.exception("the file %s of %s could not be made", file.pk, file.address)
        actions.give_up_file(file, at=clock.now())
        return False
    logger.info("the file %s was made", file.pk)
    return True
