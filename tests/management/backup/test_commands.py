"""The three commands, on an installation whose rows are committed."""

from __future__ import annotations

import builtins
import shutil
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError

from tasks_app.common.dates import at_time
from tasks_app.mailing.models import MailPermit
from tasks_app.mailing.queries import bar_to_mail
from tasks_app.management.backup import archives, readings, restoring
from tasks_app.management.backup.databases import database_here
from tasks_app.people.models import Person
from tasks_app.reporting.models import EvidenceFile
from tests.factories import PersonFactory
from tests.management.backup.conftest import run

pytestmark = pytest.mark.django_db(transaction=True)

PERMITS = restoring.LEFT_OUT


def digests() -> dict:
    with database_here().reading() as reader:
        return readings.digests(reader)


def altered(installation, file, change) -> None:
    """The backup as somebody could have made it with this program: whole, but with another manifest."""
    room = installation.backups.parent / "altered"
    manifest, _settings = archives.read_through(file, None, lambda name: room / name)
    with file.open("wb") as raw, archives.writing(raw, None) as archive:
        for name in manifest.files:
            archive.add_told(name, (room / name).read_bytes())
        archive.add_manifest(change(manifest))


def give_up_everything(installation) -> None:
    """What came since the backup, and what was lost since."""
    PersonFactory(username="later")
    Person.objects.filter(username="before").update(full_name="changed since")
    shutil.rmtree(installation.media)
    (installation.media / "evidence").mkdir(parents=True)
    (installation.media / "evidence" / "later.pdf").write_bytes(b"later")


@pytest.mark.parametrize("is_sealed", [False, True])
def test_what_was_backed_up_comes_back(installation, is_sealed):
    PersonFactory(username="before", full_name="Nguyễn Văn Đức")
    tables, uploads = digests(), installation.uploads
    sealing = ["--passphrase-file", installation.passphrase] if is_sealed else []
    file = installation.back_up(*sealing)
    give_up_everything(installation)

    out, err = run("restore", file, *sealing, "--replace", "--yes")

    assert out[0].startswith("Restored what reform.example.org was at 2024-10-15T08:00:00+07:00: ")
    assert out[0].partition("; ")[2].startswith("compared with the backup, no difference")
    assert err == []
    after = digests()
    assert tables.pop(PERMITS).rows == 1
    assert after.pop(PERMITS).rows == 0
    assert after == tables
    assert installation.uploads == uploads
    assert Person.objects.get(username="before").full_name == "Nguyễn Văn Đức"
    with EvidenceFile.objects.first().stored.open() as stored:
        assert stored.read()
    assert sorted(path.name for path in installation.media.iterdir()) == ["evidence"]


def test_a_restored_copy_writes_to_nobody_until_it_is_allowed_again(installation):
    file = installation.back_up()
    assert bar_to_mail() is None

    out, _ = run("restore", file, "--replace", "--yes")

    assert out[1:] == ["Mail leaves from nowhere: this copy writes to nobody until manage.py allow_mail --yes."]
    assert bar_to_mail() is not None
    assert not MailPermit.objects.exists()
    run("allow_mail", "--yes")
    assert bar_to_mail() is None


def test_new_rows_get_keys_of_their_own_after_restoring(installation):
    last = PersonFactory(username="before").pk
    file = installation.back_up()

    run("restore", file, "--replace", "--yes")

    assert PersonFactory(username="later").pk > last


def test_data_are_not_given_up_unless_it_is_said(installation):
    file, tables = installation.back_up(), digests()

    with pytest.raises(CommandError, match=r"There are data here: rows in \d+ tables, 2 uploaded files. Nothing was"):
        run("restore", file)

    assert digests() == tables


@pytest.mark.one_database
def test_files_alone_are_data(empty_installation):
    file = empty_installation.back_up()
    empty_installation.media.mkdir(exist_ok=True)
    (empty_installation.media / "x").touch()

    with pytest.raises(CommandError, match="rows in 0 tables, 1 uploaded files"):
        run("restore", file)


