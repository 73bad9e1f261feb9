"""What people are told that happened to their work: finished mails. Opening a link changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.dates import LOCAL
from tasks_app.mailing.rendering import Rendered, render
from tasks_app.people.models import Person
from tasks_app.plan.models import Notification

INDENT = " " * 5
WIDTH = 76


@dataclass(frozen=True)
class Told:
    """One happening in a mail. ``block``: all of it as the plain text has it."""

    number: str
    title: str
    organisation: str
    happening: str
    who_and_when: str
    quote: str
    url: str

    @property
    def about(self) -> str:
        return " · ".join((self.number, self.organisation, self.happening, self.who_and_when))

    @property
    def action(self) -> str:
        return _("Open")

    @property
    def block(self) -> str:
        paragraphs = [
            f"{self.number:<5}{self.title}",
            f"{INDENT}{self.organisation}",
            f"{INDENT}{self.happening}, {self.who_and_when}.",
            f"{INDENT}“{self.quote}”" if self.quote else "",
        ]
        wrapped = [fill(text, WIDTH, subsequent_indent=INDENT) for text in paragraphs if text]
        return "\n".join([*wrapped, f"{INDENT}{self.action}: {self.url}"])


def notification_mail(person: Person, notifications: Sequence[Notification]) -> Rendered:
    """One mail of all that a person has to be told, in his language, in the order in which it happened."""
    language = person.mail_language
    with translation.override(language):
        lines = [_told(notification) for notification in notifications]
        context = {
            "recipient": person,
            "lines": lines,
            "in_short": _in_short(lines),
            "is_demonstration": any(one.assignment.task.key_task.plan.is_demonstration for one in notifications),
        }
        return render("plan/notification", language=language, context=context)


def _in_short(lines: list[Told]) -> str:
    if len(lines) == 1:
        return f"{lines[0].happening}: {lines[0].number} {lines[0].title}"
    number = {"number": len(lines)}
    return ngettext("%(number)d notice about your work", "%(number)d notices about your work", len(lines)) % number


def _told(notification: Notification) -> Told:
    assignment = notification.assignment
    return Told(
        number=assignment.task.number,
        title=_on_one_line(assignment.task.title),
        organisation=_on_one_line(str(assignment.organisation)),
        happening=str(notification.get_happening_display()),
        who_and_when=", ".join((notification.who, _moment(notification))),
        quote=_on_one_line(notification.quote),
        url=settings.SITE_URL + reverse("assignment_detail", args=[assignment.pk]),
    )


def _moment(notification: Notification) -> str:
    return date_format(notification.at.astimezone(LOCAL), "DATETIME_FORMAT")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
