"""Charts, drawn by the server, each with its numbers in a table behind or beside it."""

from django import template
from django.utils.formats import number_format

from tasks_app.common import charts
from tasks_app.common.charts import LineChart, TileMap, draw, in_rows

register = template.Library()


@register.inclusion_tag("components/line_chart.html")
def line_chart(chart: LineChart):
    """Lines over time, named where they run. ``chart``: see tasks_app.common.charts."""
    return {"chart": chart, "drawing": draw(chart, number_format)}


@register.inclusion_tag("components/bars.html")
def bars(items, css=""):
    """Numbers of one kind beside each other. ``items``: label, count, url, share (of the largest, in per cent)."""
    return {"items": items, "css": css}


@register.inclusion_tag("components/tile_map.html")
def tile_map(tiles: TileMap):
    """Places of one size as they lie on the ground. ``tiles``: see tasks_app.common.charts."""
    return {"map": tiles, "rows": in_rows(tiles.tiles)}


@register.inclusion_tag("components/mini_line.html")
def mini_line(values):
    """The course of a figure as small as a word. ``values``: from left to right, None where nothing is known.

    It only decorates: the figures have to stand beside it.
    """
    strokes, dots = charts.mini_line(values)
    return {"strokes": strokes, "dots": dots}
