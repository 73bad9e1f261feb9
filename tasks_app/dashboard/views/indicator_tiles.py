"""What the localities reach of an indicator, as tiles and in a table. Colour belongs to timeliness, so a target that is
met or not has a border, a symbol and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tasks_app.common.charts import Around, Tile, TileMap
from tasks_app.common.dates import at_time
from tasks_app.indicators import wording
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.queries import OrganisationLine as IndicatorLine
from tasks_app.indicators.queries import newest_period, sheet
from tasks_app.organisations.models import Organisation
from tasks_app.plan.queries import PlanDay
from tasks_app.plan.views import Links
from tasks_app.plan.wording import Share

MET, BELOW = "tile-met", "tile-below"


@dataclass(frozen=True)
class IndicatorRow:
    """A locality in the table of an indicator."""

    organisation: Organisation
    place: str
    value: str
    parts: str
    chip: wording.Chip | None
    url: str


def of_the_province(tiles: Sequence[Tile]) -> TileMap:
    return TileMap(
        title=_("Localities as they lie in the province"),
        tiles=tiles,
        around=Around(north="Thanh Hóa", east=_("East Sea"), south="Hà Tĩnh", west=_("Laos")),
    )


def indicator_figures(definition: IndicatorDefinition, day: PlanDay, links: Links) -> dict:
    """The newest period that was read by the day. Nothing read: no tiles and no rows."""
    before = at_time(day.day + timedelta(days=1)) if day.is_past else None
    period = newest_period(definition, before=before)
    if period is None:
        return {"period": "", "tiles": of_the_province([]), "rows": []}
    its = sheet(definition, period, today=day.day, before=before)
    lines = its.localities.lines
    line_of = {line.organisation: line for line in lines} | dict.fromkeys(its.localities.missing)
    tiles = [_tile(one, line, definition, links) for one, line in line_of.items() if _has_place(one, day.day)]
    goal = wording.goal_in_words(its.goal, definition.direction, definition.unit)
    return {
        "period": wording.name_of(period),
        "goal": goal.replace(" ", "\N{NO-BREAK SPACE}"),
        "province": wording.figure(its.its.value, definition.unit),
        "met": sum(1 for line in lines if line.its.attained),
        "number": len(lines),
        "missing": its.localities.missing,
        "tiles": of_the_province(tiles),
        "key_to_tiles": _key({tile.css: tile.icon for tile in tiles}),
        "rows": [_row(line, definition, links) for line in lines],
        "indicator_url": links.to("indicator_detail", definition.pk),
    }


def _has_place(locality: Organisation, day: date) -> bool:
    is_in_being = locality.valid_to is None or locality.valid_to >= day
    return is_in_being and locality.tile_row is not None and locality.tile_col is not None


def _looks(line: IndicatorLine | None) -> tuple[str, str, str]:
    """Class, symbol and words."""
    if line is None or line.its.value is None:
        return "", "dash", _("no figure")
    if line.its.attained is None:
        return "", "dot", _("no target")
    return (MET, "check2-circle", _("target met")) if line.its.attained else (BELOW, "dash-circle", _("target not met"))


def _tile(locality: Organisation, line: IndicatorLine | None, definition: IndicatorDefinition, links: Links) -> Tile:
    css, icon, words = _looks(line)
    value = line.its.value if line else None
    return Tile(
        row=locality.tile_row,
        column=locality.tile_col,
        name=locality.short,
        figure=wording.NOTHING if value is None else wording.amount(value),
        unit="%" if value is not None and definition.unit == IndicatorUnit.PERCENT else "",
        read=wording.parts(line.its.ratio) if line else "",
        css=css,
        icon=icon,
        words=words,
        url=links.to("organisation_detail", locality.pk),
    )


def _key(shown: dict[str, str]) -> list[Share]:
    words = {MET: _("target met"), BELOW: _("target not met")}
    return [Share(css, shown[css], label, 0) for css, label in words.items() if css in shown]


def _row(line: IndicatorLine, definition: IndicatorDefinition, links: Links) -> IndicatorRow:
    return IndicatorRow(
        line.organisation,
        place="–" if line.place is None else str(line.place),
        value=wording.figure(line.its.value, definition.unit),
        parts=wording.parts(line.its.ratio),
        chip=wording.attained_chip(line.its.attained),
        url=links.to("organisation_detail", line.organisation.pk),
    )
