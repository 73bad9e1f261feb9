"""Charts: where everything of one stands. Pure geometry; a tag named like the chart draws what comes out.

A page gives a ``LineChart`` or a ``TileMap``, words and figures. The drawing of lines has a fixed width and is scaled;
the stylesheet keeps the letters readable, and never makes them larger than ``LETTER``.
"""

from tasks_app.common.charts.drawing import Drawing, draw
from tasks_app.common.charts.lines import Kind, Line, LineChart, Table, across
from tasks_app.common.charts.mini import mini_line
from tasks_app.common.charts.tiles import Around, Tile, TileMap, in_rows

__all__ = [
    "Around",
    "Drawing",
    "Kind",
    "Line",
    "LineChart",
    "Table",
    "Tile",
    "TileMap",
    "across",
    "draw",
    "in_rows",
    "mini_line",
]
