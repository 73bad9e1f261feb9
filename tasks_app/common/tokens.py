"""Keys of machines: made here once, kept only as a digest."""

import hashlib
import secrets

TOKEN_BYTES = 32  # 256 bits


def new_token() -> str:
    """A secret that nobody can guess, in letters that an address can have."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits of its SHA-256. It has too many bits to be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
