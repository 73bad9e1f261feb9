"""Out of the outbox: the life of a mail up to the mail server or to the reason why not."""

from datetime import timedelta

import pytest

from tasks_app.mailing import rules
from tasks_app.mailing.actions import deliver_due, delivery
from tasks_app.mailing.actions.transport import MailServer
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tests.mailing.letters import AT, state_of, waiting

pytestmark = pytest.mark.django_db


def test_what_is_due_is_sent(mailoutbox):
    message = waiting(subject="Nhắc việc", text="Kính gửi\n", html="<p>Kính gửi</p>", to_address="a@example.vn")

    assert deliver_due(at=AT) == {"sent": 1}

    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (MessageState.SENT, 1, "")
    assert AT <= message.sent_at < AT + timedelta(seconds=60)
    [mail] = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (["a@example.vn"], "Nhắc việc", "Kính gửi\n")
    assert [(part.content, part.mimetype) for part in mail.alternatives] == [("<p>Kính gửi</p>", "text/html")]


def test_a_mail_without_html_is_plain(mailoutbox):
    waiting(html="")

    deliver_due(at=AT)

    assert mailoutbox[0].alternatives == []


def test_a_mail_says_that_no_person_typed_it_and_is_the_same_mail_however_often_it_comes(mailoutbox):
    waiting(key="digest:12:2024-10-15", headers={"List-Id": "<reminders.example.vn>"})

    deliver_due(at=AT)

    headers = mailoutbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == "<digest.12.2024-10-15@127.0.0.1>"
    assert headers["List-Id"] == "<reminders.example.vn>"


def test_what_is_not_due_waits(mailoutbox):
    waiting(send_after=AT + timedelta(minutes=1))
    for state in set(MessageState) - {MessageState.WAITING}:
        waiting(state=state, claimed_at=AT)

    assert (deliver_due(at=AT), mailoutbox) == ({}, [])


def test_nothing_is_sent_twice(mailoutbox):
    waiting()

    deliver_due(at=AT)
    deliver_due(at=AT + timedelta(minutes=1))

    assert len(mailoutbox) == 1


def test_what_has_expired_does_not_go_out_days_later(mailoutbox):
    message = waiting(expires_at=AT - timedelta(seconds=1))

    assert (deliver_due(at=AT), state_of(message), mailoutbox) == ({}, MessageState.EXPIRED, [])


def test_the_last_moment_still_counts(mailoutbox):
    waiting(expires_at=AT + timedelta(seconds=30))

    deliver_due(at=AT)

    assert len(mailoutbox) == 1


def test_a_sender_that_died_leaves_a_mail_of_which_nobody_knows(mailoutbox):
    message = waiting(state=MessageState.SENDING, claimed_at=AT - timedelta(minutes=16))
    just_claimed = waiting(state=MessageState.SENDING, claimed_at=AT - timedelta(minutes=14))

    deliver_due(at=AT)

    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.UNKNOWN, "sender died after claiming")
    assert state_of(just_claimed) == MessageState.SENDING
    assert mailoutbox == []


def test_secrets_are_forgotten_once_they_are_sent(mailoutbox):
    secret, other = waiting(is_secret=True, text="liên kết"), waiting(text="nhắc việc")

    deliver_due(at=AT)

    secret.refresh_from_db()
    other.refresh_from_db()
    assert (secret.text, secret.html, other.text) == ("", "", "nhắc việc")
    assert "liên kết" in [mail.body for mail in mailoutbox]


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ({"state": MessageState.SENDING, "claimed_at": AT - timedelta(minutes=16)}, MessageState.UNKNOWN),
        ({"expires_at": AT - timedelta(seconds=1)}, MessageState.EXPIRED),
    ],
)
def test_secrets_are_forgotten_where_they_are_given_up_without_another_attempt(how, state):
    secret, other = waiting(is_secret=True, **how), waiting(text="nhắc việc", html="<p>nhắc việc</p>", **how)

    deliver_due(at=AT)

    assert (state_of(secret), secret.text, secret.html) == (state, "", "")
    assert (state_of(other), other.text, other.html) == (state, "nhắc việc", "<p>nhắc việc</p>")


def test_a_header_that_cannot_be_written_fails_alone(mailoutbox):
    broken = waiting(headers={"List-Id": "<a>\r\nBcc: ke.gian@example.com"})
    fine = waiting()

    deliver_due(at=AT)

    assert (state_of(broken), state_of(fine)) == (MessageState.FAILED, MessageState.SENT)
    assert "BadHeaderError" in broken.last_error
    assert [mail.to for mail in mailoutbox] == [[fine.to_address]]


def test_more_than_a_chunk_goes_out_in_one_run(mailoutbox):
    for _ in range(rules.CHUNK + 3):
        waiting()

    assert deliver_due(at=AT) == {"sent": rules.CHUNK + 3}

    assert Message.objects.filter(state=MessageState.SENT, attempts=1).count() == len(mailoutbox) == rules.CHUNK + 3


def test_a_long_run_ends_gives_back_what_it_has_not_come_to_and_the_next_goes_on(mailoutbox, monkeypatch):
    """A claim must not grow stale while its own sender still works."""
    seconds = iter(range(0, 100_000, 60))
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "monotonic", lambda: next(seconds))
        for _ in range(4):
            waiting()

        outcome = deliver_due(at=AT)

    sent = Message.objects.filter(state="sent")
    assert 0 < outcome["sent"] == sent.count() < 4
    assert all(
        AT < at <= AT + rules.A_RUN_ENDS_AFTER + timedelta(minutes=3) for at in sent.values_list("sent_at", flat=True)
    )
    assert set(Message.objects.exclude(state="sent").values_list("state", "claimed_by", "attempts")) == {
        ("waiting", "", 0)
    }
    assert rules.A_RUN_ENDS_AFTER + timedelta(minutes=3) < rules.CLAIM_IS_STALE_AFTER
    assert deliver_due(at=AT + timedelta(minutes=6)) == {"sent": 4 - outcome["sent"]}


def test_what_expires_while_it_is_leased_is_not_sent(mailoutbox, monkeypatch):
    message = waiting(expires_at=AT + timedelta(seconds=30))
    seconds = iter([0, 0, 0, *range(60, 10_000)])
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "monotonic", lambda: next(seconds))

        assert deliver_due(at=AT) == {"expired": 1}

    assert (state_of(message), mailoutbox) == (MessageState.EXPIRED, [])


def test_what_is_taken_back_at_the_moment_of_sending_is_not_sent(mailoutbox, monkeypatch):
    """Between the lease and the hand-over, which on PostgreSQL others can come between."""
    taken, other = waiting(), waiting()
    opened = MailServer.open

    def meanwhile(self):
        Message.objects.filter(pk=taken.pk).update(state=MessageState.SUPERSEDED)
        opened(self)

    with monkeypatch.context() as patch:
        patch.setattr(MailServer, "open", meanwhile)
        assert deliver_due(at=AT) == {"sent": 1}

    taken.refresh_from_db()
    assert (taken.state, taken.attempts) == (MessageState.SUPERSEDED, 0)
    assert [mail.to for mail in mailoutbox] == [[other.to_address]]
