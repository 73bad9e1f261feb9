"""What the gallery of components shows: every component in all its states, on invented values."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from tasks_app.common.charts import Around, Kind, Line, LineChart, Table, Tile, TileMap, across
from tasks_app.common.dates import LOCAL
from tasks_app.common.gallery.forms import SampleForm


@dataclass(frozen=True)
class Timeliness:
    css: str
    icon: str
    label: str
    distance: str = ""
    deadline_on: date | None = None
    counts_until_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class State:
    value: str
    label: str


@dataclass(frozen=True)
class Share:
    css: str
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    context: str
    url: str = ""
    css: str = ""


@dataclass(frozen=True)
class Step:
    label: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Event:
    icon: str
    css: str
    title: str
    at: datetime
    who: str = ""
    detail: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Rows:
    """As a relation of a model."""

    all: list


@dataclass(frozen=True)
class Document:
    number: str
    issued_on: date
    title: str


@dataclass(frozen=True)
class File:
    pk: int
    name: str
    get_kind_display: str
    size: int


@dataclass(frozen=True)
class Report:
    evidence: Rows
    files: Rows


def samples() -> dict:
    """The gallery's context, in the active language; names of places are real, everything else is made up."""
    shares = _shares()
    return {
        "timeliness": _timeliness(),
        "out_of_force": _out_of_force(),
        "report_states": _report_states(),
        "deadlines": _deadlines(),
        "percentages": [0, 40, 100, None],
        "shares": shares,
        "shares_linked": [replace(share, url="#") for share in shares],
        "no_shares": [],
        "figures": _figures(),
        "charts": [_progress_of_the_year(), _readings_of_an_indicator()],
        "tiles": _tiles(),
        "courses": [[3, 4, 4, 6, 5, 7, 9], [9, None, 7, 8, None, 4], [5, 5, 5], []],
        "facts": _facts(),
        "steps": _steps(),
        "events": _events(),
        "levels": _levels(),
        "proven": _proven(),
        "form": SampleForm(initial={"situation": "working", "percent": 75}),
        "form_with_errors": SampleForm(
            {"wrong-percent": "120", "wrong-period": "3", "wrong-issued_on": "31/02/2024"}, prefix="wrong"
        ),
        "crumbs": [(_("My work"), "#"), (_("Plan"), "#"), ("Sở Thông tin và Truyền thông", "")],
        "page_obj": Paginator(range(50), 10).page(2),
    }


def _timeliness() -> list[Timeliness]:
    return [
        Timeliness("s-done", "check-circle-fill", _("Completed on time")),
        Timeliness("s-late", "check-circle", _("Completed late")),
        Timeliness("s-wait", "hourglass-split", _("Awaiting confirmation")),
        Timeliness("s-ontime", "circle-half", _("In progress, in time")),
        Timeliness("s-soon", "clock-fill", _("Due soon")),
        Timeliness("s-over", "exclamation-triangle-fill", _("Overdue")),
        Timeliness("s-todo", "circle", _("Not started")),
    ]


def _out_of_force() -> list[Timeliness]:
    return [
        Timeliness("", "infinity", _("No fixed deadline")),
        Timeliness("", "pause-circle", _("Suspended")),
        Timeliness("", "slash-circle", _("Tracking stopped")),
        Timeliness("", "arrow-right-circle", _("Carried over to next year")),
    ]


def _report_states() -> list[State]:
    return [
        State("draft", _("Draft")),
        State("submitted", _("Submitted")),
        State("accepted", _("Accepted")),
        State("returned", _("Returned")),
        State("requested", _("Waiting for a proposal")),
        State("proposed", _("Waiting for a decision")),
        State("approved", _("Approved")),
        State("refused", _("Not approved")),
        State("withdrawn", _("Withdrawn")),
    ]


def _deadlines() -> list[Timeliness]:
    over, soon, in_time, wait = "exclamation-triangle-fill", "clock-fill", "circle-half", "hourglass-split"
    return [
        Timeliness("s-over", over, "", _("3 days overdue"), date(2024, 10, 10), date(2024, 10, 10)),
        Timeliness("s-soon", soon, "", _("Tomorrow"), date(2024, 10, 16), date(2024, 10, 16)),
        Timeliness("s-ontime", in_time, "", _("19 days left"), date(2024, 11, 9), date(2024, 11, 11)),
        Timeliness("s-wait", wait, "", _("Sent on 11 October"), None, None, _("answer by 16 October")),
        Timeliness("", "infinity", "", _("No fixed deadline")),
    ]


def _shares() -> list[Share]:
    return [
        Share(one.css, one.label, count) for one, count in zip(_timeliness(), [57, 10, 9, 35, 16, 8, 6], strict=True)
    ]


def _figures() -> list[Figure]:
    return [
        Figure(_("Completed"), "50%", "264/525", "#"),
        Figure(_("Overdue"), "27", _("4 more than a week ago"), "#", "s-over"),
        Figure(_("Due within 7 days"), "40", _("11 of them without a report"), "#"),
        Figure(_("Awaiting confirmation"), "19", _("the longest for 4 working days"), "#"),
        Figure(_("Without a report for the quarter"), "9", _("of 60 units and localities")),
    ]


