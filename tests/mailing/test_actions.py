"""The life of a mail, from the outbox to a mailbox or to the reason why not."""

import smtplib
import socket
import time
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.db import transaction

from tasks_app.common.dates import at_time
from tasks_app.mailing import actions, rules
from tasks_app.mailing.actions import deliver_due, queue, supersede_older
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


# --- Into the outbox --------------------------------------------------------------------------------------------------


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
    assert (message.created_at, message.due_at, message.send_after) == (AT, AT, AT)


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
    with pytest.raises(actions.MailOutsideTransaction):
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


# --- Out of it --------------------------------------------------------------------------------------------------------


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


def test_a_claim_is_made_once():
    message = waiting()

    claimed = actions._claim(message.pk, at=AT)

    assert (claimed, claimed.state, claimed.claimed_at) == (message, MessageState.SENDING, AT)
    assert actions._claim(message.pk, at=AT) is None


def test_a_mail_that_another_sender_has_put_off_is_not_claimed_before_its_time():
    message = waiting(send_after=AT + timedelta(minutes=5))

    assert actions._claim(message.pk, at=AT) is None
    assert state_of(message) == MessageState.WAITING


def test_a_sender_that_died_leaves_a_mail_of_which_nobody_knows(mailoutbox):
    message = waiting(state=MessageState.SENDING, claimed_at=AT - timedelta(minutes=16))
    just_claimed = waiting(state=MessageState.SENDING, claimed_at=AT - timedelta(minutes=14))

    deliver_due(at=AT)

    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.UNKNOWN, "sender died after claiming")
    assert state_of(just_claimed) == MessageState.SENDING
    assert mailoutbox == []


def test_a_crash_between_sending_and_marking_sends_nothing_again(mailoutbox, monkeypatch):
    message = waiting()

    def crash(self, **details):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Message, "save", crash)
        deliver_due(at=AT)
    assert state_of(message) == MessageState.SENDING
    deliver_due(at=AT + timedelta(minutes=1))
    deliver_due(at=AT + timedelta(minutes=20))

    assert (state_of(message), len(mailoutbox)) == (MessageState.UNKNOWN, 1)


def test_a_long_run_ends_and_the_next_goes_on(mailoutbox, monkeypatch):
    """A claim must not grow stale while its own sender still works."""
    seconds = iter(range(0, 10_000, 120))
    monkeypatch.setattr(actions, "monotonic", lambda: next(seconds))
    for _ in range(4):
        waiting()

    assert deliver_due(at=AT) == {"sent": 2}
    assert list(Message.objects.filter(state="sent").values_list("sent_at", flat=True).order_by("sent_at")) == [
        AT + timedelta(minutes=2),
        AT + timedelta(minutes=4),
    ]
    assert rules.A_RUN_ENDS_AFTER < rules.CLAIM_IS_STALE_AFTER
    assert deliver_due(at=AT + timedelta(minutes=6)) == {"sent": 2}


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


# --- With a mail server -----------------------------------------------------------------------------------------------


