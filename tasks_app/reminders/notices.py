"""What is told to whom: finished mails. The links lead to forms; opening one changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import fill

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.mailing.rendering import Rendered, render
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.plan.rules import Timeliness
from tasks_app.reminders import wording
from tasks_app.reminders.enums import Urgency
from tasks_app.reminders.queries import Digest, Work

INDENT = " " * 5
WIDTH = 76


@dataclass(frozen=True)
class Line:
    """One piece of work in a mail, and what to do about it. ``block``: all of it as the plain text has it."""

    number: str
    title: str
    organisation: str
    when: str
    note: str
    quote: str
    url: str
    action: str

    @property
    def about(self) -> str:
        return " · ".join(part for part in (self.number, self.organisation, self.when, self.note) if part)

    @property
    def block(self) -> str:
        paragraphs = [
            f"{self.number:<5}{self.title}",
            f"{INDENT}{self.organisation}",
            INDENT + ". ".join(capfirst(part) for part in (self.when, self.note) if part) + ".",
            f"{INDENT}“{self.quote}”" if self.quote else "",
        ]
        wrapped = [fill(text, WIDTH, subsequent_indent=INDENT) for text in paragraphs if text]
        return "\n".join([*wrapped, f"{INDENT}{self.action}: {self.url}"])


@dataclass(frozen=True)
class Group:
    urgency: Urgency
    lines: list[Line]

    @property
    def mark(self) -> str:
        return wording.MARKS[self.urgency]

    @property
    def heading(self) -> str:
        return f"{self.urgency.label} ({len(self.lines)})"

    @property
    def is_overdue(self) -> bool:
        return self.urgency == Urgency.OVERDUE


def digest_mail(digest: Digest, *, day: date) -> Rendered:
    """The mail of a day: what is overdue, returned, due today and due soon, in the person's language."""
    language = digest.recipient.mail_language
    all_work = [*digest.due, *digest.returned]
    with translation.override(language):
        counts = Counter(work.urgency for work in all_work)
        lines = [(work.urgency, _line(work)) for work in all_work]
        groups = [
            Group(urgency, [line for its, line in lines if its == urgency]) for urgency in Urgency if counts[urgency]
        ]
        context = {
            "recipient": digest.recipient,
            "day": day,
            "in_short": wording.in_short(counts),
            "in_full": wording.in_full(counts),
            "overdue_besides": wording.overdue_besides(digest.overdue_besides),
            "first": groups[0].lines[0],
            "groups": groups,
            "my_work_url": _address("my_work"),
            "is_demonstration": any(_is_demonstration(work.assignment) for work in all_work),
        }
        return render("reminders/digest", language=language, context=context)


def urging_mail(urged: Sequence[tuple[Assignment, Timeliness]], *, message: str, to: Person, by: Actor) -> Rendered:
    """Someone asks that some work be seen to, and says so under his own name and, if he likes, in his own words."""
    language = to.mail_language
    with translation.override(language):
        context = {
            "recipient": to,
            "person": by.person,
            "for_person": by.for_person,
            "organisation": wording.organisations([one.organisation for one, _measured in urged]),
            "lines": [_line(Work(one, its, stage=None, returned=None, draft=None)) for one, its in urged],
            "message": message,
            "is_demonstration": any(_is_demonstration(one) for one, _measured in urged),
        }
        return render("reminders/urging", language=language, context=context)


def _line(work: Work) -> Line:
    task = work.assignment.task
    when = [wording.deadline(work.measured), wording.distance(work.measured)]
    return Line(
        number=task.number,
        title=_on_one_line(task.title),
        organisation=_on_one_line(str(work.assignment.organisation)),
        when=", ".join(part for part in when if part),
        note=_("a draft is ready") if work.draft else "",
        quote=_on_one_line(work.returned.review_comment) if work.returned else "",
        url=_address("report_edit", work.assignment.pk),
        action=_action(work),
    )


def _action(work: Work) -> str:
    if work.draft:
        return _("Read and send")
    return _("Correct and resend") if work.is_returned else _("Report")


def _is_demonstration(assignment: Assignment) -> bool:
    return assignment.task.key_task.plan.is_demonstration


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _address(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=args)
