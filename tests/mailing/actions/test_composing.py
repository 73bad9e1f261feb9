"""Mails that are written when they leave, of what is so by then."""

from datetime import timedelta

import pytest

from tasks_app.mailing import rules
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import MessageState
from tests.mailing.letters import AT, composed_by, says, state_of, unwritten, waiting

pytestmark = pytest.mark.django_db


def by_key(messages, *, at):
    return lambda message: says(f"to {message.key}")


def test_it_is_composed_when_it_leaves_and_what_was_sent_can_be_read(mailoutbox):
    message = unwritten(key="late:1")

    with composed_by(by_key):
        assert deliver_due(at=AT + timedelta(hours=1)) == {"sent": 1}

    [mail] = mailoutbox
    assert (mail.subject, mail.body) == ("to late:1", "to late:1\n")
    message.refresh_from_db()
    assert (message.subject, message.text, message.html) == ("to late:1", "to late:1\n", "<p>to late:1</p>")
    assert (message.language, message.composed_at >= AT + timedelta(hours=1)) == ("en", True)


def test_a_composer_is_asked_once_for_a_chunk_and_only_for_its_own(mailoutbox):
    asked = []

    def prepare(messages, *, at):
        asked.append(([one.key for one in messages], at >= AT))
        return lambda message: says(message.key)

    for number in range(3):
        unwritten(key=f"late:{number}")
    waiting(kind="late", subject="written at once")
    with composed_by(prepare):
        deliver_due(at=AT)

    assert asked == [(["late:0", "late:1", "late:2"], True)]
    assert {mail.subject for mail in mailoutbox} == {"late:0", "late:1", "late:2", "written at once"}


def test_delivering_more_takes_one_statement_a_message(queries):
    def deliver(number):
        for _ in range(number):
            unwritten()
        return queries(lambda: deliver_due(at=AT))

    with composed_by(by_key):
        deliver(1)  # what is kept from now on
        assert deliver(12) - deliver(2) == 10


def test_where_nothing_is_left_to_say_nothing_is_sent(mailoutbox):
    empty, other = unwritten(key="late:1"), unwritten(key="late:2")

    def prepare(messages, *, at):
        return lambda message: None if message.pk == empty.pk else says("còn việc")

    with composed_by(prepare):
        assert deliver_due(at=AT) == {"superseded": 1, "sent": 1}

    empty.refresh_from_db()
    assert (empty.state, empty.attempts, empty.text) == (MessageState.SUPERSEDED, 0, "")
    assert "nothing was left to say" in empty.last_error
    assert (state_of(other), len(mailoutbox)) == ("sent", 1)


def test_a_mail_that_cannot_be_composed_fails_alone(mailoutbox):
    broken, fine = unwritten(key="late:1"), unwritten(key="late:2")

    def prepare(messages, *, at):
        return lambda message: says({fine.pk: "còn việc"}[message.pk])

    with composed_by(prepare):
        assert deliver_due(at=AT) == {"failed": 1, "sent": 1}

    assert state_of(broken) == MessageState.FAILED
    assert broken.last_error == f"KeyError: {broken.pk}"
    assert (state_of(fine), len(mailoutbox)) == (MessageState.SENT, 1)


def test_a_kind_that_cannot_be_prepared_is_tried_again_with_pauses_and_then_fails(mailoutbox):
    message, other = unwritten(), waiting()
    at, pauses = AT, []

    def prepare(messages, *, at):
        raise RuntimeError("no calendar")

    with composed_by(prepare):
        assert deliver_due(at=at) == {"waiting": 1, "sent": 1}
        message.refresh_from_db()
        while message.state == MessageState.WAITING:
            assert (message.claimed_by, message.subject, message.composed_at) == ("", "", None)
            pauses.append(round((message.send_after - at).total_seconds() / 60))
            at = message.send_after
            deliver_due(at=at)
            message.refresh_from_db()

    assert pauses == [1, 5, 15, 30, 60]
    assert (message.state, message.attempts) == (MessageState.FAILED, rules.ATTEMPTS_TO_PREPARE)
    assert message.last_error == "RuntimeError: no calendar"
    assert (state_of(other), len(mailoutbox)) == (MessageState.SENT, 1)


def test_without_a_composer_it_is_tried_again(mailoutbox):
    """An older worker may meet what a newer one has put in."""
    message = unwritten()

    assert deliver_due(at=AT) == {"waiting": 1}
    with composed_by(by_key):
        assert deliver_due(at=AT + timedelta(minutes=2)) == {"sent": 1}

    assert (state_of(message), message.attempts) == (MessageState.SENT, 2)


def test_what_could_not_go_out_is_composed_anew_at_the_next_attempt(sink):
    message = unwritten(to_address="ban@example.vn")
    sink.behaviour.to_address = {"ban@example.vn": "450 Busy"}

    with composed_by(lambda messages, *, at: lambda message: says("before")):
        assert deliver_due(at=AT) == {"waiting": 1}
    message.refresh_from_db()
    assert (message.subject, message.text, message.composed_at, message.attempts) == ("", "", None, 1)
    sink.behaviour.to_address = {}
    with composed_by(lambda messages, *, at: lambda message: says("after")):
        assert deliver_due(at=AT + timedelta(minutes=2)) == {"sent": 1}

    assert b"Subject: after" in sink.accepted[0].content


def test_what_was_refused_for_good_can_be_read(sink):
    message = unwritten(to_address="sai@example.vn")
    sink.behaviour.to_address = {"sai@example.vn": "550 No such mailbox"}

    with composed_by(by_key):
        assert deliver_due(at=AT) == {"failed": 1}

    message.refresh_from_db()
    assert message.subject == f"to {message.key}"
