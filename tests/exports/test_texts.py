"""Messages for a chat group: how a text is cut, without a database."""

import unicodedata

import pytest

from tasks_app.exports.rules import Block, in_parts

HEAD = ("QUÁ HẠN đến ngày 15/10/2024", "5 việc")
FOOT = "Danh sách: https://cchc.nghean.example.vn/assignments/?status=overdue"


def line(number: int) -> str:
    return f"- 1.{number} Rà soát thủ tục, hạn 10/10/2024, quá 3 ngày"


def cut(blocks: list[Block], **bounds) -> tuple[list[str], int]:
    return in_parts(HEAD, blocks, FOOT, left_out=lambda number: f"và {number} việc khác", **bounds)


SHORT = [Block("Sở Nội vụ", (line(1), line(2))), Block("Huyện Đô Lương", (line(1),))]
LONG = [Block("Sở Nội vụ", tuple(line(n) for n in range(1, 9))), Block("Huyện Đô Lương", (line(1), line(2)))]


def test_what_fits_is_one_message_without_a_number():
    assert cut(SHORT) == (
        [f"{HEAD[0]}\n{HEAD[1]}\n\nSở Nội vụ\n{line(1)}\n{line(2)}\n\nHuyện Đô Lương\n{line(1)}\n\n{FOOT}"],
        3,
    )


@pytest.mark.parametrize("limit", [300, 400, 500])
def test_what_is_longer_is_cut_between_lines(limit):
    parts, placed = cut(LONG, limit=limit)

    assert placed == 10
    assert max(map(len, parts)) <= limit
    assert [part.splitlines()[0] for part in parts] == [
        f"{HEAD[0]} ({number}/{len(parts)})" for number in range(1, len(parts) + 1)
    ]
    written = [one for part in parts for one in part.splitlines() if one.startswith("-")]
    assert written == [one for block in LONG for one in block.lines]
    assert [FOOT in part for part in parts] == [False] * (len(parts) - 1) + [True]


def test_a_heading_is_said_again_where_its_lines_go_on():
    parts, _placed = cut(LONG, limit=400)

    assert ["Sở Nội vụ" in part for part in parts[:2]] == [True, True]


def test_what_no_message_holds_is_counted():
    parts, placed = cut(LONG, limit=400, at_most=2)

    assert len(parts) == 2
    assert f"\n\nvà {10 - placed} việc khác\n\n{FOOT}" in parts[-1]
    assert max(map(len, parts)) <= 400


def test_a_line_that_is_longer_than_a_message_stays_whole():
    long = "- 1.1 " + "Rà soát " * 60

    (first, second), placed = cut([Block("Sở Nội vụ", (long, line(2)))], limit=300)

    assert placed == 2
    assert " ".join(long.split()) in first
    assert line(2) in second


def test_it_is_written_in_one_form_and_on_one_line():
    (part,), _placed = cut([Block(unicodedata.normalize("NFD", "Huyện Đô Lương"), ("- 1.1 Rà soát\r\n thủ tục",))])

    assert "Huyện Đô Lương\n- 1.1 Rà soát thủ tục" in part
    assert unicodedata.is_normalized("NFC", part)
