import pytest
from django.db import IntegrityError, transaction

from tasks_app.common.dates import at_time
from tasks_app.common.tokens import digest
from tasks_app.exports.models import ExportRecord
from tasks_app.feeds.actions import FeedRefused, end_feed, make_feed, note_fetch, renew_feed
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.models import CalendarFeed
from tasks_app.feeds.queries import feed_at, last_fetches
from tasks_app.journal.models import Entry
from tests.at_once import at_once
from tests.factories import FeedFactory, OrganisationFactory, member

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple]:
    return list(Entry.objects.order_by("pk").values_list("verb", "subject_id", "by", "details"))


def test_an_address_is_made_and_only_its_digest_is_kept(today):
    person = member()

    feed, token = make_feed(person, FeedKind.OWN, at=at_time(today, 9))

    assert feed_at(token) == feed
    assert feed.token_digest == digest(token)
    assert recorded() == [("calendar_feed.made", feed.pk, person.pk, {"kind": "own", "organisation": None})]
    assert token not in str([list(model.objects.values()) for model in (CalendarFeed, Entry)])


def test_a_second_one_for_the_same_is_refused(today):
    person, organisation, other = member(), OrganisationFactory(), OrganisationFactory()
    for about in [(FeedKind.OWN, None), (FeedKind.ORGANISATION, organisation), (FeedKind.ORGANISATION, other)]:
        make_feed(person, *about, at=at_time(today, 9))

    for about in [(FeedKind.OWN, None), (FeedKind.ORGANISATION, organisation)]:
        with pytest.raises(FeedRefused):
            make_feed(person, *about, at=at_time(today, 9))
    make_feed(member(), FeedKind.OWN, at=at_time(today, 9))

    assert CalendarFeed.objects.count() == 4


def test_a_new_address_ends_the_old_one_at_once(today):
    feed = FeedFactory()

    renewed, token = renew_feed(feed, at=at_time(today, 9))

    assert feed_at(feed.token) is None
    assert feed_at(token) == renewed
    assert (renewed.person, renewed.kind) == (feed.person, feed.kind)
    assert [verb for verb, *_ in recorded()] == [
        "calendar_feed.made",
        "calendar_feed.ended",
        "calendar_feed.made",
    ]


def test_what_has_ended_is_neither_ended_nor_renewed_again(today):
    feed = FeedFactory()
    end_feed(feed, at=at_time(today, 9))

    for act in (end_feed, renew_feed):
        with pytest.raises(FeedRefused):
            act(feed, at=at_time(today, 10))

    feed.refresh_from_db()
    assert feed.ended_at == at_time(today, 9)
    assert [verb for verb, *_ in recorded()] == ["calendar_feed.made", "calendar_feed.ended"]


def test_after_the_end_another_can_be_made(today):
    feed = FeedFactory()
    end_feed(feed, at=at_time(today, 9))

    make_feed(feed.person, feed.kind, at=at_time(today, 10))

    assert CalendarFeed.objects.in_force().count() == 1


def test_a_fetch_is_logged_once_a_day_and_address(clock, today):
    feed, other = FeedFactory(), FeedFactory()

    for one, hour in ((feed, 8), (feed, 9), (other, 9)):
        note_fetch(one, rows=3, at=at_time(today, hour))
    tomorrow = today.replace(day=today.day + 1)
    note_fetch(feed, rows=4, at=at_time(tomorrow, 0))

    logged = ExportRecord.objects.order_by("pk").values_list("what", "thing", "rows", "by", "file_format", "through")
    assert list(logged) == [
        ("calendar_feed", feed.pk, 3, feed.person_id, "ics", "Việc của tôi"),
        ("calendar_feed", other.pk, 3, other.person_id, "ics", "Việc của tôi"),
        ("calendar_feed", feed.pk, 4, feed.person_id, "ics", "Việc của tôi"),
    ]
    assert last_fetches(feed.person) == {feed.pk: tomorrow}
    assert last_fetches(member()) == {}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "weather"}, "a_calendar_feed_is_of_a_known_kind"),
        ({"kind": "organisation"}, "a_feed_of_an_organisation_and_only_it_names_one"),
    ],
)
def test_the_database_holds(fields, name, today):
    person = member()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CalendarFeed.objects.create(
            **{"person": person, "token_digest": "0" * 64, "made_at": at_time(today)} | fields,
        )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_windows_make_one_address(today):
    person = member()

    results = at_once(*[lambda: make_feed(person, FeedKind.OWN, at=at_time(today, 9))] * 2)

    assert sorted(type(one) for one in results if isinstance(one, Exception)) == [FeedRefused]
    assert CalendarFeed.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_windows_renew_once(today):
    feed = FeedFactory()

    results = at_once(*[lambda: renew_feed(feed, at=at_time(today, 9))] * 2)

    assert sorted(type(one) for one in results if isinstance(one, Exception)) == [FeedRefused]
    assert CalendarFeed.objects.in_force().count() == 1
