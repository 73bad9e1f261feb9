"""Secrets that have to be read again, such as those of second factors: stored encrypted, so that a copy of the database
opens nothing.

The keys are made of ``SECRET_KEY`` and of those before it (``SECRET_KEY_FALLBACKS``), another one for each purpose, by
HKDF-SHA256 (RFC 5869); what they encrypt is a Fernet token (AES-128-CBC with HMAC-SHA256). The newest key encrypts, all
of them decrypt. Whoever loses all of these keys has lost what they encrypted.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


class Unreadable(Exception):
    """Encrypted by a key that is not there any more, for another purpose, or changed since."""


def encrypt(text: str, *, purpose: str) -> str:
    """The text under the present key; letters, digits, - _ and =, so it fits into JSON and into an address."""
    return _keys(purpose).encrypt(text.encode()).decode()


def decrypt(encrypted: str, *, purpose: str) -> str:
    """What was encrypted for this purpose by one of the keys. Raises Unreadable."""
    try:
        return _keys(purpose).decrypt(encrypted.encode()).decode()
    except InvalidToken:
        raise Unreadable(purpose) from None


def _keys(purpose: str) -> MultiFernet:
    return _made_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS), purpose)


@lru_cache(maxsize=8)
def _made_of(secrets: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"reform: {purpose}".encode())
    return urlsafe_b64encode(derived.derive(secret.encode()))
