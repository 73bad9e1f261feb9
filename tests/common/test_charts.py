"""Where everything of a line chart stands, and that the page carries its figures as text."""

from datetime import date
from html.parser import HTMLParser
from itertools import combinations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tasks_app.common.charts import Kind, Line, LineChart, Table, across, draw, mini_line
from tasks_app.common.charts.drawing import Dot, Stroke
from tasks_app.common.charts.labels import Label
from tasks_app.common.charts.scales import LETTER, WIDTH, decimals, scale, text_width

YEAR = date(2024, 1, 1), date(2024, 12, 31)


def plain(value: float, places: int) -> str:
    return f"{value:.{places}f}"


def chart(*lines: Line, **options) -> LineChart:
    given = {"ticks": [(0, "T1"), (1, "T12")], "table": Table(["Tháng", "Thực tế"], [["T1", "10%"]])} | options
    return LineChart(key="c", title="Hoàn thành", description="Thực tế 50%.", lines=lines, **given)


def room(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a label covers."""
    width = max(text_width(label.text), text_width(label.note))
    left = float(label.x) - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * width
    bottom = float(label.y) + LETTER * (1.45 if label.note else 0.2)
    return left, float(label.y) - LETTER * 0.8, left + width, bottom


def height(percent: float) -> float:
    """How far down the page a percentage of a scale from 0 to 100 stands."""
    return 224 - percent / 100 * (224 - 14)


def touch(one: Label, other: Label) -> bool:
    left, top, right, bottom = room(one)
    other_left, other_top, other_right, other_bottom = room(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2024, 1, 1), 0),
        (date(2024, 7, 1), 182 / 365),
        (date(2024, 12, 31), 1),
        (date(2023, 5, 1), 0),
        (date(2025, 5, 1), 1),
    ],
)
def test_a_day_stands_between_two_others(day, part):
    assert across(day, *YEAR) == part


def test_of_a_single_day_everything_stands_at_its_beginning():
    assert across(date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 1)) == 0


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, [0, 25, 50, 75, 100]),
        (88.2, 95.4, [88, 90, 92, 94, 96]),
        (0, 7, [0, 2, 4, 6, 8]),
        (94.61, 95.02, [94.6, 94.8, 95, 95.2]),
        (0, 1234, [0, 500, 1000, 1500]),
        (50, 50, [49, 49.5, 50, 50.5, 51]),
        (-3, 3, [-4, -2, 0, 2, 4]),
    ],
)
def test_a_scale_has_round_steps_and_encloses_its_figures(low, high, ticks):
    assert scale(low, high) == ticks


@pytest.mark.parametrize(("ticks", "places"), [([0, 25], 0), ([49, 49.5], 1), ([0.25, 0.5], 2), ([0, 1000], 0)])
def test_a_scale_is_written_with_as_many_decimals_as_its_steps_need(ticks, places):
    assert decimals(ticks) == places


def test_the_scale_stands_from_the_bottom_to_the_top_and_its_last_name_carries_the_unit():
    drawing = draw(chart(low=0, high=100), plain)

    assert [line.text for line in drawing.grid] == ["0", "25", "50", "75", "100%"]
    assert [line.path.partition(" ")[2] for line in drawing.grid] == [
        f"{y}H434" for y in ("224", "171.5", "119", "66.5", "14")
    ]


def test_a_line_runs_through_its_points():
    drawing = draw(chart(Line(Kind.ACTUAL, "", [(0, 0), (0.5, 50), (1, 100)]), low=0, high=100, unit=""), plain)
    left = text_width("100") + 12

    assert drawing.strokes == [Stroke("ac", f"{left:.1f},224 {(left + 434) / 2:.1f},119 434,14")]
    assert drawing.dots == [Dot("434", "14", "ac")]


def test_where_nothing_is_known_a_line_has_a_gap_and_what_stands_alone_is_a_dot():
    points = [(0, 10), (0.2, 20), (0.4, None), (0.6, 30), (0.8, None), (1, None)]
    drawing = draw(chart(Line(Kind.PLAN, "", points), low=0, high=100), plain)

    assert [len(stroke.points.split()) for stroke in drawing.strokes] == [2]
    assert [dot.css for dot in drawing.dots] == ["pl"]


def test_a_chart_without_figures_is_a_grid():
    drawing = draw(chart(Line(Kind.ACTUAL, "Thực tế", [(0, None)]), Line(Kind.PLAN, "Kế hoạch", [])), plain)

    assert drawing.grid
    assert (drawing.strokes, drawing.dots, drawing.labels) == ([], [], [])


RISING = [(part / 12, part * 100 / 12) for part in range(13)]
BEHIND = [(part / 12, part * 80 / 12) for part in range(10)]
NEARLY = [(part / 12, part * 100 / 12 - 0.5) for part in range(10)]
FALLING = [(part / 12, 90 - part * 5) for part in range(13)]
TARGET = [(0, 95), (1, 95)]


@pytest.mark.parametrize(
    "lines",
    [
        [(Kind.PLAN, RISING, 0.75), (Kind.ACTUAL, BEHIND, None)],
        [(Kind.PLAN, RISING, 0.75), (Kind.ACTUAL, NEARLY, None)],
        [(Kind.PLAN, RISING, 0), (Kind.ACTUAL, [(0, 0)], None)],
        [(Kind.PLAN, RISING, 1), (Kind.ACTUAL, RISING, None)],
        [(Kind.TARGET, TARGET, None), (Kind.ACTUAL, [(0, 95), (0.5, 95), (1, 95)], None)],
        [(Kind.TARGET, TARGET, None), (Kind.ACTUAL, [(0, 94.8), (0.5, None), (1, 95.1)], None)],
        [(Kind.TARGET, TARGET, None), (Kind.PLAN, FALLING, None), (Kind.ACTUAL, FALLING[:4], None)],
    ],
)
def test_labels_keep_apart_and_inside(lines):
    names = {Kind.PLAN: "Kế hoạch 56,5%", Kind.ACTUAL: "Thực tế 50,2%", Kind.TARGET: "Chỉ tiêu 95%"}
    given = [
        Line(kind, names[kind], points, at, "chậm 6 điểm" if kind == Kind.ACTUAL else "") for kind, points, at in lines
    ]
    drawing = draw(chart(*given, low=0, high=100), plain)

    assert {label.text for label in drawing.labels} == {names[kind] for kind, _points, _at in lines}
    assert not [pair for pair in combinations(drawing.labels, 2) if touch(*pair)]
    for left, top, right, bottom in map(room, drawing.labels):
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH + 0.1
        assert bottom <= drawing.height


@pytest.mark.parametrize("note", ["", "chậm 15 điểm phần trăm"])
def test_beside_a_rising_line_the_plan_stands_above_and_what_is_behind_below(note):
    plan = Line(Kind.PLAN, "Kế hoạch 75%", RISING, 0.75)
    drawing = draw(chart(plan, Line(Kind.ACTUAL, "Thực tế 60%", BEHIND, note=note), low=0, high=100), plain)
    actual, plan = drawing.labels

    assert (plan.anchor, actual.anchor) == ("end", "start")
    assert float(plan.y) < height(75) < height(60) < float(actual.y)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (2, ["T1", "T2"]),
        (12, ["T1", "T3", "T5", "T7", "T9", "T11"]),
        (24, [f"T{number}" for number in range(1, 25, 3)]),
    ],
)
def test_of_the_months_as_many_are_named_as_there_is_room_for(count, shown):
    ticks = [(number / count, f"T{number + 1}") for number in range(count)]

    assert [tick.text for tick in draw(chart(ticks=ticks), plain).ticks] == shown


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


def test_the_page_has_the_drawing_its_words_and_the_figures_behind_it():
    line = Line(Kind.ACTUAL, "50,5%", [(0, 49.5), (1, 50.5)])
    with override("vi"):
        page = Template("{% load charts %}{% line_chart chart %}").render(Context({"chart": chart(line)}))
    reader = Texts()
    reader.feed(page)
    (svg,) = [attributes for tag, attributes in reader.tags if tag == "svg"]
    ids = {attributes["id"]: tag for tag, attributes in reader.tags if "id" in attributes}

    assert svg["role"] == "img"
    assert svg["aria-labelledby"] == "c-title c-desc"
    assert ids == {"c-title": "title", "c-desc": "desc"}
    assert ">49,50</text>" in page
    assert '<desc id="c-desc">Thực tế 50%.</desc>' in page
    assert '<th scope="row">T1</th><td class="r">10%</td>' in page


@pytest.mark.parametrize(
    ("values", "strokes", "dots"),
    [
        ([], [], []),
        ([None, None], [], []),
        ([5], [], [("4", "14")]),
        ([5, 5], ["4,14 92,14"], [("92", "14")]),
        ([0, 10, 5], ["4,24 48,4 92,14"], [("92", "14")]),
        ([0, None, 10, 5], ["62.7,4 92,14"], [("4", "24"), ("92", "14")]),
    ],
)
def test_a_small_line_runs_from_edge_to_edge_with_its_gaps(values, strokes, dots):
    drawn, marked = mini_line(values)

    assert [stroke.points for stroke in drawn] == strokes
    assert [(dot.x, dot.y) for dot in marked] == dots
