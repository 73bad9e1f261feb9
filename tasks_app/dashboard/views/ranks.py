"""What the ranking shows of an organisation: its rank, how that moved, and the figures, each with its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.template.defaultfilters import floatformat
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.dashboard import rules
from tasks_app.dashboard.enums import Part
from tasks_app.dashboard.queries import Ranking, RankingGroup, RankingLine
from tasks_app.dashboard.rules import Record
from tasks_app.dashboard.views.rows import percent
from tasks_app.plan.views import Links

NAMED_LEADERS = 3

PartUrl = Callable[[int, Part], str]


@dataclass(frozen=True)
class Cell:
    """``is_first``: shown where there is room for few."""

    label: str
    text: str
    url: str
    css: str = ""
    is_first: bool = False


@dataclass(frozen=True)
class Movement:
    """``text``: what one sees beside the icon, if there is one; ``words``: what is read out."""

    icon: str
    text: str
    words: str


@dataclass(frozen=True)
class RankRow:
    pk: int
    name: str
    rank: int | None
    rate: str
    on_time: Cell
    due: Cell
    cells: list[Cell]
    movement: Movement | None


@dataclass(frozen=True)
class RankGroup:
    """``shared``: whether a rank is held by more than one; ``leaders``: the names of those on the first, if few."""

    key: str
    title: str
    rows: list[RankRow]
    others: list[RankRow]
    leaders: list[str]
    leaders_number: int

    @property
    def ranked(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.others)


def part_urls(links: Links, **ground) -> PartUrl:
    """The address of a part of what stands behind an organisation's rank; ``ground``: parameters that say which."""
    address = links.to("ranking_organisation", 0, part="0", **ground)  # reversed once, not for each of the numbers
    before, after = address.split("/0/?part=0")
    return lambda pk, part: f"{before}/{pk}/?part={part.value}{after}"


def rank_group(key: str, title: str, group: RankingGroup, url: PartUrl, *, compared: bool) -> RankGroup:
    labels = heads()
    rows = [rank_row(line, url, labels, compared=compared) for line in group.ranked]
    first = [row.name for row in rows if row.rank == 1]
    return RankGroup(
        key,
        title,
        rows,
        [rank_row(line, url, labels, compared=False) for line in group.others],
        leaders=first if len(first) <= NAMED_LEADERS else [],
        leaders_number=len(first),
    )


def _number(count: int) -> str:
    return str(count) if count < 1000 else localize(count)


def rank_row(line: RankingLine, url: PartUrl, labels: list[str], *, compared: bool) -> RankRow:
    record = line.record
    return RankRow(
        pk=line.pk,
        name=str(line.organisation),
        rank=line.rank,
        rate=percent(rules.percentage(record.on_time, record.due)),
        on_time=Cell(str(Part.ON_TIME.label), _number(record.on_time), url(line.pk, Part.ON_TIME)),
        due=Cell(str(Part.DUE.label), _number(record.due), url(line.pk, Part.DUE)),
        cells=_cells(line, url, labels),
        movement=_movement(line) if compared else None,
    )


def heads() -> list[str]:
    """Of the columns of ``RankRow.cells``."""
    return [
        str(Part.LATE.label),
        str(Part.OVERDUE.label),
        _("Mean calendar days overdue"),
        str(Part.RETURNED.label),
        str(Part.MISSED.label),
        str(Part.EXTENSIONS.label),
    ]


def _cells(line: RankingLine, url: PartUrl, labels: list[str]) -> list[Cell]:
    record, pk = line.record, line.pk
    overdue = "red fw-semibold" if record.overdue else ""
    shown = [
        (Part.LATE, _number(record.late), ""),
        (Part.OVERDUE, _number(record.overdue), overdue),
        (Part.OVERDUE, mean_days(record.mean_days_overdue), ""),
        (Part.RETURNED, _number(record.returned), ""),
        (Part.MISSED, _number(record.missed), ""),
        (Part.EXTENSIONS, _number(line.extensions), ""),
    ]
    return [
        Cell(head, text, url(pk, part), css, is_first=bool(css))
        for head, (part, text, css) in zip(labels, shown, strict=True)
    ]


def mean_days(mean: Fraction) -> str:
    return floatformat(float(mean), -1) if mean else "–"


def _movement(line: RankingLine) -> Movement:
    places = line.risen
    if places is None:
        return Movement("", _("new"), _("not ranked before"))
    if not places:
        return Movement("dash", "0", _("as before"))
    number = {"number": abs(places)}
    if places > 0:
        words = ngettext("risen by %(number)d place", "risen by %(number)d places", places)
        return Movement("caret-up-fill", localize(places), words % number)
    words = ngettext("fallen by %(number)d place", "fallen by %(number)d places", -places)
    return Movement("caret-down-fill", localize(-places), words % number)


@dataclass(frozen=True)
class Example:
    """The formula with the figures of an organisation."""

    name: str
    record: Record
    rate: str


def example(ranking: Ranking) -> Example | None:
    """Of the first row of the page; None where nobody is ranked."""
    first = next(iter((*ranking.units.ranked, *ranking.localities.ranked)), None)
    if first is None:
        return None
    record = first.record
    return Example(str(first.organisation), record, percent(rules.percentage(record.on_time, record.due)))
