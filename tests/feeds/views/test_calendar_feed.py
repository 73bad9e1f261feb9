from datetime import date, timedelta
from http import HTTPStatus

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.models import ExportRecord
from tasks_app.feeds.actions import end_feed, renew_feed
from tasks_app.feeds.enums import FeedKind
from tasks_app.people.models import Appointment, Oversight
from tasks_app.plan.actions import move_deadline
from tasks_app.plan.enums import Frequency
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    FeedFactory,
    OrganisationFactory,
    PeriodFactory,
    delegate,
    focal_officer,
    leader,
    member,
    secretary,
)

FRIDAY = date(2024, 11, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    """A member's own work, one assignment of it."""
    person = member(language="vi")
    AssignmentFactory(responsible=person, deadline_on=FRIDAY)
    return FeedFactory(person=person)


def ask(token: str, method: str = "get", **headers):
    return getattr(Client(), method)(reverse("calendar_feed", args=[token]), headers=headers)


def status(feed) -> int:
    return ask(feed.token).status_code


def test_a_program_reads_the_calendar_without_signing_in(feed):
    response = ask(feed.token)

    assert response.status_code == HTTPStatus.OK
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.cookies
    (event,) = vobject.readOne(response.content.decode()).vevent_list
    assert event.dtstart.value == FRIDAY


def test_it_speaks_the_language_of_its_person(feed):
    feed.person.language = "en"
    feed.person.save()

    with translation.override("vi"):
        event = vobject.readOne(ask(feed.token, accept_language="vi").content.decode()).vevent

    assert event.summary.value.startswith("Deadline: ")
    assert "Test task" in event.summary.value


def test_who_has_it_already_is_sent_nothing(feed, today, monkeypatch):
    first = ask(feed.token)
    with monkeypatch.context() as patch:
        patch.delattr("tasks_app.feeds.views.as_calendar")
        again = ask(feed.token, if_none_match=first["ETag"])
        packed = ask(feed.token, if_none_match="W/" + first["ETag"])

    for response in (again, packed):
        assert (response.status_code, response.content) == (HTTPStatus.NOT_MODIFIED, b"")
        assert response["ETag"] == first["ETag"]

    move_deadline(feed.person.assignments.get(), date(2024, 11, 8), by=Actor(secretary()), at=at_time(today, 9))

    assert ask(feed.token, if_none_match=first["ETag"]).status_code == HTTPStatus.OK


def test_the_tag_that_a_compressed_answer_has_is_understood(feed):
    AssignmentFactory.create_batch(3, responsible=feed.person, deadline_on=FRIDAY)
    first = ask(feed.token, accept_encoding="gzip")

    assert first["Content-Encoding"] == "gzip"
    again = ask(feed.token, accept_encoding="gzip", if_none_match=first["ETag"])
    assert again.status_code == HTTPStatus.NOT_MODIFIED


def test_a_head_is_answered_without_a_body(feed):
    response = ask(feed.token, "head")

    assert (response.status_code, response.content) == (HTTPStatus.OK, b"")
    assert response["ETag"] == ask(feed.token)["ETag"]


def test_the_first_fetch_of_a_day_is_logged(feed, clock, today):
    tag = ask(feed.token)["ETag"]
    ask(feed.token, if_none_match=tag)
    clock.move_to(at_time(today + timedelta(days=1), 6))
    ask(feed.token, if_none_match=tag)

    logged = ExportRecord.objects.order_by("at").values_list("what", "thing", "rows", "by")
    assert list(logged) == [("calendar_feed", feed.pk, 1, feed.person_id)] * 2


# --- Who may not read it, finds nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token.swapcase(), lambda token: "a" * 43])
def test_a_wrong_address_leads_nowhere(feed, change):
    assert ask(change(feed.token)).status_code == HTTPStatus.NOT_FOUND
    assert ask(feed.token_digest).status_code == HTTPStatus.NOT_FOUND
    assert not ExportRecord.objects.exists()


def test_an_address_that_was_ended_or_renewed_leads_nowhere(feed, today):
    other = FeedFactory()
    _renewed, token = renew_feed(feed, at=at_time(today, 9))
    end_feed(other, at=at_time(today, 9))

    assert [status(feed), status(other), ask(token).status_code] == [404, 404, 200]


def test_whose_account_is_closed_reads_nothing_more(feed):
    feed.person.is_active = False
    feed.person.save()

    assert status(feed) == HTTPStatus.NOT_FOUND


def test_whose_role_has_ended_reads_nothing_more(feed, clock, today):
    Appointment.objects.filter(person=feed.person).update(valid_to=today)

    assert status(feed) == HTTPStatus.OK
    clock.move_to(at_time(today + timedelta(days=1), 0))
    assert status(feed) == HTTPStatus.NOT_FOUND


def test_an_organisation_is_followed_as_long_as_it_is_overseen(today):
    unit = OrganisationFactory()
    person = member(oversees=[unit])
    feed = FeedFactory(person=person, kind=FeedKind.ORGANISATION, organisation=unit)

    assert status(feed) == HTTPStatus.OK
    Oversight.objects.update(valid_to=today - timedelta(days=1))
    assert status(feed) == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(("who", "expected"), [(leader, 200), (secretary, 200), (member, 404), (focal_officer, 404)])
def test_periods_are_for_who_follows_the_province(who, expected):
    PeriodFactory()

    assert status(FeedFactory(person=who(), kind=FeedKind.PERIODS)) == expected


def test_powers_that_are_lent_are_not_in_it(feed):
    deputy = member()
    delegate(feed.person, deputy)

    calendar = ask(FeedFactory(person=deputy).token).content.decode()

    assert "VEVENT" not in calendar


def test_queries_do_not_grow(constant_queries):
    unit = OrganisationFactory()
    feed = FeedFactory(person=focal_officer(unit))
    kinds = iter([Frequency.MONTHLY, Frequency.QUARTERLY])

    def more():
        AssignmentFactory(organisation=unit, deadline_on=FRIDAY)
        AssignmentFactory(deadline_on=FRIDAY, coordinating=[unit])
        DueFactory(period__kind=next(kinds), assignment__organisation=unit)

    more()

    constant_queries(lambda: ask(feed.token), more)
