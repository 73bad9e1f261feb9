"""A process is killed at each step between a reminder that is due and the mark that it was sent."""

from datetime import timedelta

import pytest

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.models import Reminder
from tests.faults.conftest import PLANNED_AT, SENT_AT
from tests.faults.database import held_at_commit, held_at_writing
from tests.faults.ledger import check
from tests.smtp_sink import Step

MESSAGES, LINES = "tasks_app_message", "tasks_app_reminder"
UNTIL_CLAIMS_ARE_STALE = timedelta(minutes=16)


@pytest.fixture
def planned(forker, due):
    """The day's mails wait in the outbox."""
    forker.run("plan", at=PLANNED_AT)
    return Message.objects.count()


def deliver_the_rest(forker, sink, due):
    """Later senders find everything; returns the tally at the end of the day."""
    for minutes in (1, 20, 40, 60):
        forker.run("deliver", at=SENT_AT + timedelta(minutes=minutes))
    return check(sink.message_ids, due=due)


def test_nothing_is_killed(forker, sink, due, planned):
    """What the others are compared with."""
    forker.run("deliver", at=SENT_AT)

    assert check(sink.message_ids, due=due).states == {MessageState.SENT: planned}
    assert planned > 10


@pytest.mark.parametrize("table", [MESSAGES, LINES])
def test_the_planner_before_it_writes(forker, sink, due, table):
    with held_at_writing(table) as held:
        job = forker.start("plan", at=PLANNED_AT)
        held.wait()
        job.kill()
        held.end()
    assert Reminder.objects.count() == 0

    forker.run("plan", at=PLANNED_AT + timedelta(minutes=5))

    tally = deliver_the_rest(forker, sink, due)
    assert tally.states == {MessageState.SENT: tally.accepted}


@pytest.mark.parametrize("table", [MESSAGES, LINES])
@pytest.mark.parametrize("is_rolled_back", [True, False])
def test_the_planner_between_writing_and_its_commit(forker, sink, due, table, is_rolled_back):
    """Where only the process dies, and not its machine, the server finishes the COMMIT that it was asked for."""
    with held_at_commit(table) as held:
        job = forker.start("plan", at=PLANNED_AT)
        held.wait()
        job.kill()
        if is_rolled_back:
            held.end()
    forker.run("plan", at=PLANNED_AT + timedelta(minutes=5))

    tally = deliver_the_rest(forker, sink, due)
    assert tally.states == {MessageState.SENT: tally.accepted}


def test_a_sender_before_it_claims(forker, sink, due, planned):
    with held_at_writing(MESSAGES) as held:
        job = forker.start("deliver", at=SENT_AT)
        held.wait()
        job.kill()
        held.end()

    assert check(sink.message_ids, due=due).states == {MessageState.WAITING: planned}
    assert deliver_the_rest(forker, sink, due).states == {MessageState.SENT: planned}


def test_a_sender_in_the_commit_of_its_claim(forker, sink, due, planned):
    with held_at_commit(MESSAGES) as held:
        job = forker.start("deliver", at=SENT_AT)
        held.wait()
        job.kill()
        held.end()

    assert sink.accepted == []
    assert deliver_the_rest(forker, sink, due).states == {MessageState.SENT: planned}


@pytest.mark.parametrize("step", [Step.CONNECTED, Step.DATA])
def test_a_sender_after_its_claim_before_the_mail_is_accepted(forker, sink, due, planned, step):
    with sink.hold(step) as hold:
        job = forker.start("deliver", at=SENT_AT)
        hold.wait()
        job.kill()

    tally = deliver_the_rest(forker, sink, due)
    # Of the one mail that it was about to hand over nobody can know.
    assert tally.states.get(MessageState.UNKNOWN, 0) <= 1
    assert sum(tally.states.values()) == planned
    assert tally.states[MessageState.SENT] == tally.accepted >= planned - 1


def test_a_sender_after_the_mail_was_accepted_before_it_hears_of_it(forker, sink, due, planned):
    with sink.hold(Step.ACCEPTED) as hold:
        job = forker.start("deliver", at=SENT_AT)
        hold.wait()
        job.kill()

    tally = deliver_the_rest(forker, sink, due)
    assert tally.states == {MessageState.UNKNOWN: 1, MessageState.SENT: planned - 1}
    assert tally.accepted == planned


def test_a_sender_in_the_commit_of_its_mark(forker, sink, due, planned):
    with held_at_commit(MESSAGES, when="NEW.state = 'sent'") as held:
        job = forker.start("deliver", at=SENT_AT)
        held.wait()
        job.kill()
        held.end()

    tally = deliver_the_rest(forker, sink, due)
    assert tally.states == {MessageState.UNKNOWN: 1, MessageState.SENT: planned - 1}
    assert tally.accepted == planned
