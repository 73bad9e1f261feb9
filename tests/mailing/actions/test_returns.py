"""Reports of mail servers find the mail of which they speak."""

from datetime import timedelta

import pytest

from tasks_app.journal.models import Entry
from tasks_app.mailing.actions import take_back
from tests.mailing.letters import AT, state_of, waiting
from tests.mailing.reports import VACATION, mail_of, report

pytestmark = pytest.mark.django_db

KEY, ID = "digest:1:2024-10-15", "<digest.1.2024-10-15@127.0.0.1>"
LATER = AT + timedelta(hours=1)


def test_a_mail_that_came_back_is_marked_and_keeps_when_it_was_sent():
    message = waiting(key=KEY, state="sent", sent_at=AT)

    assert take_back(report(message_id=ID), at=LATER) == message

    message.refresh_from_db()
    assert (message.state, message.sent_at, message.last_error) == ("returned", AT, "550 5.1.1 No such mailbox")
    entry = Entry.objects.get()
    assert (entry.verb, entry.by, entry.at) == ("message.came_back", None, LATER)


def test_the_same_report_again_changes_nothing():
    waiting(key=KEY, state="sent", sent_at=AT)

    assert take_back(report(message_id=ID), at=LATER)
    assert take_back(report(message_id=ID), at=LATER) is None

    assert Entry.objects.count() == 1


def test_what_was_unknown_has_left_if_it_came_back():
    message = waiting(key=KEY, state="unknown", claimed_at=AT)

    take_back(report(message_id=ID), at=LATER)

    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("returned", AT)


@pytest.mark.parametrize("state", ["waiting", "sending", "failed", "expired", "cancelled", "superseded"])
def test_what_never_left_did_not_come_back(state):
    message = waiting(key=KEY, state=state)

    assert take_back(report(message_id=ID), at=LATER) is None
    assert state_of(message) == state


@pytest.mark.parametrize(
    "message_id", ["<digest.1.2024-10-15@elsewhere.example>", "<digest.2.2024-10-15@127.0.0.1>", "<>", "nonsense"]
)
def test_what_is_not_ours_is_passed_over(message_id):
    message = waiting(key=KEY, state="sent", sent_at=AT)

    assert take_back(report(message_id=message_id), at=LATER) is None
    assert state_of(message) == "sent"


def test_an_automatic_reply_is_no_return():
    message = waiting(key="digest:1", state="sent", sent_at=AT)

    assert take_back(mail_of(VACATION), at=LATER) is None
    assert state_of(message) == "sent"
