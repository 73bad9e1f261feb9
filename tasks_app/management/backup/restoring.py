"""Restoring a backup: all of it is verified first; then it replaces what is there as a whole, or nothing changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from tasks_app.mailing.models import MailPermit
from tasks_app.management.backup import archives, readings, uploads
from tasks_app.management.backup import manifest as manifests
from tasks_app.management.backup.databases import database_here
from tasks_app.management.backup.making import private_files
from tasks_app.management.backup.manifest import Manifest
from tasks_app.management.backup.refusals import BackupRefused

# Nobody may mail from a copy, not even for the moment between its rows and a command that forbids it.
LEFT_OUT = MailPermit._meta.db_table


@dataclass(frozen=True)
class Unpacked:
    """A verified backup, laid out beside what it is to replace."""

    manifest: Manifest
    settings: bytes | None
    database: Path
    uploads: Path


def is_older(manifest: Manifest) -> bool:
    """Whether the backup lacks migrations of this release, so that set-up has to run after restoring it."""
    return manifests.newest(_known()) != manifest.migrations


@contextmanager
def unpacked(file: Path, *, passphrase: str | None) -> Iterator[Unpacked]:
    """The backup in folders that are removed at the end; nothing that is there is touched.

    Raises BackupRefused for a file that is not as it was written, and for one that does not fit this release or
    this kind of database.
    """
    with (
        private_files(),
        TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as work,
        uploads.waiting_room() as room,
    ):
        database = Path(work) / "database"

        def place(name: str) -> Path | None:
            if name == manifests.DATABASE:
                return database
            return room / name.removeprefix(manifests.MEDIA) if name.startswith(manifests.MEDIA) else None

        manifest, its_settings = archives.read_through(file, passphrase, place)
        here = database_here()
        manifests.refuse_another_database(manifest, vendor=here.VENDOR, version=here.version())
        manifests.refuse_another_release(manifest, _known())
        yield Unpacked(manifest, its_settings, database, room)


def what_is_here() -> tuple[list[str], int]:
    """What a restore would replace: the tables that hold somebody's rows, and the number of uploaded files."""
    with database_here().reading() as reader:
        return readings.filled(reader), sum(1 for _name in uploads.uploaded())


def put_in_place(backup: Unpacked) -> None:
    """Database and uploads become those of the backup, and are compared with its manifest; mail may leave from nowhere.

    Raises BackupRefused; then everything is as it was before.
    """
    here, expected = database_here(), dict(backup.manifest.tables)
    with here.replaced(backup.database, without=LEFT_OUT), uploads.replaced(backup.uploads):
        with here.reading() as reader:
            if LEFT_OUT in expected:
                expected[LEFT_OUT] = replace(expected[LEFT_OUT], rows=0, sha256=_of_no_rows(reader))
            wrong = manifests.differences(expected, readings.digests(reader))
        wrong += manifests.differences(backup.manifest.media, uploads.digests())
        if wrong:
            raise BackupRefused(
                _("After restoring, these are not as in the backup, so what was there before is back: %(names)s")
                % {"names": ", ".join(wrong[:5])}
            )


def write_settings(content: bytes, file: Path) -> None:
    """Into a new file that its owner alone can read. Raises BackupRefused where it cannot be made."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(content)
    except OSError as error:
        raise BackupRefused(_("The settings cannot be written: %(reason)s") % {"reason": error}) from error


def _of_no_rows(reader: readings.Reader) -> str:
    return sha256(repr(reader.columns(LEFT_OUT)).encode()).hexdigest()


def _known() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)
