from datetime import date, datetime

from django.db.models import Max, QuerySet

from tasks_app.common.dates import at_time, local_day
from tasks_app.common.tokens import digest
from tasks_app.exports.models import ExportRecord
from tasks_app.feeds.models import CalendarFeed
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.people.queries import Standing

FETCH = "calendar_feed"  # what the log of exports calls it


def feed_at(token: str) -> CalendarFeed | None:
    """The feed with this token, with its person and organisation; None where the address was ended or never made.

    It is looked for by the digest, so the time that takes tells nothing of how much of a guess was right.
    """
    feeds = CalendarFeed.objects.in_force().select_related("person", "organisation")
    return feeds.filter(token_digest=digest(token)).first()


def feeds_of(person: Person) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.in_force().filter(person=person).select_related("person", "organisation")


def organisations_to_follow(own: Standing, *, everything: bool, on: date) -> QuerySet[Organisation]:
    """Those that a person can follow in a calendar: all that answer to the province on a day, or those that he reports
    for or oversees."""
    if everything:
        return Organisation.objects.answering(on)
    return Organisation.objects.filter(pk__in=own.oversees | own.reports_for)


def last_fetches(person: Person) -> dict[int, date]:
    """By the primary keys of a person's feeds: the last day on which a program asked. Those never asked are missing."""
    fetches = ExportRecord.objects.filter(what=FETCH, by=person).order_by().values_list("thing")
    return {feed: local_day(at) for feed, at in fetches.annotate(Max("at"))}


def was_fetched(feed: CalendarFeed, *, at: datetime) -> bool:
    """Whether this day's first fetch is in the log already."""
    since = at_time(local_day(at))
    return ExportRecord.objects.filter(at__gte=since, what=FETCH, thing=feed.pk).exists()
