"""The panels of the overview beside the board: lines, bands and counts, each with the address of its list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.charts import Kind, Line, LineChart, Table, across
from tasks_app.dashboard.enums import Move
from tasks_app.dashboard.forms import FROM
from tasks_app.dashboard.queries import Attention, Changes, Overdue, Progress, ProgressPoint
from tasks_app.dashboard.views.rows import percent
from tasks_app.plan.enums import Bucket
from tasks_app.plan.views import Links

MOST_OVERDUE_MEMBERS = 8


# --- Planned and done over the year -----------------------------------------------------------------------------------


def progress_chart(progress: Progress, year: int) -> LineChart:
    """Two lines over a plan's year, in per cent of the assignments that have a deadline."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    now_at = across(progress.now.day, first, last)
    planned, completed = progress.share(progress.now.planned), progress.share(progress.now.completed or 0)

    def points(numbers: Iterable[tuple[ProgressPoint, int | None]]) -> list[tuple[float, float]]:
        known = [
            (across(point.day, first, last), progress.share(number)) for point, number in numbers if number is not None
        ]
        return [(0.0, 0.0), *known]

    return LineChart(
        key="progress",
        title=_("Completed by month, plan and actual"),
        description=progress_in_words(progress),
        lines=[
            Line(
                Kind.PLAN,
                _("Plan %(percent)s") % {"percent": percent(planned)},
                points((point, point.planned) for point in progress.points),
                label_at=now_at,
            ),
            Line(
                Kind.ACTUAL,
                _("Actual %(percent)s") % {"percent": percent(completed)},
                points((point, point.completed) for point in progress.points),
                note=distance_in_words(completed - planned),
            ),
        ],
        ticks=[(across(date(year, month, 1), first, last), _month(month)) for month in range(1, 13)],
        table=_table(progress),
        low=0,
        high=100,
    )


def progress_in_words(progress: Progress) -> str:
    now = progress.now
    return _(
        "By %(date)s %(completed)s of the %(base)s assignments with a deadline are completed (%(actual)s); "
        "%(planned)s were due (%(plan)s)."
    ) % {
        "date": date_format(now.day, "DATE_FORMAT"),
        "completed": localize(now.completed or 0),
        "base": localize(progress.base),
        "actual": percent(progress.share(now.completed or 0)),
        "planned": localize(now.planned),
        "plan": percent(progress.share(now.planned)),
    }


def distance_in_words(points: float) -> str:
    """How far the actual lies from the plan, in whole points of per cent."""
    whole = round(abs(points))
    if not whole:
        return _("as planned")
    if points > 0:
        return ngettext("%(points)d point ahead", "%(points)d points ahead", whole) % {"points": whole}
    return ngettext("%(points)d point behind", "%(points)d points behind", whole) % {"points": whole}


def _table(progress: Progress) -> Table:
    def with_share(number: int | None) -> str:
        return "" if number is None else f"{localize(number)} ({percent(progress.share(number))})"

    return Table(
        [_("Until the end of"), _("Plan"), _("Actual")],
        [
            [date_format(point.day, "SHORT_DATE_FORMAT"), with_share(point.planned), with_share(point.completed)]
            for point in progress.points
        ],
    )


def _month(number: int) -> str:
    return _("M%(number)s") % {"number": number}


# --- Overdue, by age and by member ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """A number with its words and its list; ``share``: of the largest beside it, in per cent, for a bar."""

    label: str
    count: int
    url: str
    share: int = 0


@dataclass(frozen=True)
class MemberRow:
    name: str
    pk: int
    total: int
    url: str
    longest: int


@dataclass(frozen=True)
class OverduePanel:
    """``members``: those with the most overdue work; ``others`` more have some."""

    ages: list[Counted]
    members: list[MemberRow]
    others: int


def overdue_panel(overdue: Overdue, links: Links) -> OverduePanel:
    bucket = Bucket.OVERDUE.value
    worst = sorted(overdue.members, key=lambda one: (-one.total, -one.longest))
    rows = [
        MemberRow(
            one.member.full_name,
            one.member.pk,
            one.total,
            links.assignments(member=one.member.pk, bucket=bucket, sort="-days"),
            one.longest,
        )
        for one in worst[:MOST_OVERDUE_MEMBERS]
    ]
    ages = counted(overdue.by_age, lambda age: links.assignments(overdue=age.value, sort="-days"))
    return OverduePanel(ages, rows, others=len(worst) - len(rows))


def counted(numbers: Mapping, url) -> list[Counted]:
    """Each of some choices with its number and its list, in their order."""
    largest = max(numbers.values(), default=0)
    return [
        Counted(str(choice.label), number, url(choice), number * 100 // largest if largest else 0)
        for choice, number in numbers.items()
    ]


# --- What to look at again --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AttentionPanel:
    silent: list[Counted]
    contradicting: list[Counted]


def attention_panel(attention: Attention, links: Links) -> AttentionPanel:
    return AttentionPanel(
        counted(attention.silent, lambda one: links.assignments(silence=one.value)),
        counted(attention.contradicting, lambda one: links.assignments(contradiction=one.value)),
    )


# --- What changed -----------------------------------------------------------------------------------------------------

NEWS_OF = timedelta(days=7)


@dataclass(frozen=True)
class ChangesPanel:
    """``moves``: those that some assignment made since the end of ``since``."""

    since: date
    moves: list[Counted]
    url: str


def changes_panel(changes: Changes, since: date, links: Links) -> ChangesPanel:
    first = since.isoformat()
    moves = [
        Counted(str(move.label), changes.made(move), links.to("comparison_list", move.value, **{FROM: first}))
        for move in Move
        if changes.made(move)
    ]
    return ChangesPanel(since, moves, links.to("comparison", **{FROM: first}))
