from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import MailPermit, Message
from tests.constraints import refused_by
from tests.factories import HoldFactory, MessageFactory, PersonFactory, secretary

LEFT = (MessageState.SENT, MessageState.RETURNED)

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 7, 15)


def test_a_key_is_used_once():
    MessageFactory(key="digest:1:2024-10-15")

    with pytest.raises(IntegrityError, match="key"):
        MessageFactory(key="digest:1:2024-10-15")


@pytest.mark.parametrize("state", LEFT)
def test_what_left_has_a_time_of_sending(state):
    with refused_by("what_was_sent_and_only_that_has_a_time_of_sending"):
        MessageFactory(state=state, sent_at=None)


@pytest.mark.parametrize("state", [state for state in MessageState if state not in LEFT])
def test_only_what_left_has_a_time_of_sending(state):
    with refused_by("what_was_sent_and_only_that_has_a_time_of_sending"):
        MessageFactory(state=state, sent_at=AT)


@pytest.mark.parametrize("said", [{"subject": "Thư"}, {"text": "Kính gửi"}, {"html": "<p>"}])
def test_what_is_still_to_be_written_says_nothing(said):
    with refused_by("a_message_without_a_time_of_writing_says_nothing"):
        MessageFactory(**{"composed_at": None, "subject": "", "text": "", "html": ""} | said)


@pytest.mark.parametrize("state", [MessageState.SENDING, MessageState.SENT])
def test_nothing_is_sent_before_it_is_written(state):
    with refused_by("nothing_is_sent_before_it_is_written"):
        MessageFactory(composed_at=None, subject="", text="", html="", state=state)


@pytest.mark.parametrize("half", [{"settled_at": AT}, {"settled_by": True}])
def test_what_is_set_aside_says_when_and_by_whom(half):
    if "settled_by" in half:
        half = {"settled_by": secretary()}
    with refused_by("what_is_set_aside_says_when_and_by_whom"):
        MessageFactory(state=MessageState.FAILED, **half)


def test_a_hold_has_an_end_a_reason_and_a_maker():
    with refused_by("a_hold_ends_after_it_starts"):
        HoldFactory(ends_at=AT, starts_at=AT)
    with refused_by("a_hold_has_a_reason"):
        HoldFactory(reason="")
    with refused_by("a_hold_says_who_made_it"):
        HoldFactory(by=None)


def test_the_same_is_held_once_at_a_time():
    person = PersonFactory()
    HoldFactory(ended_at=AT), HoldFactory(), HoldFactory(person=person), HoldFactory(person=PersonFactory())

    with refused_by("nothing_is_held_twice_at_a_time"):
        HoldFactory()
    with refused_by("nothing_is_held_twice_at_a_time"):
        HoldFactory(person=person)


def test_one_permit_is_all_and_it_names_an_installation():
    MailPermit.objects.create(pk=1, marker="here", at=AT)

    with refused_by("there_is_one_permit_to_mail"):
        MailPermit.objects.create(pk=2, marker="there", at=AT)
    with refused_by("a_permit_to_mail_names_an_installation"):
        MailPermit.objects.update(marker="")


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
