from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.reminders.models import Reminder
from tests.factories import AssignmentFactory, MessageFactory, focal_officer, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("console_in_english")]

FRIDAY = date(2024, 10, 25)


@pytest.fixture
def friday(clock):
    clock.move_to(at_time(FRIDAY, 8))


def run(*arguments) -> tuple[list[str], str]:
    """The lines on stdout, and what was said on stderr."""
    out, err = StringIO(), StringIO()
    call_command("run_job", *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().strip()


@pytest.fixture
def assignment():
    return AssignmentFactory(deadline_on=FRIDAY, responsible=member(email="uy.vien@example.vn", full_name="Trần Bình"))


def expected_line(assignment, address, stage):
    one = f"{assignment.pk} {assignment.task.number} {assignment.organisation}"
    return f"{address}\twork {assignment.pk}\t{one}\t{stage}"


def test_a_dry_run_names_who_would_be_reminded_of_what_and_writes_nothing(assignment):
    officer = focal_officer(assignment.organisation, full_name="Nguyễn An")
    entries = Entry.objects.count()

    lines, summary = run("reminders.plan_reminders", "--day", "2024-10-23", "--dry-run")

    assert lines == [
        expected_line(assignment, officer.email, "-2"),
        expected_line(assignment, "uy.vien@example.vn", "-2"),
    ]
    assert summary == "23/10/2024: mails: 2, reminders: 2; 0 written before; dry run, nothing written"
    assert (Message.objects.count(), Reminder.objects.count(), Entry.objects.count()) == (0, 0, entries)


def test_a_dry_run_says_what_the_run_then_does(assignment, friday):
    would = run("reminders.plan_reminders", "--day", "2024-10-25", "--dry-run")[0]

    lines, summary = run("reminders.plan_reminders", "--day", "2024-10-25")

    assert lines == would == [expected_line(assignment, "uy.vien@example.vn", "0")]
    assert summary == "25/10/2024: mails: 1, reminders: 1; 0 written before"
    assert (Message.objects.count(), Reminder.objects.count()) == (1, 1)
    assert run("reminders.plan_reminders", "--day", "2024-10-25") == (
        [],
        "25/10/2024: mails: 0, reminders: 0; 1 written before",
    )


@pytest.mark.parametrize("moment", [("--day", "2024-10-25"), ("--at", "2024-10-25 07:30")])
def test_the_mails_of_a_day_to_come_are_not_written(assignment, moment):
    with pytest.raises(CommandError, match="25/10/2024 has not come yet"):
        run("reminders.plan_reminders", *moment)

    assert Message.objects.count() == 0
    assert len(run("reminders.plan_reminders", *moment, "--dry-run")[0]) == 1


def test_a_day_off_is_named(assignment, clock):
    clock.move_to(at_time(date(2024, 10, 26), 8))

    assert run("reminders.plan_reminders", "--day", "2024-10-26") == (
        [],
        "26/10/2024 is no working day: nothing is planned",
    )


def test_a_moment_has_its_hours(assignment, friday):
    lines, summary = run("reminders.plan_reminders", "--at", "2024-10-25 06:30")

    assert (lines, summary) == ([], "06:30 is outside 07:00-16:30: nothing is planned")
    assert len(run("reminders.plan_reminders", "--at", "2024-10-25 07:30")[0]) == 1
    assert Message.objects.get().send_after == at_time(FRIDAY, 7, 30)


def test_without_a_moment_it_is_now(assignment, friday):
    assert len(run("reminders.plan_reminders")[0]) == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["reminders.plan"], "invalid choice"),
        (["reminders.plan_reminders", "--day", "2024-02-30"], "'2024-02-30' is no day"),
        (["reminders.plan_reminders", "--day", "tomorrow"], "write YYYY-MM-DD"),
        (["reminders.plan_reminders", "--at", "2024-10-25"], "is no moment"),
        (["reminders.plan_reminders", "--at", "2024-10-25 07:00", "--day", "2024-10-25"], "not allowed with"),
    ],
)
def test_what_it_does_not_understand_it_refuses(arguments, complaint):
    with pytest.raises(CommandError, match=complaint):
        run(*arguments)


def test_mail_is_delivered_by_hand_too(mailoutbox):
    at = at_time(FRIDAY, 8)
    MessageFactory(key="digest:1", to_address="a@example.vn", subject="Nhắc việc", created_at=at)

    would = run("mailing.deliver_due", "--at", "2024-10-25 08:00", "--dry-run")
    assert would == (["a@example.vn\tdigest:1\tNhắc việc"], "due: 1; dry run, nothing sent")
    assert mailoutbox == []

    assert run("mailing.deliver_due", "--at", "2024-10-25 08:00") == ([], "sent: 1")
    assert run("mailing.deliver_due", "--at", "2024-10-25 08:01") == ([], "no mail is due")
    assert len(mailoutbox) == 1
