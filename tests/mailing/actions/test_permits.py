"""A copy of the database mails nobody."""

import pytest

from tasks_app.journal.models import Entry
from tasks_app.mailing.actions import allow_mail, deliver_due, forbid_mail
from tasks_app.mailing.models import MailPermit
from tests.mailing.letters import AT, state_of, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings):
    """An installation that is set to send mail."""
    settings.MAIL_ENABLED, settings.MAIL_MARKER = True, "here"


def test_nothing_leaves_before_it_is_allowed(here, mailoutbox, caplog):
    message = waiting()

    assert deliver_due(at=AT) == {"barred": "nobody_allowed"}
    assert state_of(message) == "waiting"
    assert "no mail leaves: nobody_allowed" in caplog.text
    assert allow_mail(marker="here", at=AT)
    assert deliver_due(at=AT) == {"sent": 1}


def test_a_copy_elsewhere_changes_nothing_at_all(here, mailoutbox, settings):
    allow_mail(marker="here", at=AT)
    settings.MAIL_MARKER = "there"
    due = waiting()
    stale = waiting(state="sending", claimed_at=AT.replace(year=2023), expires_at=AT.replace(year=2023))

    assert deliver_due(at=AT) == {"barred": "another_installation"}

    assert (state_of(due), state_of(stale), mailoutbox) == ("waiting", "sending", [])


def test_where_another_installation_takes_over_the_first_one_stops(here, settings):
    allow_mail(marker="here", at=AT)

    assert allow_mail(marker="there", at=AT)

    assert deliver_due(at=AT) == {"barred": "another_installation"}
    assert MailPermit.objects.get().marker == "there"


def test_what_is_allowed_can_be_forbidden_again(here, mailoutbox):
    waiting()
    allow_mail(marker="here", at=AT)

    assert forbid_mail(at=AT)

    assert deliver_due(at=AT) == {"barred": "nobody_allowed"}


def test_each_is_recorded_once():
    assert [allow_mail(marker="here", at=AT), allow_mail(marker="here", at=AT)] == [True, False]
    assert [forbid_mail(at=AT), forbid_mail(at=AT)] == [True, False]

    assert list(Entry.objects.order_by("pk").values_list("verb", "details")) == [
        ("mail.allowed", {"marker": "here"}),
        ("mail.forbidden", {"marker": "here"}),
    ]


def test_what_goes_to_files_needs_no_permit(mailoutbox):
    waiting()

    assert deliver_due(at=AT) == {"sent": 1}
