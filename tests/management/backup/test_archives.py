"""Files of backups that are not as they were written, plain and sealed."""

import io
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import translation

from tasks_app.management.backup import archives, sealing
from tasks_app.management.backup.manifest import Manifest
from tasks_app.management.backup.refusals import BackupRefused

PASSPHRASE = "of this test alone"
CONTENT = {"database": b"rows" * 9000, "settings.env": b"A=1\n", "media/evidence/a.pdf": b"%PDF", "media/b": b""}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(sealing, "WORK", bytes([4, 8, 1]))
    with translation.override("en"):
        yield


def manifest_of(files) -> Manifest:
    return Manifest("a.vn", "2024-10-15T08:00:00+07:00", "sqlite", 3, {}, {}, files)


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "sealed"])
def passphrase(request):
    return request.param


@pytest.fixture
def backup(tmp_path, passphrase) -> Path:
    path = tmp_path / "backup"
    with path.open("wb") as raw, archives.writing(raw, passphrase) as archive:
        for name, content in CONTENT.items():
            archive.add_told(name, content)
        archive.add_manifest(manifest_of(dict(archive.files)))
    return path


def members(content: bytes) -> list[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return [(one, tar.extractfile(one).read()) for one in tar]


def tar_of(parts: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for one, content in parts:
            tar.addfile(one, io.BytesIO(content))
    return raw.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    one = tarfile.TarInfo(name)
    one.type, one.linkname = kind, "/etc/passwd"
    return one


def test_it_is_read_as_it_was_written(backup, passphrase, tmp_path):
    manifest, settings = archives.read_through(backup, passphrase, lambda name: tmp_path / "out" / name)

    assert set(manifest.files) == set(CONTENT)
    assert settings == CONTENT["settings.env"]
    assert not (tmp_path / "out" / "settings.env").exists()
    for name, content in CONTENT.items():
        assert name == "settings.env" or (tmp_path / "out" / name).read_bytes() == content
        assert manifest.files[name].sha256 == sha256(content).hexdigest()


def test_a_file_cut_short_anywhere_is_refused(backup, passphrase):
    whole = backup.read_bytes()
    content_ends = len(whole) - 1 if passphrase else whole.rindex(b"manifest.sha256")
    for kept in [0, 1, 600, len(whole) // 2, content_ends - 10_000, content_ends]:
        backup.write_bytes(whole[:kept])
        with pytest.raises(BackupRefused):
            archives.read_through(backup, passphrase)


def test_a_changed_byte_of_any_file_is_refused(backup, passphrase):
    whole = backup.read_bytes()
    for at in range(700, len(whole) if passphrase else whole.index(b"manifest.json"), 1501):
        changed = bytearray(whole)
        changed[at] ^= 4
        if not passphrase and not whole[at]:
            continue  # what fills up a tar's blocks says nothing
        backup.write_bytes(bytes(changed))
        with pytest.raises(BackupRefused):
            archives.read_through(backup, passphrase)


@pytest.mark.parametrize("passphrase", [None], indirect=True)
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda parts: parts[1:], "not as they were written: database"),
        (lambda parts: [(parts[0][0], b"x" * len(parts[0][1])), *parts[1:]], "not as they were written: database"),
        (lambda parts: parts[:-2], "its manifest, which comes last, is missing"),
        (lambda parts: parts[:-1], "its manifest, which comes last, is missing"),
        (lambda parts: [*parts[:-1], (parts[-1][0], b"0" * 64)], "manifest of the backup was changed"),
        (lambda parts: [(member("media/more"), b""), *parts], "not as they were written: media/more"),
        (lambda parts: [*parts, parts[0]], "not put there: database"),
        (lambda parts: [(member("../escape"), b""), *parts], "not put there: ../escape"),
        (lambda parts: [(member("media/x", tarfile.SYMTYPE), b""), *parts], "not put there: media/x"),
        (lambda parts: [(member("media/x", tarfile.LNKTYPE), b""), *parts], "not put there: media/x"),
        (lambda parts: [(member("media/x", tarfile.DIRTYPE), b""), *parts], "not put there: media/x"),
    ],
)
def test_a_tar_that_somebody_put_together_is_refused(backup, tmp_path, change, refusal):
    backup.write_bytes(tar_of(change(members(backup.read_bytes()))))

    with pytest.raises(BackupRefused, match=refusal):
        archives.read_through(backup, None, lambda name: tmp_path / "out" / name)

    assert not (tmp_path / "escape").exists()


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"something else entirely" * 1000)
    for name in ("x", "not there"):
        with pytest.raises(BackupRefused, match="cannot be read to its end"):
            archives.read_through(tmp_path / name, None)


def test_a_plain_file_is_not_taken_for_a_sealed_one_nor_the_other_way_round(backup, passphrase):
    refusal = "is encrypted; name the file" if passphrase else "is not encrypted, although"
    with pytest.raises(BackupRefused, match=refusal):
        archives.read_through(backup, None if passphrase else PASSPHRASE)
