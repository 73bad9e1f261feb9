"""Addresses are made and ended by whom they belong to; that something was fetched is logged once a day."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.tokens import digest, new_token
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.models import CalendarFeed
from tasks_app.feeds.queries import FETCH, was_fetched
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person


class FeedRefused(Exception):
    """No address was made or ended; the sentence says why."""


@transaction.atomic
def make_feed(
    person: Person, kind: FeedKind, organisation: Organisation | None = None, *, at: datetime
) -> tuple[CalendarFeed, str]:
    """Give a person an address for his calendar program; returns the feed and its token, which is stored nowhere.

    Recorded as ``calendar_feed.made``. Raises FeedRefused where he has an address for the same, so a repetition makes
    no second one.
    """
    _lock(person)
    if CalendarFeed.objects.in_force().filter(person=person, kind=kind, organisation=organisation).exists():
        raise FeedRefused(_("You have an address for this calendar already. If you lost it, make a new one."))
    return _make(person, kind, organisation, at=at)


@transaction.atomic
def renew_feed(feed: CalendarFeed, *, at: datetime) -> tuple[CalendarFeed, str]:
    """End an address and make another one for the same. Raises FeedRefused where it has ended already."""
    _lock(feed.person)
    _end(feed, at=at)
    return _make(feed.person, feed.kind, feed.organisation, at=at)


@transaction.atomic
def end_feed(feed: CalendarFeed, *, at: datetime) -> None:
    """End an address: from now on it leads nowhere. Recorded as ``calendar_feed.ended``; raises FeedRefused."""
    _lock(feed.person)
    _end(feed, at=at)


def note_fetch(feed: CalendarFeed, *, rows: int, at: datetime) -> None:
    """Log that a program asked at an address, with the number of events there: once a day and address."""
    if not was_fetched(feed, at=at):
        log_export(
            FETCH, FileFormat.ICS, rows=rows, by=Actor(feed.person), at=at, thing=feed.pk, through=str(feed)[:120]
        )


def _lock(person: Person) -> None:
    """One after the other, so that no two windows make or end the same."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _make(person: Person, kind: str, organisation: Organisation | None, *, at: datetime) -> tuple[CalendarFeed, str]:
    token = new_token()
    feed = CalendarFeed.objects.create(
        person=person, kind=kind, organisation=organisation, token_digest=digest(token), made_at=at
    )
    _record("made", feed, at=at)
    return feed, token


def _end(feed: CalendarFeed, *, at: datetime) -> None:
    if not CalendarFeed.objects.in_force().filter(pk=feed.pk).update(ended_at=at):
        raise FeedRefused(_("This address has been ended already."))
    _record("ended", feed, at=at)


def _record(what: str, feed: CalendarFeed, *, at: datetime) -> None:
    record(
        f"calendar_feed.{what}",
        feed,
        by=Actor(feed.person),
        at=at,
        kind=str(feed.kind),
        organisation=feed.organisation_id,
    )
