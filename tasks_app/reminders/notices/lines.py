"""The lines of which mails are made, and how an assignment becomes one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from textwrap import fill

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tasks_app.plan.models import Assignment
from tasks_app.reminders import wording
from tasks_app.reminders.queries import Work

INDENT = " " * 5
WIDTH = 76


@dataclass(frozen=True)
class Line:
    """One thing in a mail, and what to do about it. ``block``: all of it as the plain text has it."""

    number: str
    title: str
    organisation: str
    when: str
    url: str
    action: str
    note: str = ""
    quote: str = ""

    @property
    def about(self) -> str:
        return " · ".join(part for part in (self.number, self.organisation, self.when, self.note) if part)

    @property
    def block(self) -> str:
        paragraphs = [
            f"{self.number:<5}{self.title}",
            f"{INDENT}{self.organisation}",
            INDENT + ". ".join(capfirst(part) for part in (self.when, self.note) if part).removesuffix(".") + ".",
            f"{INDENT}“{self.quote}”" if self.quote else "",
        ]
        wrapped = [_wrapped(text) for text in paragraphs if text]
        return "\n".join([*wrapped, f"{INDENT}{self.action}: {self.url}"])


def _wrapped(text: str) -> str:
    return text if len(text) <= WIDTH else fill(text, WIDTH, subsequent_indent=INDENT)


def line_of_work(work: Work, *, note: str = "") -> Line:
    """An assignment that the reader has to report on."""
    task = work.assignment.task
    when = [wording.deadline(work.measured), wording.distance(work.measured)]
    return Line(
        number=task.number,
        title=on_one_line(task.title),
        organisation=on_one_line(str(work.assignment.organisation)),
        when=", ".join(part for part in when if part),
        note=note or (_("a draft is ready") if work.draft else ""),
        quote=on_one_line(work.returned.review_comment) if work.returned else "",
        url=address("report_edit", work.assignment.pk),
        action=_action(work),
    )


def _action(work: Work) -> str:
    if work.draft:
        return _("Read and send")
    return _("Correct and resend") if work.is_returned else _("Report")


def is_demonstration(assignment: Assignment) -> bool:
    return assignment.task.key_task.plan.is_demonstration


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def address(name: str, *args) -> str:
    return settings.SITE_URL + _path(name, *args)


@lru_cache(maxsize=2048)
def _path(name: str, *args) -> str:
    return reverse(name, args=args)
