"""Events become a calendar by RFC 5545, with what RFC 7986 and the usual programs add to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from tasks_app.feeds.rules import Event

PRODUCT = "-//Nghe An Province//Tracker of the Steering Committee for Administrative Reform//{language}"
LOOKED_AT_AGAIN = timedelta(hours=4)
# RFC 5545, 3.1: controls other than the tabulator are no text; line ends are written as "\n" by the library.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def as_calendar(name: str, events: Iterable[Event], *, language: str) -> bytes:
    """A whole calendar: the same events give the same bytes. A meeting blocks its time, a day blocks nothing."""
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(language=language.upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(_text(name)))
    calendar.add("x-wr-calname", vText(_text(name)))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", LOOKED_AT_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOKED_AT_AGAIN))
    host = urlsplit(settings.SITE_URL).hostname
    for event in events:
        calendar.add_component(_component(event, host))
    return calendar.to_ical()


def _component(event: Event, host: str):
    from icalendar import Event as Component

    its = Component()
    changed_at = event.changed_at.astimezone(UTC)
    its.add("uid", f"{event.name}@{host}")
    its.add("dtstamp", changed_at)
    its.add("last-modified", changed_at)
    its.add("sequence", event.sequence)
    if event.starts_at:
        its.add("dtstart", event.starts_at.astimezone(UTC))
    else:
        its.add("dtstart", event.on)
        its.add("dtend", event.on + timedelta(days=1))
    its.add("summary", _text(event.title))
    if event.description:
        its.add("description", _text(event.description))
    if event.path:
        its.add("url", settings.SITE_URL + event.path)
    its.add("status", "CANCELLED" if event.is_called_off else "CONFIRMED")
    its.add("transp", "OPAQUE" if event.starts_at else "TRANSPARENT")
    return its


def _text(text: str) -> str:
    return NO_TEXT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
