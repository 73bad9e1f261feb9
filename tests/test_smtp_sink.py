"""The mail server that the faults are tried with does what they rely on."""

import smtplib

import pytest

from tests.smtp_sink import SinkProcess, SmtpSink, Step

MAIL = "Message-ID: <digest.1@example.vn>\r\nSubject: x\r\n\r\nnội dung\r\n".encode()


def send(port, *, to="a@example.vn", timeout=10.0):
    with smtplib.SMTP(SmtpSink.host, port, timeout=timeout) as client:
        client.sendmail("we@example.vn", [to], MAIL)


@pytest.fixture
def sink():
    with SmtpSink() as sink:
        yield sink


def test_what_is_accepted_is_kept(sink):
    send(sink.port)

    [message] = sink.accepted
    assert (message.message_id, message.sender, message.recipients) == (
        "<digest.1@example.vn>",
        "we@example.vn",
        ("a@example.vn",),
    )
    assert (message.size, message.content.endswith("nội dung\r\n".encode())) == (len(message.content), True)


def test_nobody_is_there_until_it_listens_again_at_the_same_port(sink):
    port = sink.port
    sink.refuse()
    with pytest.raises(ConnectionRefusedError):
        send(port)

    sink.listen()
    send(port)

    assert (sink.port, len(sink.accepted)) == (port, 1)


def test_it_greylists_each_address_once(sink):
    sink.behaviour.greylists = True
    for address in ("a@example.vn", "b@example.vn"):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            send(sink.port, to=address)
        assert refused.value.recipients[address][0] == 451
        send(sink.port, to=address)

    assert len(sink.accepted) == 2


def test_it_refuses_an_address_a_content_and_everybody(sink):
    sink.behaviour.to_address = {"sai@example.vn": "550 5.1.1 No such mailbox"}
    sink.behaviour.to_content = {"rac@example.vn": "554 5.6.0 Spam"}
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(sink.port, to="sai@example.vn")
    with pytest.raises(smtplib.SMTPDataError):
        send(sink.port, to="rac@example.vn")

    sink.behaviour.to_everybody = "421 4.3.2 Shutting down"
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        send(sink.port)
    sink.behaviour.greeting = "421 4.3.2 Too many connections"
    with pytest.raises(smtplib.SMTPConnectError):
        send(sink.port)

    assert (refused.value.smtp_code, sink.accepted) == (421, [])


@pytest.mark.parametrize(("step", "accepted"), [(Step.CONNECTED, 0), (Step.DATA, 0), (Step.ACCEPTED, 1)])
def test_it_drops_a_connection(sink, step, accepted):
    sink.behaviour.drops_at = step
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(sink.port)

    assert len(sink.accepted) == accepted


@pytest.mark.parametrize(("step", "accepted"), [(Step.CONNECTED, 0), (Step.DATA, 0), (Step.ACCEPTED, 1)])
def test_it_hangs_until_the_client_gives_up_and_serves_the_next(sink, step, accepted):
    with sink.hold(step) as hold:
        with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
            send(sink.port, timeout=0.3)
        hold.wait()
        assert len(sink.accepted) == accepted

    send(sink.port)
    assert len(sink.accepted) == accepted + 1


def test_in_a_process_of_its_own(tmp_path):
    with SinkProcess(tmp_path / "log") as sink:
        send(sink.port)
        sink.behave(to_address={"sai@example.vn": "550 No such mailbox"})
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(sink.port, to="sai@example.vn")

        assert [message.recipients for message in sink.accepted] == [("a@example.vn",)]
