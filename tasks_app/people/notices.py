"""What people are told about their accounts."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from tasks_app.common.actors import Actor
from tasks_app.mailing.rendering import Rendered, render
from tasks_app.people.enums import SecondFactorEvent
from tasks_app.people.models import Person


def invitation_mail(person: Person, *, url: str, by: Actor, until: date) -> Rendered:
    """The link with which a person chooses his password; it leads nowhere once it was used."""
    language = person.mail_language
    with translation.override(language):
        context = {
            "recipient": person,
            "url": url,
            "by": str(by.person),
            "until": date_format(until, "DATE_FORMAT"),
        }
        return render("people/invitation", language=language, context=context)


def wrong_passwords_mail(person: Person, *, at: datetime, address: str | None, minutes: int) -> Rendered:
    """Somebody tried wrong passwords until the account took none for some minutes; it carries no link to press."""
    language = person.mail_language
    with translation.override(language):
        context = {
            "recipient": person,
            "at": date_format(localtime(at), "SHORT_DATETIME_FORMAT"),
            "address": address or "–",
            "minutes": minutes,
        }
        return render("people/wrong_passwords", language=language, context=context)


def second_factor_mail(
    person: Person,
    event: SecondFactorEvent,
    *,
    at: datetime,
    address: str | None,
    by: Actor | None = None,
    left: int = 0,
    minutes: int = 0,
) -> Rendered:
    """What happened to a person's second factor; it carries no link to press.

    ``left``: how many recovery codes still serve; ``minutes``: for how long no code is taken; ``by``: who reset it,
    None where an operator did.
    """
    language = person.mail_language
    with translation.override(language):
        context = {
            "recipient": person,
            "event": event,
            "title": event.label,
            "at": date_format(localtime(at), "SHORT_DATETIME_FORMAT"),
            "address": address or "–",
            "by": str(by.person) if by else "",
            "left": left,
            "minutes": minutes,
        }
        return render("people/second_factor", language=language, context=context)
