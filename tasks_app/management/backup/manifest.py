"""What a backup says of itself, and how that is compared with what is found. Pure functions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from tasks_app.management.backup.refusals import BackupRefused

FORMAT = 1
DATABASE, SETTINGS, MANIFEST, DIGEST = "database", "settings.env", "manifest.json", "manifest.sha256"
MEDIA = "media/"


@dataclass(frozen=True)
class Table:
    """``sha256``: of its columns' names and of all rows in a fixed order; comparable within one kind of database."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Stored:
    """A file within the backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    site: str
    made_at: str
    """ISO 8601, local time with its offset."""
    vendor: str
    """postgresql or sqlite, as Django calls them."""
    version: int
    """Of the database: the major version of PostgreSQL, 3 of SQLite."""
    migrations: dict[str, str]
    """The newest applied of each app."""
    tables: dict[str, Table]
    files: dict[str, Stored]
    """By their names within the backup, the database among them."""
    missing: list[str] = field(default_factory=list)
    """Files that rows name and that did not lie in the folder of uploads."""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def media(self) -> dict[str, Stored]:
        """The uploaded files, by their names in the folder of uploads."""
        return {name.removeprefix(MEDIA): one for name, one in self.files.items() if name.startswith(MEDIA)}


def written(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    """Raises BackupRefused for what is no manifest, or one of another format."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise BackupRefused(
                _("The backup has format %(its)s, and this release reads format %(ours)d.")
                % {"its": said["format"], "ours": FORMAT}
            )
        tables = {name: Table(**one) for name, one in said.pop("tables").items()}
        files = {name: Stored(**one) for name, one in said.pop("files").items()}
        return Manifest(tables=tables, files=files, **said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupRefused(_("The manifest of the backup cannot be read.")) from error


def is_safe(name: str) -> bool:
    """Whether a file of this name may be in a backup: nothing that would be written outside of its folder."""
    if name in (DATABASE, SETTINGS, MANIFEST, DIGEST):
        return True
    parts = PurePosixPath(name).parts
    return name.startswith(MEDIA) and len(parts) > 1 and ".." not in parts and str(PurePosixPath(name)) == name


def newest(applied: set[tuple[str, str]]) -> dict[str, str]:
    """The newest migration of each app; their numbers put them in order."""
    found: dict[str, str] = {}
    for app, name in sorted(applied):
        found[app] = name
    return found


def refuse_another_release(manifest: Manifest, known: set[tuple[str, str]]) -> None:
    """Raises BackupRefused where the backup knows migrations that this release lacks; an older backup is welcome."""
    strange = sorted(f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known)
    if strange:
        raise BackupRefused(
            _(
                "The backup is of a newer release: it has %(migrations)s, which this release does not know. Take the "
                "release that the backup was made with, or a newer one."
            )
            % {"migrations": ", ".join(strange)}
        )


def refuse_another_database(manifest: Manifest, *, vendor: str, version: int) -> None:
    """Raises BackupRefused where what is in the backup cannot be read by the database here."""
    if manifest.vendor != vendor:
        raise BackupRefused(
            _("The backup is of %(its)s and the database here is %(ours)s; a backup does not change its kind.")
            % {"its": manifest.vendor, "ours": vendor}
        )
    if manifest.version > version:
        raise BackupRefused(
            _("The backup is of PostgreSQL %(its)d and the server here is %(ours)d. Take one at least as new.")
            % {"its": manifest.version, "ours": version}
        )


def differences(expected: Mapping[str, Table | Stored], found: Mapping[str, Table | Stored]) -> list[str]:
    """The names of which one side lacks something, or has something else; sorted."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
