"""The page of one's own addresses, and the buttons on it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.feeds.actions import note_fetch
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.models import CalendarFeed
from tasks_app.feeds.queries import feed_at
from tasks_app.journal.models import Entry
from tests.factories import (
    FeedFactory,
    OrganisationFactory,
    PersonFactory,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

URL = reverse("feed_list")

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def offered(browser: Client) -> list[str]:
    return [str(key) for key, _label in browser.get(URL).context["form"].fields["about"].choices if key]


def token_in(response) -> str:
    """Of the address that the page shows."""
    return response.context["address"].rpartition("/")[2].removesuffix(".ics")


# --- What can be followed ---------------------------------------------------------------------------------------------


def test_everyone_is_offered_what_he_may_see(client_of, today):
    unit, other = OrganisationFactory(), OrganisationFactory()
    OrganisationFactory(valid_to=today - timedelta(days=1))

    assert offered(client_of(focal_officer(unit))) == ["own", str(unit.pk)]
    assert offered(client_of(member(oversees=[other]))) == ["own", str(other.pk)]
    assert offered(client_of(leader())) == ["own", "periods", str(unit.pk), str(other.pk)]
    for who in (secretary, inspector):
        assert offered(client_of(who())) == ["periods", str(unit.pk), str(other.pk)]


def test_a_choice_that_was_not_offered_makes_no_address(client_of):
    unit = OrganisationFactory()
    browser = client_of(member())

    for about in ("", "periods", str(unit.pk), "weather"):
        assert browser.post(URL, {"about": about}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not CalendarFeed.objects.exists()


# --- Making -----------------------------------------------------------------------------------------------------------


def test_an_address_is_shown_once(client_of, settings):
    person = member()
    browser = client_of(person)

    made = browser.post(URL, {"about": "own"})

    feed = feed_at(token_in(made))
    assert (feed.person, feed.kind) == (person, FeedKind.OWN)
    address = f"{settings.SITE_URL}/feeds/{token_in(made)}.ics"
    assert f'value="{address}"' in words(made)
    assert f'href="webcal:{address.partition(":")[2]}"' in words(made)
    assert made["Cache-Control"] == "no-store, private"
    assert Client().get(reverse("calendar_feed", args=[token_in(made)])).status_code == HTTPStatus.OK
    assert token_in(made) not in words(browser.get(URL))


def test_an_organisation_gets_its_own(client_of):
    unit = OrganisationFactory()

    made = client_of(focal_officer(unit)).post(URL, {"about": str(unit.pk)})

    feed = feed_at(token_in(made))
    assert (feed.kind, feed.organisation) == (FeedKind.ORGANISATION, unit)


def test_twice_makes_one(client_of):
    browser = client_of(member())
    first = browser.post(URL, {"about": "own"})

    second = browser.post(URL, {"about": "own"})

    assert second.status_code == HTTPStatus.CONFLICT
    assert "Đồng chí đã có địa chỉ cho lịch này" in words(second)
    assert feed_at(token_in(first)) == CalendarFeed.objects.get()


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_says_when_an_address_was_fetched(client_of, today):
    feed = FeedFactory()
    browser = client_of(feed.person)
    (before,) = browser.get(URL).context["feeds"]
    note_fetch(feed, rows=1, at=at_time(today, 7))

    (after,) = browser.get(URL).context["feeds"]

    assert (before["fetched_on"], after["fetched_on"]) == (None, today)
    assert "15/10/2024" in words(browser.get(URL))


def test_what_may_not_be_followed_any_more_is_said(client_of):
    unit = OrganisationFactory()
    feed = FeedFactory(person=member(), kind=FeedKind.ORGANISATION, organisation=unit)

    page = words(client_of(feed.person).get(URL))

    assert "không còn quyền xem nội dung này" in page
    assert reverse("feed_renew", args=[feed.pk]) not in page
    assert reverse("feed_end", args=[feed.pk]) in page


def test_queries_do_not_grow(client_of, constant_queries):
    person = leader()
    browser = client_of(person)

    def more():
        for unit in OrganisationFactory.create_batch(2):
            FeedFactory(person=person, kind=FeedKind.ORGANISATION, organisation=unit)

    more()

    constant_queries(lambda: browser.get(URL), more)


# --- Renewing and ending ----------------------------------------------------------------------------------------------


def test_a_new_address_is_shown_and_the_old_one_ends(client_of):
    feed = FeedFactory()

    made = client_of(feed.person).post(reverse("feed_renew", args=[feed.pk]))

    assert feed_at(feed.token) is None
    assert feed_at(token_in(made)).person == feed.person


def test_pressed_twice_it_is_renewed_once(client_of):
    feed = FeedFactory()
    browser = client_of(feed.person)
    made = browser.post(reverse("feed_renew", args=[feed.pk]))

    again = browser.post(reverse("feed_renew", args=[feed.pk]), follow=True)

    assert "Địa chỉ này đã được ngừng từ trước." in words(again)
    assert feed_at(token_in(made)) == CalendarFeed.objects.in_force().get()


def test_an_address_is_ended(client_of):
    feed = FeedFactory()
    browser = client_of(feed.person)

    for _ in range(2):
        response = browser.post(reverse("feed_end", args=[feed.pk]), follow=True)

    assert response.context["feeds"] == []
    assert feed_at(feed.token) is None
    assert Entry.objects.filter(verb="calendar_feed.ended").count() == 1


@pytest.mark.parametrize("name", ["feed_renew", "feed_end"])
def test_nobody_touches_the_address_of_another(client_of, name):
    feed = FeedFactory()
    browser = client_of(secretary())

    for ask in (browser.get, browser.post):
        assert ask(reverse(name, args=[feed.pk])).status_code == HTTPStatus.NOT_FOUND
    assert feed_at(feed.token) == feed


# --- Whose ------------------------------------------------------------------------------------------------------------


def test_whoever_acts_for_another_has_his_own(client_of):
    principal, deputy = leader(), member()
    delegation = delegate(principal, deputy)
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))

    assert offered(browser) == ["own"]
    assert f"không có công việc của {principal}" in words(browser.get(URL))
    browser.post(URL, {"about": "own", "written_as": browser.get(URL).context["frame"].mark})

    assert CalendarFeed.objects.get().person == deputy
    assert Entry.objects.get(verb="calendar_feed.made").for_person is None


def test_the_menu_leads_there(client_of):
    assert f'href="{URL}"' in words(client_of(secretary()).get(reverse("overview")))
    assert client_of(PersonFactory()).get(URL).status_code == HTTPStatus.NOT_FOUND
