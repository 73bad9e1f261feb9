"""Clocks jump, runs are missed, and the database server goes away between two steps."""

from datetime import timedelta

import pytest

from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.reminders.actions import plan_when_it_is_time
from tests.faults.conftest import DAY, PLANNED_AT, SENT_AT
from tests.faults.database import crash, held_at_writing
from tests.faults.ledger import check, due_keys
from tests.faults.processes import until

pytestmark = pytest.mark.usefixtures("mails_here")

NEXT_DAY = timedelta(days=1)
SIX_DAYS = timedelta(days=6)  # five working days' silence: 15 October 2024 is a Tuesday, the 21st a Monday


def mails_of(day) -> int:
    return Message.objects.filter(key__endswith=f":{day:%Y-%m-%d}").count()


def test_five_days_forward_between_planning_and_sending(sink, due):
    plan_when_it_is_time(at=PLANNED_AT)
    planned = Message.objects.count()
    later = due_keys(DAY + SIX_DAYS)

    plan_when_it_is_time(at=PLANNED_AT + SIX_DAYS)
    deliver_due(at=SENT_AT + SIX_DAYS)

    tally = check(sink.message_ids, due=due | later)
    assert tally.accepted == tally.states[MessageState.SENT] == mails_of(DAY + SIX_DAYS)
    assert tally.accepted + tally.states.get(MessageState.SUPERSEDED, 0) + tally.states.get(
        MessageState.EXPIRED, 0
    ) == planned + mails_of(DAY + SIX_DAYS)


def test_five_days_forward_and_one_back(sink, due):
    plan_when_it_is_time(at=PLANNED_AT)
    deliver_due(at=SENT_AT)
    plan_when_it_is_time(at=PLANNED_AT + SIX_DAYS)
    deliver_due(at=SENT_AT + SIX_DAYS)
    before = check(sink.message_ids, due=due)

    for back in (NEXT_DAY, 3 * NEXT_DAY, SIX_DAYS):  # a Sunday, a Friday, the first day again
        plan_when_it_is_time(at=PLANNED_AT + SIX_DAYS - back)
        deliver_due(at=SENT_AT + SIX_DAYS - back)

    assert check(sink.message_ids, due=due) == before


def test_every_moment_of_a_day_twice(sink, due):
    for _ in range(2):
        for hour in range(24):
            plan_when_it_is_time(at=at_time(DAY, hour))
            deliver_due(at=at_time(DAY, hour, 20))

    tally = check(sink.message_ids, due=due)
    assert tally.states == {MessageState.SENT: tally.accepted}


def test_days_off_bring_nothing(sink, due):
    for days in (4, 5):  # Saturday, Sunday
        plan_when_it_is_time(at=PLANNED_AT + days * NEXT_DAY)
        deliver_due(at=SENT_AT + days * NEXT_DAY)

    assert (Message.objects.count(), sink.accepted) == (0, [])


def test_the_database_crashes_between_planning_and_sending(sink, due):
    plan_when_it_is_time(at=PLANNED_AT)
    crash()
    deliver_due(at=SENT_AT)
    crash()
    deliver_due(at=SENT_AT + timedelta(minutes=1))

    tally = check(sink.message_ids, due=due)
    assert tally.states == {MessageState.SENT: tally.accepted}


def test_the_database_crashes_while_a_process_sends(forker, sink, due):
    """The process fails loudly; what it had sent without a mark becomes unknown, everything else is sent later."""
    forker.run("plan", at=PLANNED_AT)
    planned = Message.objects.count()
    sink.behaviour.seconds = 0.1
    job = forker.start("deliver", at=SENT_AT)
    until(lambda: len(sink.accepted) >= 3, "some mails were sent")
    crash()
    sink.behaviour.seconds = 0
    with pytest.raises(RuntimeError, match="OperationalError|InterfaceError"):
        job.returned()

    for minutes in (1, 20, 40):
        forker.run("deliver", at=SENT_AT + timedelta(minutes=minutes))

    tally = check(sink.message_ids, due=due)
    assert tally.states.get(MessageState.UNKNOWN, 0) <= 1
    assert tally.accepted in (planned, planned - 1)


def test_the_database_crashes_while_a_process_plans(forker, sink, due):
    with held_at_writing("tasks_app_reminder") as held:
        job = forker.start("plan", at=PLANNED_AT)
        held.wait()
        crash()
        with pytest.raises(RuntimeError, match="OperationalError|InterfaceError|PlanningIncomplete"):
            job.returned()

    forker.run("plan", at=PLANNED_AT + timedelta(minutes=5))
    forker.run("deliver", at=SENT_AT)

    tally = check(sink.message_ids, due=due)
    assert tally.states == {MessageState.SENT: tally.accepted}