MONTHS = [date(2024, month, 1) for month in range(1, 13)]


def _month(number: int) -> str:
    return _("M%(number)s") % {"number": number}


def _progress_of_the_year() -> LineChart:
    plan = [0, 2, 7, 16, 25, 36, 48, 57, 65, 71, 78, 90, 100]
    actual = [0, 1, 5, 14, 24, 34, 47, 52, 58, 60]
    ends = [*MONTHS, date(2025, 1, 1)]
    where = [across(day, ends[0], ends[-1]) for day in ends]
    return LineChart(
        key="g-year",
        title=_("Completed by month, plan and actual"),
        description=_("By the middle of October %(actual)s%% are completed; the plan says %(plan)s%%.")
        % {"actual": 60, "plan": 74},
        lines=[
            Line(Kind.PLAN, _("Plan %(percent)s%%") % {"percent": 74}, list(zip(where, plan, strict=True)), where[9]),
            Line(
                Kind.ACTUAL,
                _("Actual %(percent)s%%") % {"percent": 60},
                list(zip(where, actual, strict=False)),
                note=_("14 points behind"),
            ),
        ],
        ticks=[(at, _month(number)) for number, at in enumerate(where[:-1], 1)],
        table=Table(
            [_("Month"), _("Plan"), _("Actual")],
            [[_month(month), f"{plan[month]}%", f"{actual[month]}%"] for month in range(1, 10)],
        ),
        low=0,
        high=100,
    )


def _readings_of_an_indicator() -> LineChart:
    readings = [88.2, 90.1, None, 91.4, 93.3, 92.8, 94.1, 94.6, 95.4]
    where = [across(day, MONTHS[0], MONTHS[-1]) for day in MONTHS]
    return LineChart(
        key="g-indicator",
        title=_("Files answered on time, by month"),
        description=_("In September %(reading)s; the target is %(target)s.") % {"reading": "95,4%", "target": "95%"},
        lines=[
            Line(Kind.TARGET, _("Target %(percent)s%%") % {"percent": 95}, [(0, 95), (1, 95)]),
            Line(Kind.ACTUAL, "95,4%", list(zip(where, readings, strict=False))),
        ],
        ticks=[(at, _month(number)) for number, at in enumerate(where, 1)],
        table=Table(
            [_("Month"), _("Actual")],
            [[_month(number), "–" if value is None else f"{value}%"] for number, value in enumerate(readings, 1)],
        ),
    )


def _tiles() -> TileMap:
    places = [(1, 3, "Quế Phong"), (2, 1, "Kỳ Sơn"), (2, 4, "Quỳ Châu"), (3, 2, "Tương Dương"), (3, 4, "Quỳ Hợp")]
    read, numbers = _("completed, %(completed)s of %(total)s") % {"completed": 4, "total": 9}, ["1", "", "3", "2", ""]
    return TileMap(
        _("Localities as they lie in the province"),
        [
            Tile(*place, "44%", read, one.css, one.icon, one.label.lower(), number, "#")
            for place, number, one in zip(places, numbers, _timeliness()[2:], strict=True)
        ],
        Around(north="Thanh Hóa", east="", south="Hà Tĩnh", west=_("Laos")),
    )


def _facts() -> list[tuple]:
    return [
        (_("Lead organisation"), "Sở Thông tin và Truyền thông"),
        (_("Coordinating organisations"), ["Trung tâm Phục vụ hành chính công tỉnh", "Sở Tài nguyên và Môi trường"]),
        (_("Deliverable"), "100% hồ sơ, kết quả còn hiệu lực có bản điện tử dùng lại được"),
        (_("Document"), ""),
    ]


def _steps() -> list[Step]:
    return [
        Step(_("Assigned"), True, False),
        Step(_("In progress"), False, True),
        Step(_("Completion reported"), False, False),
        Step(_("Confirmed by the Steering Committee"), False, False),
    ]


def _events() -> list[Event]:
    who = _("Support team")
    return [
        Event("bell", "", _("Reminder sent"), datetime(2024, 10, 15, 7, 0, tzinfo=LOCAL)),
        Event("reply-fill", "", _("Report returned"), datetime(2024, 10, 3, 9, 12, tzinfo=LOCAL), who,
              quote="Tách riêng số liệu cấp xã."),
        Event("calendar-check", "s-done", _("Deadline moved"), datetime(2024, 9, 16, 15, 40, tzinfo=LOCAL), who,
              _("from 30 September to 10 October")),
        Event("flag", "", _("Assigned"), datetime(2024, 3, 15, 8, 0, tzinfo=LOCAL)),
    ]  # fmt: skip


def _proven() -> Report:
    return Report(
        Rows([Document("125/BC-STP", date(2024, 10, 14), "Báo cáo kết quả số hóa hồ sơ")]),
        Rows([File(1, "Báo cáo quý III.pdf", "PDF", 214_000), File(2, "Phụ lục số liệu.xlsx", "Excel", 48_500)]),
    )


def _levels() -> list[tuple[str, str]]:
    return [
        ("success", _("The report has been sent.")),
        ("info", _("Nothing has changed since the last report.")),
        ("warning", _("The report is due today.")),
        ("error", _("The report could not be sent.")),
    ]
