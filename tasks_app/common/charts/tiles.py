"""A map of tiles: each thing has a place in rows and columns, as it lies on the ground, and all are of one size.

The page gives words and figures; ``{% tile_map %}`` writes them as HTML and not as SVG, so that on a phone names wrap
and letters keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """``css`` and ``icon`` say how it stands, and so do ``number`` and ``words`` ("2", "overdue").

    ``read``: what is read out after the figure ("completed, 9/13"). ``unit``: of a long figure, which stands without it
    on a phone.
    """

    row: int
    column: int
    name: str
    figure: str
    read: str
    css: str
    icon: str
    words: str
    number: str = ""
    url: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Around:
    """What lies around the map."""

    north: str
    east: str
    south: str
    west: str


@dataclass(frozen=True)
class TileMap:
    title: str
    tiles: Sequence[Tile]
    around: Around


def in_rows(tiles: Sequence[Tile]) -> list[list[Tile | None]]:
    """The rows from the north, each of as many places; None where no tile stands. Of two with one place the first."""
    if not tiles:
        return []
    places = {(tile.row, tile.column): tile for tile in reversed(tiles)}
    rows, columns = zip(*places, strict=True)
    return [
        [places.get((row, column)) for column in range(min(columns), max(columns) + 1)]
        for row in range(min(rows), max(rows) + 1)
    ]
