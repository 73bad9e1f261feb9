"""What the overview shows of a board: sentences, figures, rows and cells, each with the address of its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import localize
from django.utils.http import urlencode
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.dashboard import rules
from tasks_app.dashboard.queries import Board, Health, JobHealth, KeyTaskLine, OrganisationLine, Tally, TaskCounts
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import MessageState
from tasks_app.plan.enums import Bucket, State, Status, TaskStatus
from tasks_app.plan.forms.filters import ROMAN, TaskFilter
from tasks_app.plan.models import KeyTask, Plan
from tasks_app.plan.rules import RECEIVE_WITHIN, WORST_FIRST
from tasks_app.plan.views import assignments_url
from tasks_app.plan.wording import CSS, ICON, Share, shares
from tasks_app.reporting.queries import WaitingCounts


def tasks_url(**filters) -> str:
    return _url("task_list", filters)


def _url(name: str, parameters: dict) -> str:
    return f"{reverse(name)}?{urlencode(parameters)}" if parameters else reverse(name)


def percent(rate: float | None) -> str:
    return "–" if rate is None else f"{floatformat(rate, -1)}%"


@dataclass(frozen=True)
class Counted:
    """A number in a sentence, its list, and the words after it."""

    count: int
    url: str
    words: str


def tasks_by_status(counts: TaskCounts, **filters) -> list[Counted]:
    """ "12 completed, 20 in progress, 8 not started", as parts."""
    words = {
        TaskStatus.DONE: _("completed"),
        TaskStatus.IN_PROGRESS: _("in progress"),
        TaskStatus.NOT_STARTED: _("not started"),
    }
    parts = [
        Counted(counts.by_status[status], tasks_url(status=status.value, **filters), words[status])
        for status in TaskStatus
    ]
    if counts.not_in_force:
        unassigned = tasks_url(status=TaskFilter.UNASSIGNED, **filters)
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


def task_sentence(board: Board) -> TaskSentence:
    due = {"due": TaskFilter.QUARTER}
    return TaskSentence(
        total=board.tasks.total,
        url=tasks_url(),
        parts=tasks_by_status(board.tasks),
        quarter=ROMAN[board.quarter],
        due=board.due_tasks.total,
        due_url=tasks_url(**due),
        due_parts=tasks_by_status(board.due_tasks, **due),
    )


@dataclass(frozen=True)
class Figure:
    label: str
    value: object
    context: str
    url: str
    css: str = ""


def bucket_figures(tally: Tally) -> list[Figure]:
    """The four shares of the assignments in force, and the rate that is made of them."""
    contexts = {bucket: percent(rules.percentage(tally.in_bucket(bucket), tally.total)) for bucket in Bucket}
    contexts[Bucket.PENDING] += " · " + _("awaiting confirmation included")
    figures = [
        Figure(
            str(bucket.label),
            tally.in_bucket(bucket),
            contexts[bucket],
            assignments_url(bucket=bucket.value),
            css="s-over" if bucket == Bucket.OVERDUE and tally.overdue else "",
        )
        for bucket in Bucket
    ]
    base = {"completed": localize(tally.completed), "base": localize(tally.completed + tally.overdue)}
    rate = Figure(
        _("Completion rate"),
        percent(tally.completion_rate),
        _("%(completed)s of %(base)s completed or overdue") % base,
        assignments_url(state=State.COMPLETED.value),
    )
    return [*figures, rate]


def other_figures(tally: Tally, plan: Plan, *waiting: Figure, not_received: int) -> list[Figure]:
    """What comes next, what waits for somebody, and what is counted apart."""
    return [
        Figure(
            ngettext("Due within %(days)d day", "Due within %(days)d days", plan.soon_days) % {"days": plan.soon_days},
            tally.counts.get(Status.DUE_SOON, 0),
            _("calendar days, not overdue yet"),
            assignments_url(status=Status.DUE_SOON.value),
        ),
        *waiting,
        Figure(
            _("No fixed deadline"),
            tally.undated,
            _("of those in force, outside every on-time rate"),
            assignments_url(deadline="none"),
        ),
        Figure(
            _("Not received yet"),
            not_received,
            ngettext(
                "given more than %(days)d working day ago", "given more than %(days)d working days ago", RECEIVE_WITHIN
            )
            % {"days": RECEIVE_WITHIN},
            assignments_url(receipt="late"),
        ),
    ]


def reports_waiting(number: int, *, longest_wait: int) -> Figure:
    """For those who can open the queue of reports."""
    if number:
        context = ngettext("longest: %(days)d working day", "longest: %(days)d working days", longest_wait)
    else:
        context = _("every report has been answered")
    return Figure(_("Reports that wait for review"), number, context % {"days": longest_wait}, reverse("report_list"))


def extensions_waiting(waiting: WaitingCounts) -> Figure:
    """The requests that a leader decides; those that wait for a proposal before are its context."""
    if waiting.for_proposal:
        context = ngettext(
            "%(number)d more waits for a proposal", "%(number)d more wait for a proposal", waiting.for_proposal
        ) % {"number": waiting.for_proposal}
    else:
        context = _("none waits for a proposal")
    return Figure(_("Extensions that wait for a decision"), waiting.for_decision, context, reverse("extension_list"))


def assignments_waiting(tally: Tally) -> Figure:
    """For those who cannot: the assignments that wait, which they can list."""
    return Figure(
        str(Status.WAITING.label),
        tally.counts.get(Status.WAITING, 0),
        _("submitted by the deadline"),
        assignments_url(status=Status.WAITING.value),
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


def key_task_row(line: KeyTaskLine) -> KeyTaskRow:
    number = {"key_task": line.key_task.number}
    return KeyTaskRow(
        line.key_task,
        line.tally,
        share=percent(line.tally.completed_share),
        shares=shares(line.tally.counts),
        url=tasks_url(**number),
        completed_url=assignments_url(**number, state=State.COMPLETED.value),
        total_url=assignments_url(**number),
        overdue_url=assignments_url(**number, status=Status.OVERDUE.value),
    )


@dataclass(frozen=True)
class Cell:
    """The work of an organisation under a key task; css and icon are those of the worst state in it."""

    tally: Tally
    css: str
    icon: str
    url: str


@dataclass(frozen=True)
class OrganisationRow:
    line: OrganisationLine
    cells: list[Cell | None]
    share: str
    url: str
    overdue_url: str


def organisation_row(line: OrganisationLine, key_tasks: list[KeyTask]) -> OrganisationRow:
    its = {"organisation": line.organisation.pk}
    return OrganisationRow(
        line,
        cells=[
            _cell(tally, assignments_url(**its, key_task=key_task.number)) if tally else None
            for key_task, tally in zip(key_tasks, line.cells, strict=True)
        ],
        share=percent(line.tally.completed_share),
        url=assignments_url(**its),
        overdue_url=assignments_url(**its, status=Status.OVERDUE.value),
    )


def groups(board: Board) -> list[tuple[str, tuple[OrganisationLine, ...]]]:
    """Units and localities apart; a group without work is left out."""
    both = [(_("Units"), board.units), (_("Localities"), board.localities)]
    return [(title, lines) for title, lines in both if lines]


def _cell(tally: Tally, url: str) -> Cell:
    worst = next(status for status in WORST_FIRST if tally.counts.get(status))
    return Cell(tally, CSS[worst], ICON[worst], url)


def key_to_cells() -> list[Share]:
    """The key to the colours and symbols of the cells, in the order of every legend."""
    return [Share(CSS[status], ICON[status], str(status.label), 0) for status in Status if CSS[status]]


@dataclass(frozen=True)
class Line:
    """A sentence about the machinery; ``url`` is where to look closer."""

    text: str
    url: str = ""


def health_in_words(health: Health, *, real_now: datetime) -> list[Line]:
    """What is wrong with the reminders; nothing where all is well."""
    planner = _job_in_words(
        health.planner,
        real_now,
        never=_("Reminders have never been planned, so none goes out."),
        late=_("Reminders have not been planned for %(time)s, so none goes out."),
        failed=_("Planning the reminders fails; it last succeeded %(time)s ago."),
    )
    sender = _job_in_words(
        health.sender,
        real_now,
        never=_("The job that sends mail has never run, so none goes out."),
        late=_("The job that sends mail has not run for %(time)s, so none goes out."),
        failed=_("Sending mail fails; it last succeeded %(time)s ago."),
    )
    failed = ngettext(
        "%(count)s mail could not be delivered.", "%(count)s mails could not be delivered.", health.outbox.failed
    )
    unknown = ngettext(
        "Of %(count)s mail it is not known whether it went out.",
        "Of %(count)s mails it is not known whether they went out.",
        health.outbox.unknown,
    )
    expired = ngettext(
        "%(count)s mail of the last %(days)s days could not be sent in time and was given up.",
        "%(count)s mails of the last %(days)s days could not be sent in time and were given up.",
        health.outbox.expired,
    )
    returned = ngettext(
        "%(count)s mail came back: its address takes none.",
        "%(count)s mails came back: their addresses take none.",
        health.outbox.returned,
    )
    barred = health.bar.label if health.bar else ""
    lines = [Line(str(text)) for text in (barred, planner, sender) if text]
    if health.outbox.is_late:
        waits = timesince(real_now - health.outbox.waits, real_now, depth=1)
        text = _("Mail that should have gone out has been waiting for %(time)s.") % {"time": waits}
        lines.append(Line(text, _url("message_list", {"state": MessageState.WAITING.value})))
    for count, state, text in (
        (health.outbox.expired, MessageState.EXPIRED, expired),
        (health.outbox.failed, MessageState.FAILED, failed),
        (health.outbox.unknown, MessageState.UNKNOWN, unknown),
        (health.outbox.returned, MessageState.RETURNED, returned),
    ):
        if count:
            numbers = {"count": localize(count), "days": mailing_rules.EXPIRY_IS_NEWS_FOR.days}
            lines.append(Line(text % numbers, _url("message_list", {"state": state.value})))
    return lines


def _job_in_words(job: JobHealth, real_now: datetime, *, never: str, late: str, failed: str) -> str:
    if job.succeeded_at is None:
        return never
    time = {"time": timesince(job.succeeded_at, real_now, depth=1)}
    if job.error:
        return failed % time
    return late % time if job.is_late else ""
