"""What is wrong with the machinery, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import localize
from django.utils.http import urlencode
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.dashboard.queries import Health, JobHealth
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import MessageState


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
        lines.append(Line(text, _messages(MessageState.WAITING)))
    for count, state, text in (
        (health.outbox.expired, MessageState.EXPIRED, expired),
        (health.outbox.failed, MessageState.FAILED, failed),
        (health.outbox.unknown, MessageState.UNKNOWN, unknown),
        (health.outbox.returned, MessageState.RETURNED, returned),
    ):
        if count:
            numbers = {"count": localize(count), "days": mailing_rules.EXPIRY_IS_NEWS_FOR.days}
            lines.append(Line(text % numbers, _messages(state)))
    return lines


def _job_in_words(job: JobHealth, real_now: datetime, *, never: str, late: str, failed: str) -> str:
    if job.succeeded_at is None:
        return never
    time = {"time": timesince(job.succeeded_at, real_now, depth=1)}
    if job.error:
        return failed % time
    return late % time if job.is_late else ""


def _messages(state: MessageState) -> str:
    return f"{reverse('message_list')}?{urlencode({'state': state.value})}"
