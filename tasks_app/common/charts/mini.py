"""A line as small as a word, beside the figures that it ends in."""

from collections.abc import Sequence
from decimal import Decimal

from tasks_app.common.charts.drawing import Dot, Stroke
from tasks_app.common.charts.lines import Kind, Line
from tasks_app.common.charts.scales import unit

MINI_WIDTH, MINI_HEIGHT = 96, 28
EDGE = 4  # so that a dot at the edge is whole


def mini_line(values: Sequence[Decimal | float | None]) -> tuple[list[Stroke], list[Dot]]:
    """The values from left to right with gaps where one is None; level where all are the same."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return [], []
    low, high = min(known), max(known)
    steps = max(len(values) - 1, 1)

    def at(place: float, value: float) -> tuple[str, str]:
        part = (value - low) / (high - low) if high > low else 0.5
        return (
            unit(EDGE + place * (MINI_WIDTH - 2 * EDGE)),
            unit(MINI_HEIGHT - EDGE - part * (MINI_HEIGHT - 2 * EDGE)),
        )

    line = Line(Kind.ACTUAL, "", [(n / steps, None if one is None else float(one)) for n, one in enumerate(values)])
    strokes = [
        Stroke(Kind.ACTUAL, " ".join(",".join(at(*point)) for point in run)) for run in line.runs if len(run) > 1
    ]
    dots = {run[0] for run in line.runs if len(run) == 1} | {line.known[-1]}
    return strokes, [Dot(*at(*point), Kind.ACTUAL) for point in sorted(dots)]
