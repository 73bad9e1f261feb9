"""What stands in a feed: the events of all its sources, as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasks_app.calendar.queries import working_calendar
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.models import CalendarFeed
from tasks_app.feeds.queries.asked import Asked
from tasks_app.feeds.queries.meetings import meetings
from tasks_app.feeds.queries.periods import all_periods, owed_reports
from tasks_app.feeds.queries.work import contributions, deadlines
from tasks_app.feeds.rules import Event
from tasks_app.feeds.wording import calendar_name
from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing

# Whatever else has days of its own comes into the feeds here: one function, from what is asked for to its events.
SOURCES: dict[FeedKind, tuple[Callable[[Asked], list[Event]], ...]] = {
    FeedKind.OWN: (deadlines, contributions, owed_reports, meetings),
    FeedKind.ORGANISATION: (deadlines, contributions, owed_reports, meetings),
    FeedKind.PERIODS: (all_periods,),
}


@dataclass(frozen=True)
class Contents:
    """``etag``: the same for the same contents, so that nothing is written out for who has them already."""

    name: str
    events: tuple[Event, ...]
    language: str

    @cached_property
    def etag(self) -> str:
        said = repr((self.name, self.language, self.events))
        return f'"{hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:32]}"'


def contents(feed: CalendarFeed, own: Standing, *, today: date) -> Contents:
    """In the language that is active; as many queries as the sources have, whatever the number of events.

    ``own``: what the person of the feed is on the day; whether he may follow it is asked before.
    """
    asked = _asked(feed, own, today=today)
    events = [event for source in SOURCES[FeedKind(feed.kind)] for event in source(asked)]
    events.sort(key=lambda event: (event.on, event.name))
    return Contents(calendar_name(FeedKind(feed.kind), feed.organisation), tuple(events), feed.person.mail_language)


def _asked(feed: CalendarFeed, own: Standing, *, today: date) -> Asked:
    calendar = working_calendar()
    if feed.kind == FeedKind.OWN:
        sits = own.is_(Role.MEMBER, Role.LEADER)
        return Asked(today, calendar, member=own.person.pk, organisations=own.reports_for, is_of_the_committee=sits)
    its = frozenset({feed.organisation_id} if feed.organisation_id else ())
    return Asked(today, calendar, organisations=its)
