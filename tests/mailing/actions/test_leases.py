"""Who may send which message: what a sender that dies leaves behind, and what it may still say if it lives."""

from datetime import timedelta

import pytest

from tasks_app.mailing import rules
from tasks_app.mailing.actions import deliver_due, leases
from tasks_app.mailing.actions.leases import Acceptance, hand_over, lease
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tests.factories import set_options
from tests.mailing.letters import AT, says, state_of, unwritten, waiting

pytestmark = pytest.mark.django_db

SOON = AT + timedelta(seconds=1)
LEFT = (MessageState.SENT, MessageState.RETURNED)
LATER = AT + rules.CLAIM_IS_STALE_AFTER + timedelta(minutes=1)


def test_a_lease_leaves_them_waiting_and_gives_them_to_nobody_else():
    first, second = waiting(send_after=AT), waiting(send_after=AT - timedelta(minutes=1))

    assert lease("one", at=AT) == [second, first]
    assert lease("two", at=SOON) == []
    assert set(Message.objects.values_list("state", "claimed_by", "claimed_at", "attempts")) == {
        ("waiting", "one", AT, 0)
    }


def test_a_lease_is_a_chunk():
    for _ in range(rules.CHUNK + 1):
        waiting()

    assert (len(lease("one", at=AT)), len(lease("two", at=AT))) == (rules.CHUNK, 1)


def test_what_is_put_off_is_not_leased_before_its_time():
    waiting(send_after=SOON)

    assert lease("one", at=AT) == []


def test_what_a_dead_sender_has_leased_is_leased_again(mailoutbox):
    waiting(), waiting()
    lease("dead", at=AT)

    assert deliver_due(at=AT + rules.LEASE - timedelta(minutes=1)) == {}
    assert deliver_due(at=AT + rules.LEASE + timedelta(seconds=1)) == {"sent": 2}

    assert len(mailoutbox) == 2


def test_what_is_given_back_is_leased_at_once():
    message = waiting()
    lease("one", at=AT)

    assert leases.give_back("two", [message]) == 0
    assert leases.give_back("one", [message]) == 1
    assert lease("two", at=AT) == [message]


def test_from_hand_to_hand_in_one_statement(queries):
    first, second = waiting(is_secret=True), waiting()
    lease("one", at=AT)

    assert hand_over("one", None, first, at=AT)
    first.refresh_from_db()
    assert (first.state, first.claimed_at, first.attempts, first.sent_at) == (MessageState.SENDING, AT, 1, None)
    assert queries(lambda: hand_over("one", Acceptance(first, SOON), second, at=SOON)) == 1

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.sent_at, first.attempts, first.text, first.html) == (MessageState.SENT, SOON, 1, "", "")
    assert (second.state, second.claimed_at, second.attempts) == (MessageState.SENDING, SOON, 1)
    assert "Kính gửi" in second.text
    assert not hand_over("one", Acceptance(second, SOON), None, at=SOON)
    assert state_of(second) == MessageState.SENT


def test_what_was_just_composed_is_stored_before_it_is_sent():
    before, message = unwritten(), unwritten()
    lease("one", at=AT)
    for one in (before, message):
        one.write(says(f"“{one.pk}” 100 % %s"))

    assert hand_over("one", None, before, is_new=True, at=AT)
    assert hand_over("one", Acceptance(before, SOON), message, is_new=True, at=SOON)

    for one, at in ((before, AT), (message, SOON)):
        one.refresh_from_db()
        assert (one.subject, one.text, one.composed_at) == (f"“{one.pk}” 100 % %s", f"“{one.pk}” 100 % %s\n", at)


@pytest.mark.parametrize("state", [state for state in MessageState if state != MessageState.WAITING])
def test_what_is_no_longer_waiting_is_not_handed_over(state):
    before, message = waiting(), waiting()
    lease("one", at=AT)
    hand_over("one", None, before, at=AT)
    Message.objects.filter(pk=message.pk).update(state=state, sent_at=AT if state in LEFT else None)

    assert not hand_over("one", Acceptance(before, AT), message, at=AT)

    assert (state_of(before), state_of(message)) == (MessageState.SENT, state)


