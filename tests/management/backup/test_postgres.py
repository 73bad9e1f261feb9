"""What only a server can show: writers meanwhile, its programs, its triggers, other connections."""

from __future__ import annotations

from threading import Event, Thread

import psycopg2
import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import DatabaseError, connection, transaction

from tasks_app.common import clock
from tasks_app.journal.actions import record
from tasks_app.mailing.models import MailPermit
from tasks_app.management.backup import archives, postgres
from tasks_app.management.backup.refusals import BackupRefused
from tasks_app.people.models import Person
from tests.factories import PersonFactory
from tests.management.backup.conftest import run

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Writer(Thread):
    """Writes a row into each of two tables, in one transaction, again and again."""

    def __init__(self):
        super().__init__()
        self.has_begun, self._is_over, self.written = Event(), Event(), 0

    def run(self):
        try:
            while not self._is_over.is_set():
                with transaction.atomic():
                    Group.objects.create(name=str(self.written))
                    Session.objects.create(session_key=str(self.written), session_data="", expire_date=clock.now())
                self.written += 1
                self.has_begun.set()
        finally:
            connection.close()

    def stop(self):
        self._is_over.set()
        self.join()


def test_a_backup_while_rows_are_written_is_of_one_moment(installation):
    writer = Writer()
    writer.start()
    writer.has_begun.wait(10)
    before = writer.written
    file = installation.back_up()
    after = writer.written
    writer.stop()
    manifest, _settings = archives.read_through(file, None)

    run("restore", file, "--replace", "--yes")

    groups = set(Group.objects.values_list("name", flat=True))
    assert groups == set(Session.objects.values_list("session_key", flat=True))
    assert before <= len(groups) <= after
    assert after > before  # otherwise nobody wrote meanwhile
    assert manifest.tables["auth_group"].rows == manifest.tables["django_session"].rows == len(groups)


def test_history_is_kept_after_restoring_as_before(installation):
    moment = clock.now()
    record("mail.allowed", MailPermit.objects.get(), by=None, at=moment)
    run("restore", installation.back_up(), "--replace", "--yes")

    with pytest.raises(DatabaseError, match="are history"), connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_app_entry SET verb = 'changed'")


def test_nobody_else_may_be_connected_while_it_is_replaced(installation):
    file = installation.back_up()
    guest = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        with pytest.raises(CommandError, match="1 other connections to the database are open"):
            run("restore", file, "--replace", "--yes")
    finally:
        guest.close()


def test_what_was_there_before_is_not_passed_over_when_a_restore_was_broken_off(installation):
    file = installation.back_up()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA before_restore")
    try:
        with pytest.raises(CommandError, match="The schema before_restore is there"):
            run("restore", file, "--replace", "--yes")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA before_restore")


def test_a_dump_that_cannot_be_restored_leaves_what_was_there(installation, tmp_path):
    PersonFactory(username="before")
    no_dump = tmp_path / "database"
    no_dump.write_bytes(b"PGDMP and nothing more")

    with pytest.raises(BackupRefused, match="pg_restore failed"), postgres.replaced(no_dump, without="x"):
        pass

    assert Person.objects.filter(username="before").exists()


def test_programs_that_are_missing_are_named(installation, settings, tmp_path):
    settings.PGBIN = str(tmp_path)

    with pytest.raises(CommandError, match=r"pg_dump is not there. Install PostgreSQL's programs"):
        run("backup", installation.backups)

    assert list(installation.backups.iterdir()) == []


def test_programs_older_than_the_server_are_refused(installation, settings, tmp_path):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o700)
    settings.PGBIN = str(tmp_path)

    with pytest.raises(CommandError, match=r"pg_dump is of version 9, and the server of \d+"):
        run("backup", installation.backups)


def test_no_secret_stands_on_a_command_line(installation, settings, tmp_path):
    """The program says how it was called; the password arrives all the same, in its environment."""
    told = tmp_path / "told"
    spy = tmp_path / "pg_dump"
    real = f"{settings.PGBIN}/pg_dump"
    spy.write_text(f'#!/bin/sh\necho "$@" >>{told}\necho "$PGPASSWORD" >>{told}.password\nexec {real} "$@"\n')
    spy.chmod(0o700)
    (tmp_path / "pg_restore").symlink_to(f"{settings.PGBIN}/pg_restore")
    settings.PGBIN = str(tmp_path)
    before, connection.settings_dict["PASSWORD"] = connection.settings_dict["PASSWORD"], "of-the-database"
    try:
        installation.back_up()
    finally:
        connection.settings_dict["PASSWORD"] = before

    assert "of-the-database" in (tmp_path / "told.password").read_text()
    assert "of-the-database" not in told.read_text()
