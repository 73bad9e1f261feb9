"""What may be shown of the outbox, and how it stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Bar, MessageState, Notice
from tasks_app.mailing.models import MailPermit
from tasks_app.mailing.queries import OutboxHealth, bar_to_mail, held_people, hold_of_everything, outbox, outbox_health
from tests.factories import HoldFactory, MessageFactory, PersonFactory, secretary

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 8)


def hours(number: int) -> timedelta:
    return timedelta(hours=number)


def test_the_outbox_shows_what_is_no_secret_newest_first(queries):
    first = MessageFactory(created_at=AT - hours(2), to_person=PersonFactory())
    second = MessageFactory(created_at=AT - hours(1), to_person=PersonFactory())
    MessageFactory(created_at=AT, is_secret=True)

    assert list(outbox()) == [second, first]
    assert queries(lambda: [message.to_person.full_name for message in outbox()]) == 1


def test_an_empty_outbox_is_well():
    assert outbox_health(at=AT) == OutboxHealth(None, failed=0, unknown=0, expired=0)


def test_what_is_due_and_not_sent_ages(queries):
    MessageFactory(send_after=AT - hours(3))
    MessageFactory(send_after=AT - hours(5))
    MessageFactory(send_after=AT + hours(1))
    for state in set(MessageState) - {MessageState.WAITING, MessageState.SENDING}:
        MessageFactory(send_after=AT - hours(9), state=state)

    assert outbox_health(at=AT).waits == hours(5)
    assert queries(lambda: outbox_health(at=AT)) == 2


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENDING])
def test_a_mail_that_is_tried_again_and_again_ages_all_the_same(state):
    MessageFactory(due_at=AT - hours(5), send_after=AT + hours(1), state=state)

    found = outbox_health(at=AT)

    assert (found.waits, found.is_late) == (hours(5), True)


@pytest.mark.parametrize(("minutes", "is_late"), [(60, False), (61, True)])
def test_mail_is_late_after_an_hour(minutes, is_late):
    MessageFactory(send_after=AT - timedelta(minutes=minutes))

    assert outbox_health(at=AT).is_late == is_late


@pytest.mark.parametrize(("ago", "counted"), [(hours(16), 1), (hours(72), 1), (hours(73), 0)])
def test_what_was_given_up_unsent_is_counted_for_some_days(ago, counted):
    MessageFactory(state=MessageState.EXPIRED, expires_at=AT - ago)

    assert outbox_health(at=AT) == OutboxHealth(None, failed=0, unknown=0, expired=counted)


def test_what_a_person_must_look_at_is_counted():
    MessageFactory(state=MessageState.FAILED)
    MessageFactory(state=MessageState.FAILED)
    MessageFactory(state=MessageState.UNKNOWN)
    MessageFactory(state=MessageState.RETURNED)

    found = replace(outbox_health(at=AT), delivered_at=None)

    assert found == OutboxHealth(None, failed=2, unknown=1, expired=0, returned=1)


@pytest.mark.parametrize("state", ["failed", "unknown", "returned", "expired"])
def test_what_is_set_aside_is_no_alarm(state):
    MessageFactory(state=state, expires_at=AT - hours(1), settled_at=AT, settled_by=secretary())

    assert outbox_health(at=AT) == OutboxHealth(None)


def test_what_is_held_back_does_not_age(queries):
    held, other = PersonFactory(), PersonFactory()
    HoldFactory(person=held, at=AT - hours(9))
    MessageFactory(kind=Notice.DIGEST, to_person=held, send_after=AT - hours(5))
    MessageFactory(kind="account", to_person=held, send_after=AT - hours(4))
    MessageFactory(kind=Notice.DIGEST, to_person=other, send_after=AT - hours(3))

    assert outbox_health(at=AT).waits == hours(4)
    # Because mail about work waits, calendar and settings; they are kept, and outside of a page asked for each time.
    assert queries(lambda: outbox_health(at=AT)) == 2 + 3


def test_an_address_from_which_mail_came_back_is_marked_until_that_is_set_aside(queries):
    came_back = MessageFactory(state=MessageState.RETURNED, to_address="a@example.vn")
    MessageFactory(to_address="a@example.vn")
    MessageFactory(to_address="b@example.vn")

    assert {(one.to_address, one.address_bounces) for one in outbox()} == {
        ("a@example.vn", True),
        ("b@example.vn", False),
    }
    assert queries(lambda: list(outbox())) == 1
    came_back.settled_at, came_back.settled_by = AT, secretary()
    came_back.save()
    assert not any(one.address_bounces for one in outbox())


@pytest.mark.parametrize(
    ("enabled", "allowed", "bar"),
    [
        (False, None, None),
        (False, "there", None),
        (True, None, Bar.NOBODY_ALLOWED),
        (True, "there", Bar.ANOTHER_INSTALLATION),
        (True, "here", None),
    ],
)
def test_mail_leaves_from_where_the_database_names_the_installation(settings, enabled, allowed, bar):
    settings.MAIL_ENABLED, settings.MAIL_MARKER = enabled, "here"
    if allowed:
        MailPermit.objects.create(pk=1, marker=allowed, at=AT)

    assert bar_to_mail() == bar


def test_who_is_held_at_a_moment(queries):
    person = PersonFactory()
    assert held_people(AT) == (False, frozenset())
    HoldFactory(person=person, at=AT - hours(1), ends_at=AT + hours(1))
    HoldFactory(person=PersonFactory(), at=AT - hours(2), ends_at=AT)
    HoldFactory(person=PersonFactory(), at=AT + hours(1))
    HoldFactory(person=PersonFactory(), at=AT - hours(1), ended_at=AT)
    assert (held_people(AT), hold_of_everything(AT)) == ((False, {person.pk}), None)

    everything = HoldFactory(at=AT - hours(1))

    assert held_people(AT) == (True, {person.pk})
    assert hold_of_everything(AT) == everything
    assert queries(lambda: held_people(AT)) == queries(lambda: hold_of_everything(AT).who) == 1


@pytest.mark.parametrize(
    ("at", "waits"),
    [
        (at_time(date(2024, 10, 25), 16, 20), timedelta(minutes=20)),
        (at_time(date(2024, 10, 25), 22), None),
        (at_time(date(2024, 10, 26), 9), None),
        (at_time(date(2024, 10, 28), 7, 20), timedelta(minutes=5)),
        (at_time(date(2024, 10, 28), 9, 15), timedelta(hours=2)),
    ],
)
def test_mail_about_work_is_not_late_while_none_may_leave(at, waits):
    """Due on a Friday at four in the afternoon."""
    MessageFactory(kind=Notice.URGING, created_at=at_time(date(2024, 10, 25), 16))

    assert outbox_health(at=at).waits == waits
