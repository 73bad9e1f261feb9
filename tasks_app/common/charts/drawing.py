"""A line chart becomes a drawing, in units of its SVG, as texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks_app.common.charts.labels import Label, place_labels
from tasks_app.common.charts.lines import Kind, Line, LineChart
from tasks_app.common.charts.scales import (
    LETTER,
    ROOM_BELOW,
    ROOM_RIGHT,
    WIDTH,
    Frame,
    decimals,
    scale,
    text_width,
    unit,
)


@dataclass(frozen=True)
class Grid:
    path: str
    y: str
    text: str


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Stroke:
    css: str
    points: str


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    css: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    left: str
    """Where the names of the grid's lines end."""
    grid: Sequence[Grid]
    ticks: Sequence[Text]
    strokes: Sequence[Stroke]
    dots: Sequence[Dot]
    labels: Sequence[Label]


def draw(chart: LineChart, number: Callable[[float, int], str]) -> Drawing:
    """Lay a chart out. ``number`` writes a figure with so many decimals in the reader's language.

    A chart without a single figure has a grid and nothing in it.
    """
    ticks = _ticks(chart)
    places = decimals(ticks)
    names = [number(tick, places) for tick in ticks]
    names[-1] += chart.unit
    frame = Frame(left=max(map(text_width, names)) + 12, low=ticks[0], high=ticks[-1], bottom=chart.height - ROOM_BELOW)
    return Drawing(
        width=WIDTH,
        height=chart.height,
        left=unit(frame.left - 6),
        grid=[_grid(frame, tick, name) for tick, name in zip(ticks, names, strict=True)],
        ticks=_tick_texts(frame, chart),
        strokes=[stroke for line in chart.lines for stroke in _strokes(frame, line)],
        dots=[dot for line in chart.lines for dot in _dots(frame, line)],
        labels=place_labels(frame, chart.lines),
    )


def _ticks(chart: LineChart) -> list[float]:
    values = [value for line in chart.lines for _x, value in line.points if value is not None] or [0, 1]
    low = min(values) if chart.low is None else chart.low
    high = max(values) if chart.high is None else chart.high
    return scale(low, high)


def _grid(frame: Frame, tick: float, name: str) -> Grid:
    y = frame.y(tick)
    return Grid(path=f"M{unit(frame.left)} {unit(y)}H{WIDTH - ROOM_RIGHT}", y=unit(y + LETTER * 0.3), text=name)


def _tick_texts(frame: Frame, chart: LineChart) -> list[Text]:
    """Every first, second, third … of them, so that no two touch; a text stays inside the drawing."""
    texts = [(frame.x(part), text) for part, text in chart.ticks]
    every = next(step for step in range(1, len(texts) + 2) if _have_room(texts[::step]))
    y = unit(chart.height - 6)
    return [Text(unit(_inside(x, text)), y, "middle", text) for x, text in texts[::every]]


def _have_room(texts: list[tuple[float, str]]) -> bool:
    return all(
        _inside(*right) - _inside(*left) >= (text_width(left[1]) + text_width(right[1])) / 2 + LETTER / 2
        for left, right in pairwise(texts)
    )


def _inside(x: float, text: str) -> float:
    half = text_width(text) / 2
    return min(max(x, half), WIDTH - half)


def _strokes(frame: Frame, line: Line) -> list[Stroke]:
    return [
        Stroke(line.kind, " ".join(f"{unit(frame.x(x))},{unit(frame.y(value))}" for x, value in run))
        for run in line.runs
        if len(run) > 1
    ]


def _dots(frame: Frame, line: Line) -> list[Dot]:
    """The end of what is actual, and whatever stands alone: it would be invisible as a line."""
    runs = line.runs
    alone = [run[0] for run in runs if len(run) == 1]
    end = [runs[-1][-1]] if runs and line.kind == Kind.ACTUAL else []
    return [Dot(unit(frame.x(x)), unit(frame.y(value)), line.kind) for x, value in dict.fromkeys(alone + end)]
