"""Into the outbox."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import MailOutsideTransaction, deliver_due, queue, supersede_older
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tests.factories import MessageFactory, PersonFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 15)
AT = at_time(DAY, 7, 15)
MAIL = Rendered(subject="Nhắc việc", text="Kính gửi đồng chí\n", html="<p>Kính gửi đồng chí</p>", language="vi")


def waiting(**given) -> Message:
    return MessageFactory(**({"created_at": AT, "expires_at": at_time(DAY, 16, 30)} | given))


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def put(key="digest:1", **given) -> Message | None:
    details = {"kind": "digest", "to_address": "a@example.vn", "at": AT, "expires_at": at_time(DAY, 16, 30)}
    return queue(MAIL, key=key, **(details | given))


def test_a_mail_is_stored_and_waits():
    person = PersonFactory()
    with transaction.atomic():
        message = put(to_person=person, headers={"List-Id": "<reminders.example.vn>"})

    message.refresh_from_db()
    assert (message.state, message.subject, message.text, message.html) == (
        "waiting",
        MAIL.subject,
        MAIL.text,
        MAIL.html,
    )
    assert (message.to_person, message.to_address, message.headers) == (
        person,
        "a@example.vn",
        {"List-Id": "<reminders.example.vn>"},
    )
    assert (message.created_at, message.composed_at, message.due_at, message.send_after) == (AT, AT, AT, AT)


def test_a_mail_can_be_put_in_before_it_is_written():
    with transaction.atomic():
        message = queue(None, key="digest:1", kind="digest", to_address="a@example.vn", at=AT, expires_at=AT)

    message.refresh_from_db()
    assert (message.state, message.composed_at, message.subject, message.text) == ("waiting", None, "", "")


def test_a_mail_for_later_is_due_then():
    with transaction.atomic():
        message = put(send_after=AT + timedelta(hours=1))

    assert (message.due_at, message.send_after) == (AT + timedelta(hours=1), AT + timedelta(hours=1))


def test_a_key_is_stored_once_and_the_transaction_goes_on():
    with transaction.atomic():
        first = put()
        second = put()
        third = put(key="digest:2")

    assert (second, set(Message.objects.all())) == (None, {first, third})


def test_outside_a_transaction_nothing_is_stored():
    with pytest.raises(MailOutsideTransaction):
        put()

    assert Message.objects.count() == 0


def test_a_rolled_back_change_sends_nothing(mailoutbox):
    with pytest.raises(RuntimeError), transaction.atomic():
        put()
        raise RuntimeError

    assert (deliver_due(at=AT), mailoutbox, Message.objects.count()) == ({}, [], 0)


def test_the_new_one_supersedes_the_persons_older_ones_of_its_kind_that_wait():
    person, yesterday = PersonFactory(), AT - timedelta(days=1)
    old = waiting(kind="digest", to_person=person, send_after=yesterday)
    kept = [
        waiting(kind="digest", to_person=person, send_after=yesterday, state=MessageState.SENDING),
        waiting(kind="digest", to_person=person, send_after=yesterday, state=MessageState.FAILED),
        waiting(kind="urging", to_person=person, send_after=yesterday),
        waiting(kind="digest", to_person=PersonFactory(), send_after=yesterday),
        waiting(kind="digest", to_person=person, send_after=AT + timedelta(days=1)),
    ]
    before = [message.state for message in kept]

    assert supersede_older(waiting(kind="digest", to_person=person)) == 1

    assert state_of(old) == MessageState.SUPERSEDED
    assert [state_of(message) for message in kept] == before
