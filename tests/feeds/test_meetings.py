"""Meetings in calendars: with their time, for those who attend, moved and cancelled."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.queries import contents
from tasks_app.feeds.rendering import as_calendar
from tasks_app.meetings import actions
from tasks_app.meetings.queries import given_of_meeting
from tasks_app.people.queries import standing
from tests.factories import FeedFactory, OrganisationFactory, focal_officer, member, secretary
from tests.factories.meetings import DAY, meeting

pytestmark = pytest.mark.django_db

AT = at_time(DAY, 7)


@pytest.fixture
def by():
    return Actor(secretary())


def events_of(person, *, today=DAY, **feed):
    its = contents(
        person.calendar_feeds.first() or FeedFactory(person=person, **feed), standing(person, on=today), today=today
    )
    return [one for one in its.events if one.name.startswith("meeting-")]


def test_the_committees_meetings_are_its_members_and_invitations_those_of_the_invited(by):
    place = OrganisationFactory()
    meeting(by=by)
    meeting(by=by, whole_committee=False, organisations=(place.pk,))

    def number(person):
        return len(events_of(person))

    assert (number(member()), number(focal_officer(place)), number(focal_officer())) == (1, 1, 0)
    officer = focal_officer(place)
    assert len(events_of(officer, kind=FeedKind.ORGANISATION, organisation=place)) == 1


def test_a_meeting_has_its_time_and_place_and_moves(by):
    its, person = meeting(by=by, place="Hội trường lớn"), member()
    moved = replace(given_of_meeting(its), starts_at=at_time(DAY + timedelta(days=1), 14))
    actions.change_meeting(its, moved, by=by, at=AT)

    [event] = events_of(person)

    assert (event.starts_at, event.sequence, event.changed_at) == (at_time(DAY + timedelta(days=1), 14), 1, AT)
    written = as_calendar("x", [event], language="vi").decode()
    for line in ("DTSTART:20241016T070000Z", "SEQUENCE:1", "STATUS:CONFIRMED", "TRANSP:OPAQUE"):
        assert line in written
    assert "DTEND" not in written


def test_a_cancelled_meeting_stays_for_a_while_as_cancelled(by):
    its, person = meeting(by=by), member()
    actions.cancel_meeting(its, by=by, at=AT)

    [event] = events_of(person)
    assert (event.is_called_off, event.sequence) == (True, 1)
    assert "STATUS:CANCELLED" in as_calendar("x", [event], language="vi").decode()
    assert events_of(person, today=DAY + timedelta(days=40)) == []
