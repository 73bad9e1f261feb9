"""What the operator does about mail from the command line."""

import mailbox
import sys
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command

from tasks_app.common.dates import at_time
from tasks_app.mailing.models import MailPermit
from tests.mailing.letters import state_of, waiting
from tests.mailing.reports import VACATION, mail_of, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("console_in_english")]

AT = at_time(date(2024, 10, 15), 7, 15)
KEY, ID = "digest:1:2024-10-15", "<digest.1.2024-10-15@127.0.0.1>"


def run(*arguments) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def here(settings):
    settings.MAIL_ENABLED, settings.MAIL_MARKER = True, "here"


def test_it_says_what_it_would_do_and_does_nothing_unless_told_to(here):
    out = StringIO()
    waiting()

    with pytest.raises(CommandError, match="--yes"):
        call_command("allow_mail", stdout=out)

    assert out.getvalue() == "Until now mail may leave from nowhere. Here MAIL_MARKER is 'here'. Due now: 1.\n"
    assert not MailPermit.objects.exists()


def test_it_lets_mail_leave_from_here_and_only_from_here(here):
    MailPermit.objects.create(pk=1, marker="there", at=AT)

    out, _ = run("allow_mail", "--yes")

    assert out.splitlines() == [
        "Until now mail may leave from where MAIL_MARKER is 'there'. Here MAIL_MARKER is 'here'. Due now: 0.",
        "From now on mail leaves from here, and only from here.",
    ]
    assert MailPermit.objects.get().marker == "here"
    assert run("allow_mail", "--yes")[0].splitlines()[-1] == "It was so before."


def test_where_mail_goes_to_files_there_is_nothing_to_allow():
    with pytest.raises(CommandError, match="MAIL_ENABLED is off"):
        run("allow_mail", "--yes")


def test_mail_is_forbidden_again(here):
    run("allow_mail", "--yes")

    assert run("forbid_mail")[0] == "From now on no mail leaves.\n"
    assert run("forbid_mail")[0] == "No mail could leave before.\n"
    assert not MailPermit.objects.exists()


@pytest.mark.parametrize("kind", ["maildir", "mbox"])
def test_a_box_of_reports_is_read_and_read_again(tmp_path, kind):
    message = waiting(key=KEY, state="sent", sent_at=AT)
    path = tmp_path / "box"
    box = mailbox.Maildir(path) if kind == "maildir" else mailbox.mbox(path)
    for mail in (mail_of(VACATION), report(message_id=ID), report(message_id="<of.another@host>")):
        box.add(mail)
    box.close()

    assert run("read_bounces", f"--{kind}", str(path)) == (
        f"{KEY}\t{message.to_address}\t550 5.1.1 No such mailbox\n",
        "read: 3, came back: 1\n",
    )
    assert state_of(message) == "returned"
    assert run("read_bounces", f"--{kind}", str(path)) == ("", "read: 3, came back: 0\n")


def test_one_report_comes_through_a_pipe(monkeypatch):
    waiting(key=KEY, state="sent", sent_at=AT)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(report(message_id=ID).as_bytes())))

    assert run("read_bounces")[1] == "read: 1, came back: 1\n"


@pytest.mark.parametrize("kind", ["maildir", "mbox"])
def test_a_box_that_is_not_there_is_said(tmp_path, kind):
    with pytest.raises(CommandError, match="is no"):
        run("read_bounces", f"--{kind}", str(tmp_path / "nowhere"))

    assert not (tmp_path / "nowhere").exists()
