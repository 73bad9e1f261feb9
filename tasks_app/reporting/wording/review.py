"""What people read of the review queue."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.reporting.enums import QueueKind


def points(change: int) -> str:
    """How far a percentage moved: "up 25 points"."""
    if change == 0:
        return _("unchanged")
    if change > 0:
        return ngettext("up %(number)d point", "up %(number)d points", change) % {"number": change}
    return ngettext("down %(number)d point", "down %(number)d points", -change) % {"number": -change}


def waits_in_words(working_days: int) -> str:
    if not working_days:
        return _("sent today")
    return ngettext("waits %(days)d day", "waits %(days)d days", working_days) % {"days": working_days}


def sent_in_words(waits: int, *, days_left: int | None) -> str:
    """How long a report waits and, where the clock stopped with it, how that day lies to the deadline."""
    words = waits_in_words(waits)
    return words if days_left is None else f"{words}, {_to_the_deadline(days_left)}"


def _to_the_deadline(days: int) -> str:
    if days > 0:
        return ngettext(
            "submitted %(days)d day before the deadline", "submitted %(days)d days before the deadline", days
        ) % {"days": days}
    if days < 0:
        return ngettext(
            "submitted %(days)d day after the deadline", "submitted %(days)d days after the deadline", -days
        ) % {"days": -days}
    return _("submitted on the day of the deadline")


@dataclass(frozen=True)
class Figure:
    """A figure of the review queue with its base."""

    label: str
    value: object
    context: str
    url: str = ""
    css: str = ""


def queue_in_figures(queue) -> list[Figure]:
    """How the secretariat answers, for ``{% big_figures %}``; ``queue``: queries.QueueFigures."""
    days = ngettext("working day", "working days", queue.longest or 0)
    late = _("more than %(days)d working days") % {"days": queue.answer_within}
    answered = ngettext("%(number)d answered today", "%(number)d answered today", queue.answered_today)
    measured = ngettext(
        "working days, of the last %(number)d answer", "working days, of the last %(number)d answers", queue.measured
    )
    return [
        Figure(_("Waiting for an answer"), queue.waiting, answered % {"number": queue.answered_today}),
        Figure(_("Longest wait"), "–" if queue.longest is None else queue.longest, days),
        Figure(
            _("Answer overdue"),
            queue.late,
            late,
            url=f"{reverse('report_list')}?kind={QueueKind.LATE}",
            css="s-over" if queue.late else "",
        ),
        Figure(
            _("Median of the answers"),
            "–" if queue.median is None else number_format(queue.median, 1 if queue.median % 1 else 0),
            measured % {"number": queue.measured},
        ),
    ]
