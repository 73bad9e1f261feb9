from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tests.constraints import refused_by
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 7, 15)


def test_a_key_is_used_once():
    MessageFactory(key="digest:1:2024-10-15")

    with pytest.raises(IntegrityError, match="key"):
        MessageFactory(key="digest:1:2024-10-15")


def test_a_sent_message_has_a_time_of_sending():
    with refused_by("a_sent_message_and_only_it_has_a_time_of_sending"):
        MessageFactory(state=MessageState.SENT, sent_at=None)


@pytest.mark.parametrize("state", [state for state in MessageState if state != MessageState.SENT])
def test_only_a_sent_message_has_a_time_of_sending(state):
    with refused_by("a_sent_message_and_only_it_has_a_time_of_sending"):
        MessageFactory(state=state, sent_at=AT)


def test_due_are_those_that_wait_and_whose_time_has_come_oldest_first():
    now = MessageFactory(send_after=AT)
    earlier = MessageFactory(send_after=AT - timedelta(hours=1))
    MessageFactory(send_after=AT + timedelta(seconds=1))
    for state in set(MessageState) - {MessageState.WAITING}:
        MessageFactory(send_after=AT, state=state)

    assert list(Message.objects.due(AT)) == [earlier, now]


@pytest.mark.parametrize(("minutes", "is_stale"), [(15, False), (16, True)])
def test_a_claim_is_stale_after_its_time(minutes, is_stale):
    MessageFactory(state=MessageState.SENDING, claimed_at=AT - timedelta(minutes=minutes))
    MessageFactory(state=MessageState.WAITING)

    assert Message.objects.stale_claims(AT, timedelta(minutes=15)).exists() == is_stale


def test_secrets_are_not_shown():
    shown = MessageFactory()
    MessageFactory(is_secret=True)

    assert list(Message.objects.showable()) == [shown]
