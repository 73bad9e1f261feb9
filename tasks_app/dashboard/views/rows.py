"""What the overview shows of a board: sentences, figures, rows and cells, each with the address of its list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tasks_app.dashboard import rules
from tasks_app.dashboard.queries import Board, KeyTaskLine, Tally, TaskCounts
from tasks_app.options.queries import options
from tasks_app.plan.enums import Bucket, State, Status, TaskStatus
from tasks_app.plan.forms.filters import ROMAN, TaskFilter
from tasks_app.plan.models import Assignment, KeyTask, Phase, Plan
from tasks_app.plan.views import Links
from tasks_app.plan.wording import CSS, ICON, Share, Shown, shares
from tasks_app.reporting.queries import WaitingCounts


def percent(rate: float | None) -> str:
    return _percent(rate, get_language())


@lru_cache(maxsize=4_000)  # thousands of rows have one of the thousand rates that there are
def _percent(rate: float | None, _language: str) -> str:
    return "–" if rate is None else f"{floatformat(rate, -1)}%"


@dataclass(frozen=True)
class Counted:
    """A number in a sentence, its list, and the words after it."""

    count: int
    url: str
    words: str


def task_words() -> dict[TaskStatus, str]:
    """The words after the number of tasks that stand so."""
    return {
        TaskStatus.DONE: _("completed"),
        TaskStatus.IN_PROGRESS: _("in progress"),
        TaskStatus.NOT_STARTED: _("not started"),
    }


def tasks_by_status(counts: TaskCounts, links: Links, **filters) -> list[Counted]:
    """ "12 completed, 20 in progress, 8 not started", as parts."""
    parts = [
        Counted(counts.by_status[status], links.tasks(status=status.value, **filters), words)
        for status, words in task_words().items()
    ]
    if counts.not_in_force:
        unassigned = links.tasks(status=TaskFilter.UNASSIGNED, **filters)
        parts.append(Counted(counts.not_in_force, unassigned, _("without an assignment in force")))
    return parts


@dataclass(frozen=True)
class TaskSentence:
    """How the tasks of the plan stand, and those of them that are due by the end of ``quarter``."""

    total: int
    url: str
    parts: list[Counted]
    quarter: str
    due: int
    due_url: str
    due_parts: list[Counted]


def task_sentence(board: Board, links: Links) -> TaskSentence:
    due = {"due": TaskFilter.QUARTER}
    return TaskSentence(
        total=board.tasks.total,
        url=links.tasks(),
        parts=tasks_by_status(board.tasks, links),
        quarter=ROMAN[board.quarter],
        due=board.due_tasks.total,
        due_url=links.tasks(**due),
        due_parts=tasks_by_status(board.due_tasks, links, **due),
    )


@dataclass(frozen=True)
class Figure:
    label: str
    value: object
    context: str
    url: str
    css: str = ""


def bucket_figures(tally: Tally, links: Links) -> list[Figure]:
    """The four shares of the assignments in force, and the rate that is made of them."""
    contexts = {bucket: percent(rules.percentage(tally.in_bucket(bucket), tally.total)) for bucket in Bucket}
    contexts[Bucket.PENDING] += " · " + _("awaiting confirmation included")
    figures = [
        Figure(
            str(bucket.label),
            tally.in_bucket(bucket),
            contexts[bucket],
            links.assignments(bucket=bucket.value),
            css="s-over" if bucket == Bucket.OVERDUE and tally.overdue else "",
        )
        for bucket in Bucket
    ]
    base = {"completed": localize(tally.completed), "base": localize(tally.completed + tally.overdue)}
    rate = Figure(
        _("Completion rate"),
        percent(tally.completion_rate),
        _("%(completed)s of %(base)s completed or overdue") % base,
        links.assignments(state=State.COMPLETED.value),
    )
    return [*figures, rate]


def other_figures(tally: Tally, plan: Plan, links: Links, *waiting: Figure) -> list[Figure]:
    """What comes next, what waits for somebody, and what is counted apart."""
    return [
        Figure(
            ngettext("Due within %(days)d day", "Due within %(days)d days", plan.soon_days) % {"days": plan.soon_days},
            tally.counts.get(Status.DUE_SOON, 0),
            _("calendar days, not overdue yet"),
            links.assignments(status=Status.DUE_SOON.value),
        ),
        *waiting,
        Figure(
            _("No fixed deadline"),
            tally.undated,
            _("of those in force, outside every on-time rate"),
            links.assignments(deadline="none"),
        ),
    ]


def not_received(number: int) -> Figure:
    """Work that nobody has said to have received, of today."""
    within = options().receive_within
    context = ngettext("given more than %(days)d working day ago", "given more than %(days)d working days ago", within)
    return Figure(_("Not received yet"), number, context % {"days": within}, Links().assignments(receipt="late"))


def reports_waiting(number: int, *, longest_wait: int) -> Figure:
    """For those who can open the queue of reports."""
    if number:
        context = ngettext("longest: %(days)d working day", "longest: %(days)d working days", longest_wait)
    else:
        context = _("every report has been answered")
    return Figure(_("Reports that wait for review"), number, context % {"days": longest_wait}, reverse("report_list"))


def extensions_waiting(waiting: WaitingCounts, links: Links) -> Figure:
    """The requests that a leader decides; those that wait for a proposal before are its context. The queue is that of
    today, so what waited on a past day leads nowhere."""
    if waiting.for_proposal:
        context = ngettext(
            "%(number)d more waits for a proposal", "%(number)d more wait for a proposal", waiting.for_proposal
        ) % {"number": waiting.for_proposal}
    else:
        context = _("none waits for a proposal")
    return Figure(
        _("Extensions that wait for a decision"),
        waiting.for_decision,
        context,
        "" if links.as_of else reverse("extension_list"),
    )


def assignments_waiting(tally: Tally, links: Links) -> Figure:
    """For those who cannot: the assignments that wait, which they can list."""
    return Figure(
        str(Status.WAITING.label),
        tally.counts.get(Status.WAITING, 0),
        _("submitted by the deadline"),
        links.assignments(status=Status.WAITING.value),
    )


@dataclass(frozen=True)
class KeyTaskRow:
    key_task: KeyTask
    tally: Tally
    share: str
    shares: list[Share]
    url: str
    completed_url: str
    total_url: str
    overdue_url: str


def key_task_row(line: KeyTaskLine, links: Links) -> KeyTaskRow:
    number = {"key_task": line.key_task.number}
    return KeyTaskRow(
        line.key_task,
        line.tally,
        share=percent(line.tally.completed_share),
        shares=shares(line.tally.counts),
        url=links.to("key_task_detail", line.key_task.number),
        completed_url=links.assignments(**number, state=State.COMPLETED.value),
        total_url=links.assignments(**number),
        overdue_url=links.assignments(**number, status=Status.OVERDUE.value),
    )


@dataclass(frozen=True)
class OverdueRow:
    """An assignment among those that are longest overdue."""

    assignment: Assignment | Phase
    shown: Shown


def key_to_cells() -> list[Share]:
    """The key to the colours and symbols of the cells, in the order of every legend."""
    return [Share(CSS[status], ICON[status], str(status.label), 0) for status in Status if CSS[status]]
