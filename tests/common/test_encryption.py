"""Secrets that are stored and read again: by the key, and by those before it for as long as they are said."""

import pytest

from tasks_app.common.encryption import Unreadable, decrypt, encrypt

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _first_key(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the first key", []


def test_what_was_encrypted_is_read_again_and_shows_nothing():
    encrypted = encrypt(SECRET, purpose="a")

    assert SECRET not in encrypted
    assert encrypted != encrypt(SECRET, purpose="a")
    assert decrypt(encrypted, purpose="a") == SECRET


def test_another_purpose_has_another_key():
    with pytest.raises(Unreadable):
        decrypt(encrypt(SECRET, purpose="a"), purpose="b")


@pytest.mark.parametrize("place", [0, 5, 30, -2])
def test_what_was_changed_is_not_read(place):
    encrypted = encrypt(SECRET, purpose="a")
    letter = "A" if encrypted[place] != "A" else "Q"  # of the last letter only the upper four bits mean something
    changed = list(encrypted)
    changed[place] = letter

    with pytest.raises(Unreadable):
        decrypt("".join(changed), purpose="a")


def test_with_another_key_the_one_before_reads_as_long_as_it_is_said(settings):
    encrypted = encrypt(SECRET, purpose="a")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert decrypt(encrypted, purpose="a") == SECRET
    anew = encrypt(SECRET, purpose="a")

    settings.SECRET_KEY_FALLBACKS = []

    assert decrypt(anew, purpose="a") == SECRET
    with pytest.raises(Unreadable):
        decrypt(encrypted, purpose="a")
