"""Where the names of lines stand: beside their line, clear of all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import ceil

from tasks_app.common.charts.lines import Kind, Line
from tasks_app.common.charts.scales import LETTER, WIDTH, Frame, text_width, unit

DISTANCES = (9, 28, 47, 66)  # how far a label may stand from its line, the best first
NOTE_BELOW = 1.25  # in letters; the template says the same
STEP = 4  # lines are sampled this densely where labels look for room


@dataclass(frozen=True)
class Label:
    css: str
    anchor: str
    x: str
    y: str
    text: str
    note: str


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def shared(self, other: "_Box") -> float:
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0) * max(tall, 0)


@dataclass(frozen=True)
class _Place:
    label: Label
    box: _Box
    between: _Box
    """From the line to its label: where another line there would part them."""


def place_labels(frame: Frame, lines: Sequence[Line]) -> list[Label]:
    """Each where there is most room, the actual one choosing first."""
    samples = [sample for line in lines for sample in _samples(frame, line)]
    placed: list[_Place] = []
    for line in sorted((line for line in lines if line.label and line.known), key=_precedence):
        placed.append(min(_places(frame, line, lines), key=lambda place: _cost(place, placed, samples, frame)))
    return [place.label for place in placed]


def _precedence(line: Line) -> int:
    return (Kind.ACTUAL, Kind.PLAN, Kind.TARGET).index(line.kind)


def _samples(frame: Frame, line: Line) -> list[tuple[float, float]]:
    found = []
    for run in line.runs:
        corners = [(frame.x(x), frame.y(value)) for x, value in run]
        found += corners
        for (x, y), (to_x, to_y) in pairwise(corners):
            pieces = ceil(max(abs(to_x - x), abs(to_y - y)) / STEP)
            found += [(x + (to_x - x) * n / pieces, y + (to_y - y) * n / pieces) for n in range(1, pieces)]
    return found


def _places(frame: Frame, line: Line, lines: Sequence[Line]) -> list[_Place]:
    """Where the label may stand, the best first: where no other line is, on either hand, at any distance."""
    return [
        _place(frame, line, frame.x(part), frame.y(value), anchor, above, distance)
        for part, value in _anchors(line)
        for distance, above, anchor in product(DISTANCES, _sides(part, value, lines), ("end", "start", "middle"))
    ]


def _sides(part: float, value: float, lines: Sequence[Line]) -> tuple[bool, bool]:
    """Above first, but below where another line runs higher."""
    higher = any(line.value_at(part) > value for line in lines if line.known)
    return (False, True) if higher else (True, False)


def _anchors(line: Line) -> list[tuple[float, float]]:
    """A target is level: its name may stand at either end or between."""
    first, last = line.known[0][0], line.known[-1][0]
    if line.label_at is not None:
        parts = [line.label_at]
    else:
        parts = [last, first, (first + last) / 2] if line.kind == Kind.TARGET else [last]
    return [(part, line.value_at(part)) for part in parts]


def _place(frame: Frame, line: Line, x: float, y: float, anchor: str, above: bool, distance: float) -> _Place:
    width = max(text_width(line.label), text_width(line.note))
    height = LETTER * (1 + NOTE_BELOW if line.note else 1)
    top = y - distance - height if above else y + distance
    before = {"end": width - 4, "start": 4, "middle": width / 2}[anchor]
    left = max(min(x - before, WIDTH - width), frame.left)
    at = left + width * {"end": 1, "start": 0, "middle": 0.5}[anchor]
    label = Label(line.kind, anchor, unit(at), unit(top + LETTER * 0.8), line.label, line.note)
    between = _Box(x - 3, top + height, x + 3, y - 5) if above else _Box(x - 3, y + 5, x + 3, top)
    return _Place(label, _Box(left, top, left + width, top + height), between)


def _cost(place: _Place, taken: list[_Place], samples: list[tuple[float, float]], frame: Frame) -> float:
    """Outside is worse than on another label, that is worse than behind a line, and on a line is no good either."""
    outside = max(0, -place.box.top, place.box.bottom - frame.bottom)
    covered = sum(place.box.shared(other.box) for other in taken)
    behind = sum(place.between.holds(x, y) for x, y in samples)
    crossed = sum(place.box.holds(x, y) for x, y in samples)
    return outside * 1000 + covered * 10 + behind * 5 + crossed
