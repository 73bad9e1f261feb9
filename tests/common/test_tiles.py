"""Where the tiles of a map stand, and what they say without their colour."""

import re

import pytest
from django.template import Context, Template

from tasks_app.common.charts import Around, Tile, TileMap, in_rows


def tile(row: int, column: int, name: str = "Vinh", **given) -> Tile:
    usual = {"figure": "57%", "read": "đã hoàn thành, 8 trong 14 việc", "css": "s-over", "icon": "circle"}
    return Tile(row, column, name, **(usual | {"words": "quá hạn", "number": "2", "url": "/x/"} | given))


@pytest.mark.parametrize(
    ("places", "rows"),
    [
        ([], []),
        ([(6, 7)], ["x"]),
        ([(1, 3), (2, 1), (2, 4)], ["..x.", "x..x"]),
        ([(4, 2), (2, 2)], ["x", ".", "x"]),
        ([(1, 1), (1, 1)], ["x"]),
    ],
)
def test_tiles_stand_in_rows_as_they_lie(places, rows):
    drawn = ["".join("x" if one else "." for one in row) for row in in_rows([tile(*place) for place in places])]

    assert drawn == rows


def test_of_two_with_one_place_the_first_is_shown():
    first, second = tile(1, 1, "Vinh"), tile(1, 1, "Cửa Lò")

    assert in_rows([first, second]) == [[first]]


def test_a_tile_says_its_state_in_words_and_leads_on():
    around = Around("Thanh Hóa", "Biển Đông", "Hà Tĩnh", "Lào")
    tiles = TileMap("Các địa phương", [tile(1, 1, "Vinh <b>"), tile(1, 3, "Kỳ Sơn", number="")], around)

    html = Template("{% load charts %}{% tile_map tiles %}").render(Context({"tiles": tiles}))
    texts = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", link)).strip() for link in re.findall(r"<a .*?</a>", html)]

    assert texts == [
        "Vinh &lt;b&gt; 57% đã hoàn thành, 8 trong 14 việc, 2 quá hạn",
        "Kỳ Sơn 57% đã hoàn thành, 8 trong 14 việc, quá hạn",
    ]
    assert html.count('href="/x/"') == 2
    assert 'role="group" aria-label="Các địa phương"' in html
