import json
from dataclasses import replace

import pytest
from django.utils import translation

from tasks_app.management.backup import manifest as manifests
from tasks_app.management.backup.manifest import Manifest, Stored, Table
from tasks_app.management.backup.refusals import BackupRefused

ONE = Manifest(
    site="a.vn",
    made_at="2024-10-15T08:00:00+07:00",
    vendor="postgresql",
    version=17,
    migrations={"auth": "0012_x", "tasks_app": "0059_y"},
    tables={"t": Table(3, "aa"), "u": Table(4, "bb")},
    files={"database": Stored(9, "cc"), "media/evidence/Báo cáo.pdf": Stored(1, "dd")},
    missing=["evidence/gone.pdf"],
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_it_is_read_as_it_was_written():
    assert manifests.read(manifests.written(ONE)) == ONE
    assert ONE.rows == 7
    assert ONE.media == {"evidence/Báo cáo.pdf": Stored(1, "dd")}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"format": 1}', "cannot be read"),
        (b'{"format": 1, "tables": 3, "files": {}}', "cannot be read"),
        (manifests.written(ONE).replace(b'"site"', b'"place"'), "cannot be read"),
        (manifests.written(replace(ONE, format=2)), "has format 2, and this release reads format 1"),
    ],
)
def test_what_is_none_is_refused(content, refusal):
    with pytest.raises(BackupRefused, match=refusal):
        manifests.read(content)


@pytest.mark.parametrize(
    ("name", "is_safe"),
    [
        ("database", True),
        ("settings.env", True),
        ("manifest.json", True),
        ("media/evidence/a b.pdf", True),
        ("media/..x", True),
        ("media/", False),
        ("media", False),
        ("media/../database", False),
        ("media/a/../../b", False),
        ("media//etc/passwd", False),
        ("media/./a", False),
        ("/etc/passwd", False),
        ("../media/a", False),
        ("other", False),
        ("", False),
    ],
)
def test_only_what_stays_in_its_folder_is_taken(name, is_safe):
    assert manifests.is_safe(name) == is_safe


def test_the_newest_migration_of_each_app_says_the_release():
    applied = {("a", "0002_x"), ("a", "0010_y"), ("a", "0009_z"), ("b", "0001_initial")}

    assert manifests.newest(applied) == {"a": "0010_y", "b": "0001_initial"}
    assert manifests.newest(set()) == {}


KNOWN = {("auth", "0012_x"), ("tasks_app", "0058_x"), ("tasks_app", "0059_y"), ("tasks_app", "0060_z")}


@pytest.mark.parametrize(
    ("migrations", "strange"),
    [
        ({"auth": "0012_x", "tasks_app": "0060_z"}, None),
        ({"auth": "0012_x", "tasks_app": "0058_x"}, None),
        ({}, None),
        ({"auth": "0012_x", "tasks_app": "0061_w"}, "tasks_app.0061_w"),
        ({"auth": "0013_v", "gone": "0001_initial"}, "auth.0013_v, gone.0001_initial"),
    ],
)
def test_a_backup_of_a_newer_release_is_refused_an_older_one_is_not(migrations, strange):
    one = replace(ONE, migrations=migrations)
    if strange is None:
        manifests.refuse_another_release(one, KNOWN)
        return

    with pytest.raises(BackupRefused, match=f"newer release: it has {strange}, which"):
        manifests.refuse_another_release(one, KNOWN)


@pytest.mark.parametrize(
    ("vendor", "version", "refusal"),
    [
        ("postgresql", 17, None),
        ("postgresql", 18, None),
        ("postgresql", 16, "of PostgreSQL 17 and the server here is 16"),
        ("sqlite", 3, "of postgresql and the database here is sqlite"),
    ],
)
def test_a_backup_fits_its_kind_of_database(vendor, version, refusal):
    if refusal is None:
        manifests.refuse_another_database(ONE, vendor=vendor, version=version)
        return

    with pytest.raises(BackupRefused, match=refusal):
        manifests.refuse_another_database(ONE, vendor=vendor, version=version)


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ({"t": Table(3, "aa"), "u": Table(4, "bb")}, []),
        ({"t": Table(3, "aa")}, ["u"]),
        ({"t": Table(3, "aa"), "u": Table(4, "bb"), "more": Table(0, "")}, ["more"]),
        ({"t": Table(4, "aa"), "u": Table(4, "cc")}, ["t", "u"]),
    ],
)
def test_whatever_differs_is_named(found, names):
    assert manifests.differences(ONE.tables, found) == names


def test_a_manifest_can_be_read_by_a_person():
    assert json.loads(manifests.written(ONE))["tables"]["t"] == {"rows": 3, "sha256": "aa"}
