"""With a mail server: what it answers, and what becomes of the mail."""

import smtplib
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from tasks_app.mailing import rules
from tasks_app.mailing.actions import deliver_due, transport
from tasks_app.mailing.enums import MessageState
from tests.mailing.letters import AT, state_of, waiting
from tests.smtp_sink import Step

pytestmark = pytest.mark.django_db


def test_a_mail_goes_over_the_wire(sink, settings):
    settings.DEFAULT_FROM_EMAIL = "Cải cách hành chính <reform@example.org>"
    message = waiting(
        subject="2 việc quá hạn, và một dòng dài đến mức phải được ngắt ra trong phần đầu của thư " * 2,
        text="Kính gửi đồng chí Huấn,\n.\nhết\n",
        html="<p>Kính gửi đồng chí Huấn,</p>",
        to_address="a@example.vn",
        key="digest:12:2024-10-15",
        headers={"List-Id": "<reminders.example.vn>"},
    )

    assert deliver_due(at=AT) == {"sent": 1}

    [accepted] = sink.accepted
    assert (accepted.sender, accepted.recipients) == ("reform@example.org", ("a@example.vn",))
    assert accepted.message_id == "<digest.12.2024-10-15@127.0.0.1>"
    mail = message_from_bytes(accepted.content, policy=policy.default)
    assert (mail["Subject"].strip(), mail["To"], mail["From"]) == (
        message.subject.strip(),
        "a@example.vn",
        "Cải cách hành chính <reform@example.org>",
    )
    assert (mail["List-Id"], mail["Auto-Submitted"]) == ("<reminders.example.vn>", "auto-generated")
    assert AT <= mail["Date"].datetime < AT + timedelta(minutes=1)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()] == [message.text, message.html]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert max(len(line) for line in accepted.content.splitlines()) <= 998
    assert state_of(message) == MessageState.SENT


def test_many_mails_go_over_one_connection(sink):
    for _ in range(rules.CHUNK + 5):
        waiting()

    assert deliver_due(at=AT) == {"sent": rules.CHUNK + 5}

    assert (len(sink.accepted), sink.connections) == (rules.CHUNK + 5, 1)


def test_a_server_that_is_not_there_is_tried_again_with_growing_pauses(sink):
    message = waiting()
    at, pauses = AT, []

    sink.refuse()
    for _ in range(6):
        assert deliver_due(at=at) == {"waiting": 1}
        message.refresh_from_db()
        pauses.append(round((message.send_after - at).total_seconds() / 60))
        at = message.send_after

    assert pauses == [1, 5, 15, 30, 60, 60]
    assert (message.attempts, message.state, message.due_at) == (6, MessageState.WAITING, AT)
    assert "ConnectionRefusedError" in message.last_error
    sink.listen()
    assert deliver_due(at=at) == {"sent": 1}
    message.refresh_from_db()
    assert (len(sink.accepted), message.attempts, message.last_error) == (1, 7, "")


def test_between_two_attempts_it_is_left_alone(sink):
    waiting()
    sink.refuse()

    assert deliver_due(at=AT) == {"waiting": 1}
    assert deliver_due(at=AT + timedelta(seconds=30)) == {}


def test_it_is_given_up_when_the_next_attempt_would_come_too_late(sink):
    message = waiting(expires_at=AT + timedelta(seconds=30))
    sink.refuse()

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
def test_a_temporary_refusal_is_tried_again_and_a_permanent_one_is_not(sink, at_the, answer, state):
    message = waiting(to_address="a@example.vn")
    setattr(sink.behaviour, at_the, {"a@example.vn": answer})

    assert deliver_due(at=AT) == {state: 1}
    assert deliver_due(at=AT + timedelta(seconds=30)) == {}

    message.refresh_from_db()
    assert (message.state, message.attempts, sink.accepted) == (state, 1, [])
    assert answer[4:] in message.last_error


def test_one_bad_address_never_stops_the_others(sink):
    addresses = ["a@example.vn", "sai@example.vn", "b@example.vn", "ban@example.vn", "c@example.vn"]
    messages = {address: waiting(to_address=address) for address in addresses}
    sink.behaviour.to_address = {"sai@example.vn": "550 No such mailbox", "ban@example.vn": "450 Busy"}

    assert deliver_due(at=AT) == {"sent": 3, "failed": 1, "waiting": 1}

    assert [one.recipients[0] for one in sink.accepted] == ["a@example.vn", "b@example.vn", "c@example.vn"]
    assert state_of(messages["sai@example.vn"]) == MessageState.FAILED
    assert sink.connections == 1  # a refusal is no failure of the connection


def test_addresses_that_are_all_refused_do_not_end_the_run(sink):
    messages = [waiting(to_address=f"sai{number}@example.vn") for number in range(rules.FAILURES_END_A_RUN + 2)]
    sink.behaviour.to_address = {one.to_address: "550 No such mailbox" for one in messages}

    assert deliver_due(at=AT) == {"failed": len(messages)}


