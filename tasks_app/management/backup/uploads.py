"""The folder of uploaded files: read for a backup, and replaced as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.utils.translation import gettext as _

from tasks_app.management.backup.manifest import Stored
from tasks_app.management.backup.refusals import BackupRefused

ASIDE = ".restore-"


def uploaded() -> Iterator[str]:
    """The names of all files within the folder, sorted; there may be none, and no folder."""
    for folder, inner, names in os.walk(_root()):
        inner[:] = sorted(name for name in inner if not name.startswith(ASIDE))
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(_root()).as_posix()


def path_of(name: str) -> Path:
    return _root() / name


def digests() -> dict[str, Stored]:
    found = {}
    for name in uploaded():
        with path_of(name).open("rb") as content:
            found[name] = Stored(os.fstat(content.fileno()).st_size, file_digest(content, "sha256").hexdigest())
    return found


@contextmanager
def waiting_room() -> Iterator[Path]:
    """A folder on the same disk, where files wait until they are put in place; removed at the end.

    It lies within the folder of uploads, which may be a disk of its own. Raises BackupRefused where a restore was
    broken off, for what it had put aside may be the only copy.
    """
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    if remains := sorted(_root().glob(f"{ASIDE}*")):
        raise BackupRefused(
            _(
                "%(folder)s is there: a restore was broken off, and it may hold what was there before. docs/backup.md "
                "says what to do."
            )
            % {"folder": remains[0]}
        )
    room = Path(mkdtemp(prefix=ASIDE, dir=_root()))
    try:
        yield room / "new"
    finally:
        if not (room / "old").exists():  # otherwise putting it back has failed
            shutil.rmtree(room)


@contextmanager
def replaced(new: Path) -> Iterator[None]:
    """Within the block the folder has what lies in ``new``, and nothing else; where the block fails, what was there
    before comes back."""
    old = new.with_name("old")
    new.mkdir(exist_ok=True)
    old.mkdir()
    try:
        _move(_root(), old)
    except BaseException:
        _move(old, _root())
        old.rmdir()
        raise
    try:
        _move(new, _root())
        yield
    except BaseException:
        _move(_root(), new)
        _move(old, _root())
        old.rmdir()
        raise
    shutil.rmtree(old)


def _move(source: Path, target: Path) -> None:
    for path in sorted(source.iterdir()):
        if not path.name.startswith(ASIDE):
            path.rename(target / path.name)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)