class Sink:
    """A mail server's behaviour: what it answers to an address or to the content, by the address."""

    def __init__(self, *, to_address=None, to_content=None, dawdles=0):
        self.to_address, self.to_content, self.dawdles = to_address or {}, to_content or {}, dawdles
        self.accepted = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's name
        if address in self.to_address:
            return self.to_address[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.dawdles:
            time.sleep(self.dawdles)
        refusal = self.to_content.get(envelope.rcpt_tos[0])
        if refusal:
            return refusal
        self.accepted.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """``with smtp(Sink(...)) as sink``: mail goes there over a real connection; None: to a port where nobody is."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 2

    @contextmanager
    def serve(sink: Sink | None = None):
        settings.EMAIL_PORT = free_port()
        if sink is None:
            yield
            return
        server = Controller(sink, hostname="127.0.0.1", port=settings.EMAIL_PORT)
        server.start()
        try:
            yield sink
        finally:
            server.stop()

    return serve


def test_a_mail_goes_over_the_wire(smtp):
    message = waiting(subject="2 việc quá hạn", text="Kính gửi đồng chí Huấn,\n", to_address="a@example.vn")

    with smtp(Sink()) as sink:
        assert deliver_due(at=AT) == {"sent": 1}

    [envelope] = sink.accepted
    content = envelope.content.decode()
    assert envelope.rcpt_tos == ["a@example.vn"]
    assert "Subject: =?utf-8?" in content
    assert "multipart/alternative" in content
    assert "Kính gửi đồng chí Huấn," in content
    assert state_of(message) == MessageState.SENT


def test_a_server_that_is_not_there_is_tried_again_with_growing_pauses(smtp):
    message = waiting(expires_at=at_time(DAY, 16, 30))
    at, pauses = AT, []

    with smtp(None):
        for _ in range(6):
            assert deliver_due(at=at) == {"waiting": 1}
            message.refresh_from_db()
            pauses.append(round((message.send_after - at).total_seconds() / 60))
            at = message.send_after

    assert pauses == [1, 5, 15, 30, 60, 60]
    assert (message.attempts, message.state, message.due_at) == (6, MessageState.WAITING, AT)
    assert "ConnectionRefusedError" in message.last_error
    with smtp(Sink()) as sink:
        assert deliver_due(at=at) == {"sent": 1}
    message.refresh_from_db()
    assert (len(sink.accepted), message.attempts, message.last_error) == (1, 7, "")


def test_between_two_attempts_it_is_left_alone(smtp):
    waiting()

    with smtp(None):
        assert deliver_due(at=AT) == {"waiting": 1}
        assert deliver_due(at=AT + timedelta(seconds=30)) == {}


def test_it_is_given_up_when_the_next_attempt_would_come_too_late(smtp):
    message = waiting(expires_at=AT + timedelta(seconds=30))

    with smtp(None):
        assert deliver_due(at=AT) == {"expired": 1}

    assert state_of(message) == MessageState.EXPIRED


@pytest.mark.parametrize("at_the", ["to_address", "to_content"])
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("450 4.2.1 Mailbox busy", MessageState.WAITING),
        ("452 4.2.2 Mailbox full", MessageState.WAITING),
        ("550 5.1.1 No such mailbox", MessageState.FAILED),
        ("552 5.2.2 Mailbox full", MessageState.FAILED),
    ],
)
def test_a_temporary_refusal_is_tried_again_and_a_permanent_one_is_not(smtp, at_the, answer, state):
    message = waiting(to_address="a@example.vn")

    with smtp(Sink(**{at_the: {"a@example.vn": answer}})) as sink:
        assert deliver_due(at=AT) == {state: 1}
        assert deliver_due(at=AT + timedelta(seconds=30)) == {}

    message.refresh_from_db()
    assert (message.state, message.attempts, sink.accepted) == (state, 1, [])
    assert answer[4:] in message.last_error


def test_one_bad_address_never_stops_the_others(smtp):
    addresses = ["a@example.vn", "sai@example.vn", "b@example.vn", "ban@example.vn", "c@example.vn"]
    messages = {address: waiting(to_address=address) for address in addresses}
    refusals = {"sai@example.vn": "550 No such mailbox", "ban@example.vn": "450 Busy"}

    with smtp(Sink(to_address=refusals)) as sink:
        assert deliver_due(at=AT) == {"sent": 3, "failed": 1, "waiting": 1}

    assert [envelope.rcpt_tos[0] for envelope in sink.accepted] == ["a@example.vn", "b@example.vn", "c@example.vn"]
    assert state_of(messages["sai@example.vn"]) == MessageState.FAILED


def test_a_server_that_does_not_answer_is_left_after_a_while(smtp, settings):
    settings.EMAIL_TIMEOUT = 0.2
    message = waiting()

    with smtp(Sink(dawdles=0.6)):
        assert deliver_due(at=AT) == {"waiting": 1}

    assert state_of(message) == MessageState.WAITING
    assert "Timeout" in message.last_error or "timed out" in message.last_error


def test_a_server_that_refuses_us_is_about_us_and_not_about_the_mail(smtp, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "reform", "wrong"
    message = waiting()

    with smtp(Sink()):
        assert deliver_due(at=AT) == {"waiting": 1}

    assert state_of(message) == MessageState.WAITING
    assert actions._reply_code(smtplib.SMTPAuthenticationError(535, b"no")) is None
    assert actions._reply_code(smtplib.SMTPSenderRefused(550, b"no", "us@example.vn")) is None


def test_the_secret_of_a_mail_that_is_tried_again_is_kept_and_of_one_that_is_given_up_forgotten(smtp):
    again = waiting(is_secret=True, text="liên kết", to_address="ban@example.vn")
    never = waiting(is_secret=True, text="liên kết", to_address="sai@example.vn")

    with smtp(Sink(to_address={"ban@example.vn": "450 Busy", "sai@example.vn": "550 No such mailbox"})):
        deliver_due(at=AT)

    again.refresh_from_db()
    never.refresh_from_db()
    assert (again.text, never.text, never.html) == ("liên kết", "", "")


def test_a_machine_that_may_not_mail_writes_files(settings, tmp_path):
    """What a restored copy does: see MAIL_ENABLED in the settings."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    waiting(subject="Nhắc việc")

    assert deliver_due(at=AT) == {"sent": 1}

    assert len(list(tmp_path.iterdir())) == 1
    assert django_mail.outbox == []
