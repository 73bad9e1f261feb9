"""Making a backup: the database first, then the files, then it is read again and only then gets its name."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from tasks_app.management.backup import archives, names, sealing, uploads
from tasks_app.management.backup import manifest as manifests
from tasks_app.management.backup.databases import database_here
from tasks_app.management.backup.manifest import Manifest
from tasks_app.management.backup.readings import Snapshot
from tasks_app.management.backup.refusals import BackupRefused


@dataclass(frozen=True)
class Made:
    file: Path
    manifest: Manifest
    removed: list[str]


@contextmanager
def private_files() -> Iterator[None]:
    """Everything that is made within the block can be read by its owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def make_backup(
    folder: Path, *, at: datetime, passphrase: str | None = None, with_settings: bool = False, keep: int | None = None
) -> Made:
    """One file in ``folder`` with everything that is needed to go on elsewhere; complete and verified, or not there.

    ``at``: the present moment, local time. With a passphrase the file is encrypted; the settings, which hold secrets,
    go along only then. With ``keep`` the oldest of this site's backups in the folder beyond so many are removed, after
    the new one was verified. Raises BackupRefused.
    """
    if passphrase:
        sealing.refuse_weak(passphrase)
    elif with_settings:
        raise BackupRefused(_("The settings hold secrets: they go along only with --passphrase-file."))
    site = names.site_name(settings.SITE_URL)
    final = folder / names.file_name(site, at, is_sealed=bool(passphrase))
    part = final.with_name(final.name + names.PART)
    with private_files(), _one_at_a_time():
        _prepare(folder, final, site)
        try:
            _write(part, site=site, at=at, passphrase=passphrase, with_settings=with_settings)
            manifest, _settings = archives.read_through(part, passphrase)
            part.rename(final)
            _to_disk(folder)
        except (OSError, DatabaseError, sqlite3.Error) as error:
            reason = str(error).strip()
            raise BackupRefused(_("The backup cannot be written: %(reason)s") % {"reason": reason}) from error
        finally:
            part.unlink(missing_ok=True)
        return Made(final, manifest, _remove_old(folder, site, keep))


def _prepare(folder: Path, final: Path, site: str) -> None:
    if not folder.is_dir():
        raise BackupRefused(_("%(folder)s is no folder.") % {"folder": folder})
    if folder.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise BackupRefused(_("The folder of the backups lies within the folder of the uploads; take another."))
    if final.exists():
        raise BackupRefused(_("%(file)s is there already.") % {"file": final})
    for name in names.left_over((path.name for path in folder.iterdir()), site):
        (folder / name).unlink()


def _write(part: Path, *, site: str, at: datetime, passphrase: str | None, with_settings: bool) -> None:
    database = database_here()
    # Beside the database and not in the folder of the backups, which may lie where nothing unencrypted should.
    with TemporaryDirectory(dir=settings.VAR_DIR, prefix="backup-") as work, part.open("xb") as raw:
        snapshot = database.snapshot(Path(work))
        with archives.writing(raw, passphrase) as archive:
            _add(archive, manifests.DATABASE, snapshot.copy)
            if with_settings:
                archive.add_told(manifests.SETTINGS, _settings_content())
            _add_uploads(archive)
            archive.add_manifest(_manifest(database.VENDOR, snapshot, archive.files, site=site, at=at))
        raw.flush()
        os.fsync(raw.fileno())


def _add(archive: archives.ArchiveWriter, name: str, path: Path) -> None:
    with path.open("rb") as content:
        archive.add(name, content, size=os.fstat(content.fileno()).st_size)


def _add_uploads(archive: archives.ArchiveWriter) -> None:
    for name in uploads.uploaded():
        try:
            _add(archive, manifests.MEDIA + name, uploads.path_of(name))
        except FileNotFoundError:
            continue  # cleared away since the folder was read; where a row names it, the manifest says it is missing


def _manifest(vendor: str, snapshot: Snapshot, files: dict, *, site: str, at: datetime) -> Manifest:
    return Manifest(
        site=site,
        made_at=at.isoformat(timespec="seconds"),
        vendor=vendor,
        version=snapshot.version,
        migrations=manifests.newest(snapshot.applied),
        tables=snapshot.tables,
        files=dict(files),
        missing=sorted(name for name in snapshot.named_files if manifests.MEDIA + name not in files),
    )


def _settings_content() -> bytes:
    try:
        return settings.ENV_FILE.read_bytes()
    except OSError as error:
        raise BackupRefused(
            _("The settings are not in %(file)s. Name their file by ENV_FILE, or leave --with-settings out.")
            % {"file": settings.ENV_FILE}
        ) from error


def _remove_old(folder: Path, site: str, keep: int | None) -> list[str]:
    if keep is None:
        return []
    old = names.too_many((path.name for path in folder.iterdir()), site, keep)
    for name in old:
        (folder / name).unlink()
    return old


def _to_disk(folder: Path) -> None:
    """A new name in a folder survives a power cut only once the folder was written as well."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (settings.VAR_DIR / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(_("Another backup is being made at this moment.")) from None
        yield