def test_where_nothing_is_nobody_is_asked(empty_installation):
    file = empty_installation.back_up()

    out, _ = run("restore", file)

    assert out[0].startswith("Restored")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("reform.example.org", None),
        (" reform.example.org ", None),
        ("yes", "not the name of this site"),
        ("", "not the name of this site"),
        (EOFError, "not the name of this site"),
    ],
)
def test_the_name_of_the_site_has_to_be_typed(installation, monkeypatch, typed, refusal):
    file = installation.back_up()
    PersonFactory(username="later")

    def answer():
        if typed is EOFError:
            raise EOFError
        return typed

    monkeypatch.setattr(builtins, "input", answer)
    with pytest.raises(CommandError, match=refusal) if refusal else nullcontext():
        run("restore", file, "--replace")

    assert Person.objects.filter(username="later").exists() == bool(refusal)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda its: replace(its, tables=its.tables | {"t": readings.Table(1, "")}), "are not as in the backup"),
        (lambda its: replace(its, migrations=its.migrations | {"tasks_app": "9999_to_come"}), "9999_to_come"),
        (lambda its: replace(its, vendor="oracle"), "of oracle and the database here is"),
        (lambda its: replace(its, version=99), "of PostgreSQL 99"),
        (lambda its: replace(its, format=2), "has format 2"),
    ],
)
def test_what_does_not_fit_changes_nothing(installation, change, refusal):
    file = installation.back_up()
    altered(installation, file, change)
    give_up_everything(installation)
    tables, uploads = digests(), installation.uploads

    with pytest.raises(CommandError, match=refusal):
        run("restore", file, "--replace", "--yes")

    assert digests() == tables
    assert installation.uploads == uploads
    assert sorted(path.name for path in installation.media.iterdir()) == ["evidence"]
    assert bar_to_mail() is None


def test_a_damaged_file_changes_nothing(installation):
    file = installation.back_up()
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(bytes(content))
    tables, uploads = digests(), installation.uploads

    for command in (["check_backup", file], ["restore", file, "--replace", "--yes"]):
        with pytest.raises(CommandError, match="not as they were written: database"):
            run(*command)

    assert (digests(), installation.uploads) == (tables, uploads)


def test_an_older_backup_says_that_set_up_has_to_run(installation):
    file = installation.back_up()
    older = "0058_what_leaves_as_a_text_is_kept"
    altered(installation, file, lambda its: replace(its, migrations=its.migrations | {"tasks_app": older}))

    out, _ = run("restore", file, "--replace", "--yes")

    assert out[-1].startswith("The backup is of an older release: run .venv/bin/python -m deploy.setup")


@pytest.mark.one_database
def test_a_restore_that_was_broken_off_is_not_passed_over(installation):
    file = installation.back_up()
    (installation.media / ".restore-x" / "old").mkdir(parents=True)

    with pytest.raises(CommandError, match=r"\.restore-x is there: a restore was broken off"):
        run("restore", file, "--replace", "--yes")

    assert (installation.media / ".restore-x" / "old").exists()


def test_a_backup_is_told_and_verified(installation):
    out, err = run("backup", installation.backups)

    (file,) = installation.backups.iterdir()
    assert file.name == "reform_reform.example.org_2024-10-15T080000.tar"
    assert file.stat().st_mode & 0o777 == 0o600
    assert out[0].startswith(f"{file}: {file.stat().st_size} bytes; ")
    assert "2 uploaded files; verified" in out[0]
    assert err == []
    out, _ = run("check_backup", file)
    assert out[0].startswith("The backup is whole: reform.example.org, made at 2024-10-15T08:00:00+07:00; ")
    assert out[1] == "It holds no settings."
    assert not list(installation.backups.parent.glob("backup-*"))


