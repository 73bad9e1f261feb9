"""The localities as they lie on the ground, and in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.charts import Tile, TileMap
from tasks_app.dashboard import queries
from tasks_app.dashboard.forms import FigureFilter
from tasks_app.dashboard.queries import LocalityLine, Tally
from tasks_app.dashboard.views import rows
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.dashboard.views.indicator_tiles import indicator_figures, of_the_province
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.plan.enums import Status
from tasks_app.plan.rules import WORST_FIRST
from tasks_app.plan.views import Links
from tasks_app.plan.wording import CSS, ICON, Share

SOFT = "s-over soft"  # one piece of overdue work
WORDS = {
    Status.OVERDUE: gettext_lazy("overdue"),
    Status.DUE_SOON: gettext_lazy("due soon"),
    Status.WAITING: gettext_lazy("awaiting confirmation"),
    Status.ON_TRACK: gettext_lazy("in time"),
    Status.NOT_STARTED: gettext_lazy("not started"),
    Status.LATE: gettext_lazy("completed"),
    Status.DONE: gettext_lazy("completed"),
}
COUNTED = (Status.OVERDUE, Status.DUE_SOON, Status.WAITING)  # of the others a tile says that they are all there is


@dataclass(frozen=True)
class LocalityRow:
    """A locality in the table, with its page and its lists; without work it has none of these."""

    line: LocalityLine
    share: str
    url: str
    total_url: str
    completed_url: str
    overdue_url: str


class LocalityMap(BoardPage):
    """Where in the province work is overdue, or what the localities reach of an indicator."""

    template_name = "dashboard/locality_map.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.plan is None:
            return context
        indicator = self.indicator
        figures = indicator_figures(indicator, self.plan_day, self.links) if indicator else self.status()
        return context | {"filters": self.filters, "indicator": indicator} | figures

    @cached_property
    def indicator(self) -> IndicatorDefinition | None:
        """The one that is asked for; None for the status of the work."""
        return next((one for one in self.indicators if one.code == self.filters.asked_indicator), None)

    @cached_property
    def indicators(self) -> list[IndicatorDefinition]:
        """Those that are read by organisation."""
        return list(IndicatorDefinition.objects.in_force(self.plan_day.day).filter(by_organisation=True))

    @cached_property
    def filters(self) -> FigureFilter:
        asked = self.asked_day.understood(self.request.GET)
        return FigureFilter(asked, indicators=[(one.code, one.name) for one in self.indicators])

    def status(self) -> dict:
        lines = queries.locality_lines(self.plan_day)
        table = [_row(line, self.links) for line in queries.worst_first(lines)]
        return {
            "number": len(lines),
            "with_overdue": sum(1 for line in lines if line.tally.overdue),
            "most_overdue": _most_overdue(table[:2]),
            "tiles": tile_map(lines, self.links),
            "not_on_map": sum(1 for line in lines if not _has_place(line)),
            "key_to_tiles": key_to_tiles(lines),
            "rows": table,
        }


def tile_map(lines: Sequence[LocalityLine], links: Links) -> TileMap:
    """Those that exist and have a place on the map."""
    return of_the_province([_tile(line, links) for line in lines if _has_place(line)])


def key_to_tiles(lines: Sequence[LocalityLine]) -> list[Share]:
    """What the colours and symbols that are on the map mean, the most worrying first."""
    shown = {_looks(line.tally) for line in lines if _has_place(line)}
    keys = [
        Share("s-over", ICON[Status.OVERDUE], _("Two or more overdue"), 0),
        Share(SOFT, ICON[Status.OVERDUE], _("One overdue"), 0),
        *(Share(CSS[status], ICON[status], str(status.label), 0) for status in WORST_FIRST[1:]),
    ]
    return [key for key in keys if (key.css, key.icon) in shown]


def _has_place(line: LocalityLine) -> bool:
    return line.is_in_being and line.locality.tile_row is not None and line.locality.tile_col is not None


def _most_overdue(rows: Sequence[LocalityRow]) -> LocalityRow | None:
    """The first of those with the most overdue work, where it has more than the second."""
    numbers = [row.line.tally.overdue for row in rows] + [0, 0]
    return rows[0] if numbers[0] > numbers[1] else None


def _worst(tally: Tally) -> Status | None:
    return next((status for status in WORST_FIRST if tally.counts.get(status)), None)


def _looks(tally: Tally) -> tuple[str, str]:
    """Colour and symbol."""
    worst = _worst(tally)
    if worst is None:
        return "", "dash"
    return (SOFT if worst == Status.OVERDUE and tally.overdue == 1 else CSS[worst]), ICON[worst]


def _tile(line: LocalityLine, links: Links) -> Tile:
    tally, worst = line.tally, _worst(line.tally)
    css, icon = _looks(tally)
    return Tile(
        row=line.locality.tile_row,
        column=line.locality.tile_col,
        name=line.locality.short,
        figure="–" if tally.completed_share is None else f"{int(tally.completed_share)}%",
        read=_("completed, %(completed)s of %(total)s") % {"completed": tally.completed, "total": tally.total},
        css=css,
        icon=icon,
        words=str(WORDS[worst]) if worst else _("no work"),
        number=str(tally.counts[worst]) if worst in COUNTED else "",
        url=links.to("organisation_detail", line.locality.pk),
    )


def _row(line: LocalityLine, links: Links) -> LocalityRow:
    its = {"organisation": line.locality.pk}
    return LocalityRow(
        line,
        share=rows.percent(line.tally.completed_share),
        url=links.to("organisation_detail", line.locality.pk),
        total_url=links.assignments(**its),
        completed_url=links.assignments(**its, state="completed"),
        overdue_url=links.assignments(**its, status=Status.OVERDUE.value),
    )
