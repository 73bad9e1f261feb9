"""A report of a mail that failed for good is told from everything else that comes back."""

import pytest

from tasks_app.mailing.rules import Bounce, bounce_in
from tests.mailing.reports import READ_RECEIPT, VACATION, mail_of, report

ID = "<digest.1.2024-10-15@127.0.0.1>"
BOUNCE = Bounce(ID, address="sai@example.vn", reason="550 5.1.1 No such mailbox")


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize("submitted", ["auto-replied", "auto-generated"])
def test_a_report_of_a_failure(returned, submitted):
    assert bounce_in(report(message_id=ID, returned=returned, submitted=submitted)) == BOUNCE


def test_where_the_server_said_nothing_the_status_is_the_reason():
    assert bounce_in(report(message_id=ID, diagnostic="")) == Bounce(ID, "sai@example.vn", "5.1.1")


@pytest.mark.parametrize("action", ["Failed", "FAILED"])
def test_an_action_is_written_in_any_case(action):
    assert bounce_in(report(message_id=ID, action=action)) == BOUNCE


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_other_reports_are_no_end(action):
    assert bounce_in(report(message_id=ID, action=action, status="4.4.1")) is None


def test_a_report_that_does_not_say_of_what_is_none():
    assert bounce_in(report(message_id="")) is None


@pytest.mark.parametrize("text", [VACATION, READ_RECEIPT, "Subject: hello\n\nhello\n", "", "garbage \x00 without end"])
def test_replies_receipts_and_other_mail_are_no_bounces(text):
    assert bounce_in(mail_of(text)) is None


def test_a_broken_report_is_passed_over():
    broken = "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n"

    assert bounce_in(mail_of(broken)) is None
    assert bounce_in(mail_of(broken + "Action: failed\n")) is None
