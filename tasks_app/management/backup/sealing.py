"""Encryption of a stream by a passphrase, in pieces of which none can be changed, left out, moved or added.

The file begins with a head: the mark, three bytes (the logarithm of scrypt's N, r, p), a salt of 16 bytes, and the
HMAC-SHA256 of all that. Scrypt makes 64 bytes of the passphrase and the salt: 32 are the key of the pieces, 32 that of
the HMAC, so that a wrong passphrase is told apart from a damaged file. Then come pieces of one mebibyte, the last one
shorter or as long, each by AES-256-GCM with its tag of 16 bytes. The nonce is the piece's number (11 bytes, from 0) and
one byte that is 1 for the last; the head is authenticated with each. Since every file has a salt and by it a key of its
own, no nonce comes twice under one key. This is the construction STREAM of Hoang, Reyhanitabar, Rogaway and Vizár.
"""

from __future__ import annotations

import hmac
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from tasks_app.management.backup.refusals import BackupRefused

MARK = b"REFORM-SEALED-1\n"
WORK = bytes([17, 8, 1])  # 128 MiB and a third of a second for each guess
MOST_WORK = bytes([20, 16, 4])  # a file that asks for more was made to do harm
SALT, TAG, MAC = 16, 16, 32
PIECE = 1 << 20
SHORTEST_PASSPHRASE = 12


def refuse_weak(passphrase: str) -> None:
    """Raises BackupRefused for a passphrase that is quickly guessed."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BackupRefused(
            _("The passphrase is shorter than %(least)d characters. Take a longer one: openssl rand -base64 24")
            % {"least": SHORTEST_PASSPHRASE}
        )


class SealingWriter:
    """What is written to it is encrypted into ``raw``. Only ``close`` writes the last piece; ``raw`` stays open."""

    def __init__(self, raw: BinaryIO, passphrase: str):
        self._raw, self._waiting, self._number = raw, bytearray(), 0
        self._head = MARK + WORK + os.urandom(SALT)
        key, key_of_head = _keys(passphrase, self._head)
        self._cipher = AESGCM(key)
        raw.write(self._head + hmac.digest(key_of_head, self._head, "sha256"))

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > PIECE:  # a full piece waits, for it may be the last
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._raw.write(self._cipher.encrypt(_nonce(self._number, is_last), piece, self._head))
        self._number += 1


class SealedReader:
    """The plain content of ``raw``. Reading raises BackupRefused for a wrong passphrase, and at the first piece that
    is not what was written there; what came before was what was written. Only who has read to the end knows all."""

    def __init__(self, raw: BinaryIO, passphrase: str):
        self._raw, self._plain, self._number = raw, b"", 0
        self._head, mac = raw.read(len(MARK) + len(WORK) + SALT), raw.read(MAC)
        work = self._head[len(MARK) : len(MARK) + len(WORK)]
        is_whole = self._head.startswith(MARK) and len(self._head) == len(MARK) + len(WORK) + SALT
        if not is_whole or not all(0 < asked <= most for asked, most in zip(work, MOST_WORK, strict=True)):
            raise BackupRefused(_("The head of the encrypted backup is damaged."))
        key, key_of_head = _keys(passphrase, self._head)
        if not hmac.compare_digest(hmac.digest(key_of_head, self._head, "sha256"), mac):
            raise BackupRefused(_("The passphrase is not the one of this backup, or the head of the file was changed."))
        self._cipher, self._next = AESGCM(key), raw.read(PIECE + TAG)
        self._is_over = False

    def read(self, size: int) -> bytes:
        while len(self._plain) < size and not self._is_over:
            self._plain += self._open()
        given, self._plain = self._plain[:size], self._plain[size:]
        return given

    def _open(self) -> bytes:
        piece, self._next = self._next, self._raw.read(PIECE + TAG)
        self._is_over = not self._next
        try:
            plain = self._cipher.decrypt(_nonce(self._number, self._is_over), piece, self._head)
        except (InvalidTag, ValueError) as error:
            raise BackupRefused(
                _("The encrypted backup is cut short or was changed: piece %(number)d.") % {"number": self._number + 1}
            ) from error
        self._number += 1
        return plain


def _keys(passphrase: str, head: bytes) -> tuple[bytes, bytes]:
    power, r, p = head[len(MARK) : len(MARK) + len(WORK)]
    both = Scrypt(salt=head[-SALT:], length=64, n=1 << power, r=r, p=p).derive(passphrase.encode())
    return both[:32], both[32:]


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
