"""What may be shown of the outbox, and how it stands."""

from datetime import date, timedelta

import pytest

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.queries import OutboxHealth, outbox, outbox_health
from tests.factories import MessageFactory, PersonFactory

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
    assert queries(lambda: outbox_health(at=AT)) == 1


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

    assert outbox_health(at=AT) == OutboxHealth(None, failed=2, unknown=1, expired=0)
