"""What people read of the record of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tasks_app.people.enums import CommitteePost, Role, SecondFactorEvent

VERBS = {
    "person.invited": gettext_lazy("Invited"),
    "person.invited_again": gettext_lazy("Invited again"),
    "person.invitation_revoked": gettext_lazy("Invitation withdrawn"),
    "person.invitation_accepted": gettext_lazy("Chose a password"),
    "person.edited": gettext_lazy("Put right"),
    "person.appointed": gettext_lazy("Given a role"),
    "person.appointment_ended": gettext_lazy("A role ended"),
    "person.shut_out": gettext_lazy("Account closed"),
    "person.let_in_again": gettext_lazy("Let in again"),
    "person.replaced": gettext_lazy("Work passed on"),
    "person.anonymised": gettext_lazy("Anonymised: the name gave way to the position"),
    "person.password_changed": gettext_lazy("Set a new password"),
    "person.sign_in_locked": gettext_lazy("Wrong passwords, so that none was taken for some minutes"),
    "person.sign_on_connected": gettext_lazy("Connected to the single sign-on"),
    "person.sign_on_disconnected": gettext_lazy("Connection to the single sign-on removed"),
    "person.signed_out_elsewhere": gettext_lazy("Signed out on other devices"),
    **{f"person.{event}": event.label for event in SecondFactorEvent},
    "oversight.assigned": gettext_lazy("Oversees"),
    "oversight.ended": gettext_lazy("Oversees no longer"),
}


@dataclass(frozen=True)
class Happened:
    """A line of the record. ``quote``: a reason, word for word."""

    title: Promise | str
    at: datetime
    who: str
    detail: str
    quote: str


def happened(entry) -> Happened:
    """``entry``: a ``journal.Entry`` about a person, with its people."""
    return Happened(
        VERBS.get(entry.verb, entry.verb), entry.at, entry.who, _detail(entry.details), entry.details.get("reason", "")
    )


def _detail(details: dict) -> str:
    parts = []
    if names := details.get("names"):
        parts.append(" → ".join(names))
    if role := details.get("role"):
        post = details.get("post")
        parts.append(str(CommitteePost(post).label if post else Role(role).label))
    if organisation := details.get("organisation"):
        parts.append(organisation["en" if get_language() == "en" else "vi"])
    if since := details.get("since"):
        parts.append(_("from %(day)s") % {"day": _day(since)})
    if last_day := details.get("last_day"):
        parts.append(_("until %(day)s") % {"day": _day(last_day)})
    if number := details.get("devices"):
        parts.append(ngettext("%(number)d device", "%(number)d devices", number) % {"number": number})
    if number := details.get("assignments"):
        parts.append(ngettext("%(number)d assignment", "%(number)d assignments", number) % {"number": number})
    if number := details.get("organisations"):
        parts.append(ngettext("%(number)d organisation", "%(number)d organisations", number) % {"number": number})
    if document := details.get("document") or details.get("basis"):
        parts.append(document)
    return ", ".join(parts)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")
