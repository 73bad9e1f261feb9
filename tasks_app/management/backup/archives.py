"""The file of a backup: a tar of the database, the settings, the uploads and, last, the manifest; sealed or not."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from tasks_app.management.backup import manifest as manifests
from tasks_app.management.backup import sealing
from tasks_app.management.backup.manifest import Manifest, Stored
from tasks_app.management.backup.refusals import BackupRefused

BLOCK = 1 << 20
LARGEST_TOLD = 64 << 20  # of the manifest and the settings, which are held in memory
PRIVATE = 0o600

Place = Callable[[str], "Path | None"]


class _Digesting:
    """Passes on what is read, and keeps its length and digest."""

    def __init__(self, raw: BinaryIO):
        self._raw, self._digest, self._size = raw, sha256(), 0

    def read(self, size: int = -1) -> bytes:
        block = self._raw.read(size)
        self._digest.update(block)
        self._size += len(block)
        return block

    def found(self) -> Stored:
        return Stored(self._size, self._digest.hexdigest())


class ArchiveWriter:
    """Files are added one after the other; ``files`` says what went in."""

    def __init__(self, tar: tarfile.TarFile):
        self._tar, self.files = tar, {}

    def add(self, name: str, content: BinaryIO, *, size: int) -> None:
        """``size`` bytes of ``content``. Raises OSError where there are fewer."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, PRIVATE
        digesting = _Digesting(content)
        self._tar.addfile(member, digesting)
        self.files[name] = digesting.found()

    def add_told(self, name: str, content: bytes) -> None:
        self.add(name, BytesIO(content), size=len(content))

    def add_manifest(self, manifest: Manifest) -> None:
        content = manifests.written(manifest)
        self.add_told(manifests.MANIFEST, content)
        self.add_told(manifests.DIGEST, sha256(content).hexdigest().encode())


@contextmanager
def writing(raw: BinaryIO, passphrase: str | None) -> Iterator[ArchiveWriter]:
    """An archive into ``raw``, sealed where there is a passphrase; complete only when the block has ended well."""
    sealed = sealing.SealingWriter(raw, passphrase) if passphrase else None
    with tarfile.open(fileobj=sealed or raw, mode="w|", format=tarfile.PAX_FORMAT, bufsize=BLOCK) as tar:
        yield ArchiveWriter(tar)
    if sealed:
        sealed.close()


def read_through(file: Path, passphrase: str | None, place: Place = lambda name: None) -> tuple[Manifest, bytes | None]:
    """Reads all of a backup, and verifies it by its manifest; returns that and the settings, where it has any.

    ``place`` says for each name where its content is to be written, or None for nowhere. Raises BackupRefused for
    everything that is not as it was written; then what was placed is worth nothing.
    """
    try:
        with file.open("rb") as raw:
            found, told = _read(_opened(raw, passphrase), place)
    except (tarfile.TarError, EOFError, OSError) as error:
        its = {"file": file, "reason": error}
        raise BackupRefused(_("%(file)s cannot be read to its end: %(reason)s.") % its) from error
    manifest = _verified_manifest(found, told)
    wrong = manifests.differences(manifest.files, found)
    if wrong:
        raise BackupRefused(
            _("In the backup these files are not as they were written: %(names)s") % {"names": ", ".join(wrong[:5])}
        )
    return manifest, told.get(manifests.SETTINGS)


def _opened(raw: BinaryIO, passphrase: str | None):
    is_sealed = raw.read(len(sealing.MARK)) == sealing.MARK
    raw.seek(0)
    if is_sealed and not passphrase:
        raise BackupRefused(_("The backup is encrypted; name the file of its passphrase by --passphrase-file."))
    if passphrase and not is_sealed:
        # Otherwise whoever can write where backups lie could put a file of his own in the place of a sealed one.
        raise BackupRefused(
            _("The backup is not encrypted, although a passphrase is named. If it should not be, leave that out.")
        )
    return sealing.SealedReader(raw, passphrase) if is_sealed else raw


def _read(stream, place: Place) -> tuple[dict[str, Stored], dict[str, bytes]]:
    found, told = {}, {}
    with tarfile.open(fileobj=stream, mode="r|", bufsize=BLOCK) as tar:
        for member in tar:
            name = member.name
            if not member.isreg() or name in found or not manifests.is_safe(name):
                raise BackupRefused(_("The backup holds something that was not put there: %(name)s") % {"name": name})
            digesting = _Digesting(tar.extractfile(member))
            if name in (manifests.SETTINGS, manifests.MANIFEST, manifests.DIGEST):
                told[name] = digesting.read(LARGEST_TOLD)
            else:
                _copy(digesting, place(name))
            found[name] = digesting.found()
    while stream.read(BLOCK):  # a sealed stream is whole only once its last piece was opened
        pass
    return found, told


def _copy(content: _Digesting, path: Path | None) -> None:
    if path:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("xb") if path else nullcontext() as target:
        while block := content.read(BLOCK):
            if target:
                target.write(block)


def _verified_manifest(found: dict[str, Stored], told: dict[str, bytes]) -> Manifest:
    its, said = found.pop(manifests.MANIFEST, None), told.get(manifests.DIGEST)
    found.pop(manifests.DIGEST, None)
    if its is None or said is None:
        raise BackupRefused(_("The backup is cut short: its manifest, which comes last, is missing."))
    if its.sha256.encode() != said:
        raise BackupRefused(_("The manifest of the backup was changed."))
    return manifests.read(told[manifests.MANIFEST])
