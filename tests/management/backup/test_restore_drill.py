"""The drill of `make restore-drill` with a few rows: its commands run in processes of their own, as operators do."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from tasks_app.mailing.models import MailPermit
from tests import restore_drill
from tests.restore_drill import Site


@pytest.mark.one_database
def test_what_was_backed_up_is_restored_elsewhere_and_answers(installation, tmp_path):
    MailPermit.objects.update(marker=restore_drill.MARKER)
    source, target = (Site(tmp_path / name, f"sqlite:///{tmp_path / name}/db.sqlite3") for name in ("source", "target"))
    source.folder.mkdir()
    with closing(sqlite3.connect(source.folder / "db.sqlite3")) as file:
        connection.connection.backup(file)
    shutil.copytree(installation.media, source.folder / "media")
    source.manage("createcachetable")

    outcome = restore_drill.exercise("SQLite", source, target, is_sealed=True)

    assert outcome.differences == []
    assert outcome.rows > 100
    assert outcome.files == 2
    assert restore_drill.table_of([outcome]).splitlines()[1].split()[:2] == ["SQLite", "yes"]