def test_a_connection_that_breaks_is_opened_anew_for_the_next(sink):
    waiting(to_address="a@example.vn")
    waiting(to_address="ban@example.vn")
    waiting(to_address="b@example.vn")
    sink.behaviour.to_address = {"ban@example.vn": "421 4.3.2 Shutting down"}

    assert deliver_due(at=AT) == {"sent": 2, "waiting": 1}

    assert sink.connections == 2


def test_a_server_that_fails_several_times_in_a_row_ends_the_run_and_the_rest_is_untried(sink):
    messages = [waiting() for _ in range(rules.FAILURES_END_A_RUN + 4)]
    sink.refuse()

    assert deliver_due(at=AT) == {"waiting": rules.FAILURES_END_A_RUN}

    for message in messages:
        message.refresh_from_db()
    assert [one.attempts for one in messages] == [1] * rules.FAILURES_END_A_RUN + [0] * 4
    assert {one.claimed_by for one in messages} == {""}
    sink.listen()
    assert deliver_due(at=AT + timedelta(seconds=5)) == {"sent": 4}
    assert deliver_due(at=AT + timedelta(minutes=2)) == {"sent": rules.FAILURES_END_A_RUN}


def test_what_is_marked_before_the_server_failed_stays_marked(sink):
    messages = [waiting() for _ in range(3)]
    sink.behaviour.to_address = {messages[1].to_address: "421 4.3.2 Shutting down"}

    assert deliver_due(at=AT) == {"sent": 2, "waiting": 1}

    assert [state_of(one) for one in messages] == ["sent", "waiting", "sent"]


def test_a_server_that_does_not_answer_is_left_after_a_while(sink, settings):
    settings.EMAIL_TIMEOUT = 0.2
    message = waiting()

    with sink.hold(Step.DATA):
        assert deliver_due(at=AT) == {"waiting": 1}

    assert state_of(message) == MessageState.WAITING
    assert "Timeout" in message.last_error or "timed out" in message.last_error


@contextmanager
def silent(sink):
    """It takes the message and never says so."""
    with sink.hold(Step.ACCEPTED):
        yield


@contextmanager
def dropping(sink):
    sink.behaviour.drops_at = Step.ACCEPTED
    yield
    sink.behaviour.drops_at = None


@pytest.mark.parametrize("falls_silent", [silent, dropping])
def test_a_server_that_falls_silent_when_it_has_the_mail_may_have_taken_it(sink, settings, falls_silent):
    """Tried again, such a mail came twice: here the server has it each time."""
    settings.EMAIL_TIMEOUT = 0.2
    message, other = waiting(), waiting(send_after=AT + timedelta(minutes=1))

    with falls_silent(sink):
        assert deliver_due(at=AT) == {"unknown": 1}
    assert deliver_due(at=AT + timedelta(minutes=90)) == {"sent": 1}

    assert (state_of(message), state_of(other)) == (MessageState.UNKNOWN, MessageState.SENT)
    assert (message.attempts, len(sink.accepted)) == (1, 2)
    assert "SMTPServerDisconnected" in message.last_error or "TimeoutError" in message.last_error


def test_where_what_is_unknown_is_sent_again_a_missing_answer_is_a_failure(sink, settings):
    settings.MAIL_RESEND_UNKNOWN = True
    message = waiting()

    with dropping(sink):
        assert deliver_due(at=AT) == {"waiting": 1}
    assert deliver_due(at=AT + timedelta(minutes=2)) == {"sent": 1}

    assert (state_of(message), len(sink.accepted)) == (MessageState.SENT, 2)


def test_a_server_that_refuses_us_is_about_us_and_not_about_the_mail(sink, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "reform", "wrong"
    message = waiting()

    assert deliver_due(at=AT) == {"waiting": 1}

    assert state_of(message) == MessageState.WAITING


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), None),
        (smtplib.SMTPSenderRefused(550, b"no", "us@example.vn"), None),
        (smtplib.SMTPServerDisconnected("gone"), None),
        (TimeoutError(), None),
        (smtplib.SMTPDataError(554, b"no"), 554),
        (smtplib.SMTPRecipientsRefused({"a@example.vn": (550, b"no")}), 550),
    ],
)
def test_only_an_answer_to_the_message_or_its_address_is_about_it(error, code):
    assert transport._code_of_refusal(error) == code


def test_the_secret_of_a_mail_that_is_tried_again_is_kept_and_of_one_that_is_given_up_forgotten(sink):
    again = waiting(is_secret=True, text="liên kết", to_address="ban@example.vn")
    never = waiting(is_secret=True, text="liên kết", to_address="sai@example.vn")
    sink.behaviour.to_address = {"ban@example.vn": "450 Busy", "sai@example.vn": "550 No such mailbox"}

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