def test_what_another_has_leased_since_is_not_handed_over():
    message = waiting()
    lease("slow", at=AT)
    lease("quick", at=AT + rules.LEASE + timedelta(seconds=1))

    assert not hand_over("slow", None, message, at=LATER)
    assert hand_over("quick", None, message, at=LATER)


def test_of_one_message_at_most_nobody_knows_and_the_others_go_out(mailoutbox):
    sent, lost, rest = waiting(), waiting(), waiting()
    lease("dead", at=AT)
    hand_over("dead", None, sent, at=AT)
    hand_over("dead", Acceptance(sent, AT), lost, at=AT)

    assert deliver_due(at=LATER) == {"sent": 1}

    lost.refresh_from_db()
    assert (lost.state, lost.last_error) == (MessageState.UNKNOWN, "sender died after claiming")
    assert (state_of(sent), state_of(rest)) == (MessageState.SENT, MessageState.SENT)
    assert [mail.to for mail in mailoutbox] == [[rest.to_address]]
    assert deliver_due(at=LATER + timedelta(days=1)) == {}


def test_a_late_success_of_the_same_claim_is_believed():
    message = waiting()
    lease("slow", at=AT)
    hand_over("slow", None, message, at=AT)
    deliver_due(at=LATER)
    assert state_of(message) == MessageState.UNKNOWN

    hand_over("slow", Acceptance(message, LATER), None, at=LATER)

    message.refresh_from_db()
    assert (message.state, message.sent_at, message.last_error) == (MessageState.SENT, LATER, "")


def test_a_late_success_changes_nothing_once_somebody_has_decided(caplog):
    message = waiting()
    lease("slow", at=AT)
    hand_over("slow", None, message, at=AT)
    Message.objects.update(state=MessageState.WAITING, claimed_by="")

    hand_over("slow", Acceptance(message, LATER), None, at=LATER)

    assert state_of(message) == MessageState.WAITING
    assert "somebody else had decided" in caplog.text


def test_where_the_setting_says_so_what_is_unknown_is_sent_again(settings, mailoutbox):
    settings.MAIL_RESEND_UNKNOWN = True
    message = waiting(is_secret=True, text="liên kết")
    lease("dead", at=AT)
    hand_over("dead", None, message, at=AT)

    assert deliver_due(at=LATER) == {"sent": 1}

    message.refresh_from_db()
    assert (message.state, message.attempts, [mail.body for mail in mailoutbox]) == ("sent", 2, ["liên kết"])


def test_where_it_is_sent_again_a_late_success_spares_the_second(settings, mailoutbox):
    settings.MAIL_RESEND_UNKNOWN = True
    message = waiting()
    lease("slow", at=AT)
    hand_over("slow", None, message, at=AT)
    leases.give_up_stale_claims(at=LATER)
    assert state_of(message) == MessageState.WAITING

    hand_over("slow", Acceptance(message, LATER), None, at=LATER)

    assert (deliver_due(at=LATER), state_of(message), mailoutbox) == ({}, MessageState.SENT, [])


def test_no_more_than_so_many_a_minute(mailoutbox):
    set_options(mail_per_minute=3)
    for _ in range(5):
        waiting()

    assert deliver_due(at=AT) == {"sent": 3}
    assert deliver_due(at=AT + timedelta(seconds=30)) == {}
    assert deliver_due(at=AT + timedelta(seconds=90)) == {"sent": 2}


def test_what_others_have_in_hand_counts_towards_the_rate(db):
    set_options(mail_per_minute=3)
    for _ in range(5):
        waiting()

    leased = lease("one", at=AT)
    hand_over("one", None, leased[0], at=AT)

    assert (len(leased), lease("two", at=SOON)) == (3, [])
    leases.give_back("one", leased[1:])
    assert len(lease("two", at=SOON)) == 2
