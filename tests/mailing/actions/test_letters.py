"""What goes over the wire is what a mail program reads."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import BadHeaderError

from tasks_app.mailing.actions.letters import Letter
from tasks_app.mailing.models import Message
from tests.mailing.letters import AT


def letter(**given) -> Letter:
    details = {"key": "digest:1", "to_address": "a@example.vn", "subject": "Thư", "text": "Kính gửi\n", "html": ""}
    return Letter(Message(**(details | given)), at=AT)


def read(made: Letter):
    return message_from_bytes(made.wire, policy=policy.default)


def lines(part) -> str:
    return part.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("text", ["", "\n", "Kính gửi đồng chí Huấn,\n.\nhết\n", "--=_alternative--\n", "dài " * 1000])
def test_a_plain_mail_is_its_text(text):
    mail = read(letter(text=text))

    assert (mail.get_content_type(), lines(mail)) == ("text/plain", text)


@pytest.mark.parametrize("html", ["<p>Kính gửi</p>", "<p>" + "rất dài " * 2000 + "</p>", "--=_alternative--"])
def test_the_richer_part_comes_last(html):
    made = letter(html=html)

    plain, rich = read(made).iter_parts()
    assert (plain.get_content_type(), lines(plain)) == ("text/plain", "Kính gửi\n")
    assert (rich.get_content_type(), lines(rich)) == ("text/html", html)
    assert read(made).defects == plain.defects == rich.defects == []


def test_no_line_is_longer_than_a_server_takes_and_all_end_alike():
    wire = letter(subject="việc " * 50, html="rất dài " * 2000).wire

    assert max(len(line) for line in wire.split(b"\r\n")) <= 78
    assert b"\n" not in wire.replace(b"\r\n", b"")
    assert wire.isascii()


@pytest.mark.parametrize("subject", ["2 overdue", "2 việc quá hạn", "việc " * 50, "=?utf-8?q?no?= word of mine"])
def test_a_subject_is_read_as_it_was_written(subject):
    assert read(letter(subject=subject))["Subject"].strip() == subject.strip()


def test_the_senders_name_is_written_and_his_address_is_for_the_envelope(settings):
    settings.DEFAULT_FROM_EMAIL = "Cải cách hành chính <reform@example.org>"

    made = letter()

    assert (read(made)["From"], made.sender) == (settings.DEFAULT_FROM_EMAIL, "reform@example.org")


def test_an_address_in_another_script_is_written_as_servers_know_it():
    made = letter(to_address="a@việt.example")

    assert made.recipients() == ["a@xn--vit-5kz.example"]


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "Thư\nBcc: ke.gian@example.com"},
        {"headers": {"List-Id": "<a>\r\nBcc: ke.gian@example.com"}},
        {"to_address": "a@example.vn\nBcc: ke.gian@example.com"},
    ],
)
def test_no_header_is_smuggled_in(given):
    with pytest.raises(BadHeaderError):
        letter(**given)