def test_settings_go_along_only_when_encrypted(installation):
    with pytest.raises(CommandError, match="only with --passphrase-file"):
        run("backup", installation.backups, "--with-settings")
    assert list(installation.backups.iterdir()) == []

    sealing = ["--passphrase-file", installation.passphrase]
    file, new = installation.back_up("--with-settings", *sealing), installation.backups.parent / "new.env"
    assert b"of-this-test" not in file.read_bytes()
    assert run("check_backup", file, *sealing)[0][1] == "It holds the settings."
    run("restore", file, *sealing, "--replace", "--yes", "--settings-to", new)

    assert new.read_text() == "SECRET_KEY=of-this-test\n"
    assert new.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="settings cannot be written"):
        run("restore", file, *sealing, "--replace", "--yes", "--settings-to", new)


@pytest.mark.one_database
def test_settings_that_are_not_there_are_not_asked_for(installation):
    with pytest.raises(CommandError, match="The backup holds no settings"):
        run("restore", installation.back_up(), "--replace", "--yes", "--settings-to", "new.env")


@pytest.mark.one_database
def test_a_backup_that_fails_leaves_nothing_and_removes_nothing(installation, settings):
    old = installation.backups / "reform_reform.example.org_2024-10-01T080000.tar"
    old.touch()
    settings.ENV_FILE.unlink()

    with pytest.raises(CommandError, match="The settings are not in"):
        run(
            *("backup", installation.backups, "--with-settings", "--keep", 1),
            *("--passphrase-file", installation.passphrase),
        )

    assert list(installation.backups.iterdir()) == [old]


@pytest.mark.one_database
def test_the_oldest_are_removed_and_what_was_broken_off(installation, clock):
    names = [f"reform_reform.example.org_2024-10-{day}T080000.tar" for day in ("15", "16", "17")]
    (installation.backups / "reform_reform.example.org_2024-10-01T080000.tar.part").touch()
    (installation.backups / "notes.txt").touch()
    for day in (15, 16, 17):
        clock.move_to(at_time(date(2024, 10, day), 8))
        out, _ = run("backup", installation.backups, "--keep", 2)

    assert out[1] == f"Removed, as too many: {names[0]}"
    assert sorted(path.name for path in installation.backups.iterdir()) == ["notes.txt", *names[1:]]


@pytest.mark.one_database
def test_a_name_is_never_given_twice(installation):
    file = installation.back_up()
    content = file.read_bytes()

    with pytest.raises(CommandError, match="is there already"):
        run("backup", installation.backups)

    assert file.read_bytes() == content


def test_files_that_are_missing_are_told(installation):
    gone = EvidenceFile.objects.first().stored.name
    (installation.media / gone).unlink()

    _, err = run("backup", installation.backups)

    assert err == [
        f"1 files that the database names are not in the folder of uploads, the first: {gone}",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("folder", "refusal"), [("nowhere", "is no folder"), ("media/evidence", "within the folder of the uploads")]
)
def test_a_folder_that_cannot_hold_backups_is_refused(installation, folder, refusal):
    with pytest.raises(CommandError, match=refusal):
        run("backup", installation.backups.parent / folder)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("content", "refusal"),
    [("short\n", "shorter than 12"), ("\nsecond line\n", "begins with an empty line"), (None, "cannot be read")],
)
def test_a_passphrase_that_is_none_is_refused(installation, content, refusal):
    if content is None:
        installation.passphrase.unlink()
    else:
        installation.passphrase.write_text(content)

    with pytest.raises(CommandError, match=refusal):
        run("backup", installation.backups, "--passphrase-file", installation.passphrase)

    assert list(installation.backups.iterdir()) == []


@pytest.mark.one_database
def test_a_wrong_passphrase_opens_nothing(installation):
    file = installation.back_up("--passphrase-file", installation.passphrase)
    installation.passphrase.write_text("another passphrase\n")

    for command in ("check_backup", "restore"):
        with pytest.raises(CommandError, match="The passphrase is not the one of this backup"):
            run(command, file, "--passphrase-file", installation.passphrase)
        with pytest.raises(CommandError, match="is encrypted"):
            run(command, file)


@pytest.mark.one_database
@pytest.mark.parametrize("keep", ["0", "-1", "two", ""])
def test_at_least_one_is_kept(installation, keep):
    with pytest.raises(CommandError, match="is no number; write 1 or more"):
        run("backup", installation.backups, f"--keep={keep}")
