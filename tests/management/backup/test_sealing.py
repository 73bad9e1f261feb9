"""Nothing of a sealed stream can be changed, left out, moved or added without being noticed."""

from io import BytesIO

import pytest
from django.utils import translation

from tasks_app.management.backup import sealing
from tasks_app.management.backup.refusals import BackupRefused

PASSPHRASE = "cụm mật khẩu để thử"
PIECE, HEAD = 64, len(sealing.MARK) + 3 + 16 + 32
SEALED_PIECE = PIECE + 16


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Small pieces, and a key that is made at once."""
    monkeypatch.setattr(sealing, "PIECE", PIECE)
    monkeypatch.setattr(sealing, "WORK", bytes([4, 8, 1]))
    with translation.override("en"):
        yield


def sealed(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    raw = BytesIO()
    writer = sealing.SealingWriter(raw, passphrase)
    for start in range(0, len(content), 50):
        writer.write(content[start : start + 50])
    writer.close()
    return raw.getvalue()


def opened(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    reader, parts = sealing.SealedReader(BytesIO(content), passphrase), []
    while part := reader.read(70):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 7])
def test_what_was_sealed_is_read_again(size):
    content = bytes(index % 251 for index in range(size))

    assert opened(sealed(content)) == content
    assert content[:8] not in sealed(content) or size < 8


def test_the_same_content_is_sealed_differently_each_time():
    assert sealed(b"same")[len(sealing.MARK) :] != sealed(b"same")[len(sealing.MARK) :]


def test_a_wrong_passphrase_is_told_apart_from_damage():
    with pytest.raises(BackupRefused, match="The passphrase is not the one"):
        opened(sealed(b"content"), "another passphrase")


@pytest.mark.parametrize("kept", [0, 10, HEAD - 1])
def test_a_file_that_ends_within_its_head_is_refused(kept):
    with pytest.raises(BackupRefused, match="head"):
        opened(sealed(b"content")[:kept])


@pytest.mark.parametrize(
    "cut",
    [
        lambda whole: whole[:HEAD],
        lambda whole: whole[: HEAD + SEALED_PIECE],  # between two pieces, where nothing looks cut
        lambda whole: whole[: HEAD + 2 * SEALED_PIECE],
        lambda whole: whole[: HEAD + SEALED_PIECE + 9],
        lambda whole: whole[:-1],
    ],
)
def test_a_file_that_is_cut_short_is_refused(cut):
    with pytest.raises(BackupRefused, match="cut short or was changed"):
        opened(cut(sealed(b"x" * (3 * PIECE))))


@pytest.mark.parametrize(
    "order", [(1, 0, 2), (0, 2, 1), (0, 2), (1, 2), (0, 0, 1, 2), (0, 1, 1, 2), (0, 1, 2, 2), (0, 1, 2, 0)]
)
def test_pieces_that_were_moved_left_out_or_doubled_are_refused(order):
    whole = sealed(b"x" * (3 * PIECE))
    pieces = [whole[HEAD + at * SEALED_PIECE : HEAD + (at + 1) * SEALED_PIECE] for at in range(3)]

    with pytest.raises(BackupRefused, match="cut short or was changed"):
        opened(whole[:HEAD] + b"".join(pieces[at] for at in order))


def test_a_piece_of_another_file_under_the_same_passphrase_is_refused():
    one, other = sealed(b"x" * PIECE), sealed(b"y" * PIECE)

    with pytest.raises(BackupRefused, match="cut short or was changed"):
        opened(one[:HEAD] + other[HEAD:])


def test_no_byte_can_be_changed():
    whole = sealed(b"x" * (PIECE + 5))
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises(BackupRefused):
            opened(bytes(changed))


def test_a_head_that_asks_for_too_much_work_is_refused_before_it_is_done():
    whole = bytearray(sealed(b"x"))
    whole[len(sealing.MARK)] = 40

    with pytest.raises(BackupRefused, match="head of the encrypted backup is damaged"):
        opened(bytes(whole))


def test_a_short_passphrase_is_refused():
    sealing.refuse_weak("a" * 12)
    with pytest.raises(BackupRefused, match="shorter than 12"):
        sealing.refuse_weak("a" * 11)
