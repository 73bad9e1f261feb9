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
    assert outbox_health(at=AT) == OutboxHealth(None, 0, 0)


def test_what_is_due_and_not_sent_ages(queries):
    MessageFactory(send_after=AT - hours(3))
    MessageFactory(send_after=AT - hours(5))
    MessageFactory(send_after=AT + hours(1))
    for state in (MessageState.SENT, MessageState.SENDING, MessageState.EXPIRED, MessageState.CANCELLED):
        MessageFactory(send_after=AT - hours(9), state=state)

    assert outbox_health(at=AT) == OutboxHealth(AT - hours(5), 0, 0)
    assert queries(lambda: outbox_health(at=AT)) == 1


def test_what_a_person_must_look_at_is_counted():
    MessageFactory(state=MessageState.FAILED)
    MessageFactory(state=MessageState.FAILED)
    MessageFactory(state=MessageState.UNKNOWN)

    assert outbox_health(at=AT) == OutboxHealth(None, 2, 1)
