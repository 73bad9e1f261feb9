"""Boards for a projector: one finding a screen, by organisation and never by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.template.defaultfilters import truncatewords
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.charts import LineChart
from tasks_app.dashboard import queries
from tasks_app.dashboard.queries import Board, OrganisationLine, Progress, Tally, ToDecide
from tasks_app.dashboard.views import panels, rows
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.meetings.forms import ConclusionForm
from tasks_app.meetings.permissions import can_keep_meetings
from tasks_app.meetings.queries import running_meeting
from tasks_app.people.enums import Role
from tasks_app.plan.enums import State, Status
from tasks_app.plan.models import Plan
from tasks_app.plan.views import Links
from tasks_app.plan.wording import shares

# As many as fit on a screen of 1366 x 768 and on every larger one, however long their names are.
ORGANISATIONS_SHOWN = 7
EXTENSIONS_SHOWN = 2
WORDS_OF_A_REASON = 24


@dataclass(frozen=True)
class Screen:
    """``headline`` states the finding. ``kind`` names the template; ``context`` is what it shows."""

    kind: str
    headline: str
    context: dict = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f"dashboard/meeting_{self.kind}.html"


@dataclass(frozen=True)
class BigFigure:
    value: int
    label: str
    url: str
    css: str = ""


@dataclass(frozen=True)
class RedRow:
    """An organisation with overdue work: how much, under which key tasks, and since when the oldest of it is due."""

    name: str
    url: str
    overdue: int
    by_key_task: Sequence[tuple[int, str]]
    earliest: date | None


@dataclass(frozen=True)
class DecideRow:
    to_decide: ToDecide
    reason: str
    url: str


class Meeting(BoardPage):
    """A screen of the meeting; the address names its page, and one beyond the last is the last."""

    template_name = "dashboard/meeting.html"

    def get_context_data(self, *, page: int = 1, **kwargs):
        context = super().get_context_data(exit_url=self.links.to("overview"), **kwargs)
        if self.plan is None:
            return context
        board, to_decide = queries.board(self.plan_day), queries.to_decide_on(self.plan_day)
        red = queries.worst_first(line for line in board.units + board.localities if line.tally.overdue)
        turns = [
            lambda: self.state(board, to_decide),
            lambda: self.key_tasks(board),
            *(lambda part=part: self.red_list(board, part, len(red)) for part in _parts(red, ORGANISATIONS_SHOWN)),
            *(lambda part=part: self.extensions(part, len(to_decide)) for part in _parts(to_decide, EXTENSIONS_SHOWN)),
        ]
        number = min(max(page, 1), len(turns))
        return (
            context
            | self.conclusion(number)
            | {
                "screen": turns[number - 1](),
                "number": number,
                "total": len(turns),
                "previous_url": self.links.to("meeting", number - 1) if number > 1 else "",
                "next_url": self.links.to("meeting", number + 1) if number < len(turns) else "",
            }
        )

    def conclusion(self, number: int) -> dict:
        """The form of the conclusion of the meeting that runs today, for those who write it."""
        if self.plan_day.is_past or not can_keep_meetings(self.request.standing):
            return {}
        running = running_meeting(on=self.today)
        if running is None:
            return {}
        return {"running": running, "form": ConclusionForm(key=None, saved=running.conclusion, page=number)}

    def state(self, board: Board, to_decide: Sequence[ToDecide]) -> Screen:
        progress = queries.progress_over_year(self.plan_day)
        return Screen(
            "state",
            _state_in_words(board.tally, progress),
            {
                "progress": _chart(progress, self.plan),
                "figures": _figures(board, len(to_decide), self.plan, self.links),
            },
        )

    def key_tasks(self, board: Board) -> Screen:
        return Screen(
            "key_tasks",
            _key_tasks_in_words(board),
            {
                "rows": [rows.key_task_row(line, self.links) for line in board.key_tasks],
                "legend": shares(board.tally.counts),
            },
        )

    def red_list(self, board: Board, part: Sequence[OrganisationLine], total: int) -> Screen:
        earliest = queries.earliest_overdue(self.plan_day, [line.organisation.pk for line in part])
        numbers = [line.key_task.number for line in board.key_tasks]
        headline = ngettext(
            "%(number)d unit or locality has overdue work",
            "%(number)d units and localities have overdue work",
            total,
        )
        return Screen(
            "red_list",
            headline % {"number": total} if total else _("No unit and no locality has overdue work"),
            {
                "key_tasks": [line.key_task for line in board.key_tasks],
                "rows": [_red_row(line, numbers, earliest, self.links) for line in part],
            },
        )

    def extensions(self, part: Sequence[ToDecide], total: int) -> Screen:
        headline = ngettext(
            "%(number)d request for an extension waits for a decision",
            "%(number)d requests for an extension wait for a decision",
            total,
        )
        decides = not self.plan_day.is_past and self.request.standing.is_(Role.LEADER)
        return Screen(
            "extensions",
            headline % {"number": total} if total else _("No request for an extension waits for a decision"),
            {"rows": [_decide_row(one) for one in part], "decides": decides},
        )


def _parts(things: Sequence, size: int) -> list[Sequence]:
    """Screens of so many; one, where there is nothing: that there is nothing is said as well."""
    return [things[start : start + size] for start in range(0, len(things), size)] or [things]


def _state_in_words(tally: Tally, progress: Progress | None) -> str:
    if progress is None:
        return _("%(share)s completed") % {"share": rows.percent(tally.completed_share)}
    return _("%(actual)s completed, %(planned)s planned") % {
        "actual": rows.percent(progress.share(progress.now.completed or 0)),
        "planned": rows.percent(progress.share(progress.now.planned)),
    }


def _key_tasks_in_words(board: Board) -> str:
    if board.most_overdue:
        return ngettext(
            "Most is overdue under key task %(key_task)d: %(number)d assignment",
            "Most is overdue under key task %(key_task)d: %(number)d assignments",
            board.most_overdue.tally.overdue,
        ) % {"key_task": board.most_overdue.key_task.number, "number": board.most_overdue.tally.overdue}
    if not board.tally.overdue:
        return _("Nothing is overdue under any key task")
    return ngettext("%(number)d assignment is overdue", "%(number)d assignments are overdue", board.tally.overdue) % {
        "number": board.tally.overdue
    }


def _chart(progress: Progress | None, plan: Plan) -> LineChart | None:
    return panels.progress_chart(progress, plan.year) if progress else None


def _figures(board: Board, to_decide: int, plan: Plan, links: Links) -> list[BigFigure]:
    tally = board.tally
    organisations = {"number": board.overdue_organisations}
    return [
        BigFigure(
            tally.completed,
            _("assignments completed, of %(total)d") % {"total": tally.total},
            links.assignments(state=State.COMPLETED.value),
        ),
        BigFigure(
            tally.overdue,
            ngettext(
                "overdue, in %(number)d unit or locality",
                "overdue, in %(number)d units and localities",
                board.overdue_organisations,
            )
            % organisations,
            links.assignments(status=Status.OVERDUE.value),
            css="red" if tally.overdue else "",
        ),
        BigFigure(
            tally.counts.get(Status.DUE_SOON, 0),
            ngettext("due within %(days)d day", "due within %(days)d days", plan.soon_days) % {"days": plan.soon_days},
            links.assignments(status=Status.DUE_SOON.value),
        ),
        BigFigure(
            tally.counts.get(Status.WAITING, 0),
            _("assignments awaiting confirmation"),
            links.assignments(status=Status.WAITING.value),
        ),
    ]


def _red_row(line: OrganisationLine, numbers: Sequence[int], earliest: dict[int, date], links: Links) -> RedRow:
    its = {"organisation": line.organisation.pk, "status": Status.OVERDUE.value}
    overdue = [(cell.overdue if cell else 0, number) for cell, number in zip(line.cells, numbers, strict=True)]
    return RedRow(
        line.organisation.name,
        links.assignments(**its),
        line.tally.overdue,
        [(count, links.assignments(**its, key_task=number) if count else "") for count, number in overdue],
        earliest.get(line.organisation.pk),
    )


def _decide_row(one: ToDecide) -> DecideRow:
    reason = truncatewords(" ".join(one.extension.reason.split()), WORDS_OF_A_REASON)
    return DecideRow(one, reason, Links().to("extension_detail", one.extension.pk))
