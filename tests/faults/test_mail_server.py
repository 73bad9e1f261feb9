"""The mail server is away, refuses, greylists, drops connections and hangs; every moment is given."""

from datetime import datetime, timedelta

import pytest

from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.rules import FAILURES_END_A_RUN
from tasks_app.reminders.actions import plan_when_it_is_time
from tests.faults.conftest import DAY, PLANNED_AT, SENT_AT
from tests.faults.ledger import Tally, check
from tests.smtp_sink import Step

pytestmark = pytest.mark.usefixtures("mails_here")

THE_DAY_IS_OVER_AT = at_time(DAY, 16, 31)


@pytest.fixture
def planned(due):
    """The day's mails wait in the outbox; their number."""
    plan_when_it_is_time(at=PLANNED_AT)
    return Message.objects.count()


def deliver_from_to(first: datetime, last: datetime, *, every: timedelta = timedelta(minutes=5)) -> None:
    """Look as often as the timetable does, only with longer steps."""
    at = first
    while at <= last:
        deliver_due(at=at)
        at += every


def test_away_for_six_hours(sink, due, planned):
    back_at = SENT_AT + timedelta(hours=6)
    sink.refuse()
    deliver_from_to(SENT_AT, back_at)
    assert check(sink.message_ids, due=due) == Tally({MessageState.WAITING: planned}, 0)
    assert set(Message.objects.values_list("attempts", flat=True)) <= set(range(1, 15))

    sink.listen()
    deliver_from_to(back_at, back_at + timedelta(minutes=66))

    assert check(sink.message_ids, due=due) == Tally({MessageState.SENT: planned}, planned)


def test_away_all_day(sink, due, planned):
    """What was not delivered by 16:30 does not go out at night; the next working day says all of it in one mail."""
    sink.refuse()
    deliver_from_to(SENT_AT, THE_DAY_IS_OVER_AT, every=timedelta(minutes=10))
    sink.listen()
    deliver_from_to(THE_DAY_IS_OVER_AT, THE_DAY_IS_OVER_AT + timedelta(hours=6), every=timedelta(minutes=30))
    assert check(sink.message_ids, due=due) == Tally({MessageState.EXPIRED: planned}, 0)

    plan_when_it_is_time(at=PLANNED_AT + timedelta(days=1))
    deliver_due(at=SENT_AT + timedelta(days=1))

    tally = check(sink.message_ids)
    assert tally.states == {MessageState.EXPIRED: planned, MessageState.SENT: tally.accepted}
    assert tally.accepted >= planned


@pytest.mark.parametrize("greeting", ["421 4.3.2 Shutting down", "554 5.7.1 You are not welcome"])
def test_refuses_to_talk(sink, due, planned, greeting):
    """Which says nothing of a mail, however final it sounds."""
    sink.behaviour.greeting = greeting
    deliver_from_to(SENT_AT, SENT_AT + timedelta(minutes=30))
    assert check(sink.message_ids, due=due) == Tally({MessageState.WAITING: planned}, 0)

    sink.behaviour.greeting = ""
    deliver_from_to(SENT_AT + timedelta(minutes=31), SENT_AT + timedelta(minutes=120))

    assert check(sink.message_ids, due=due) == Tally({MessageState.SENT: planned}, planned)


@pytest.mark.parametrize("answer", ["421 4.7.0 Too many connections", "550 5.7.1 This sender is not known"])
def test_refuses_us_with_every_mail(sink, due, planned, answer):
    """Which is about us, and not about the mail."""
    sink.behaviour.to_everybody = answer
    deliver_from_to(SENT_AT, SENT_AT + timedelta(minutes=30))
    assert check(sink.message_ids, due=due) == Tally({MessageState.WAITING: planned}, 0)

    sink.behaviour.to_everybody = ""
    deliver_from_to(SENT_AT + timedelta(minutes=31), SENT_AT + timedelta(minutes=120))

    assert check(sink.message_ids, due=due) == Tally({MessageState.SENT: planned}, planned)


def test_greylists(sink, due, planned):
    sink.behaviour.greylists = True

    deliver_due(at=SENT_AT)
    assert check(sink.message_ids, due=due) == Tally({MessageState.WAITING: planned}, 0)
    deliver_due(at=SENT_AT + timedelta(minutes=2))

    assert check(sink.message_ids, due=due) == Tally({MessageState.SENT: planned}, planned)


@pytest.mark.parametrize("at_the", ["to_address", "to_content"])
def test_refuses_one_address_for_good(sink, due, planned, at_the):
    bad = Message.objects.order_by("pk")[planned // 2]
    setattr(sink.behaviour, at_the, {bad.to_address: "550 5.1.1 No such mailbox"})

    deliver_from_to(SENT_AT, SENT_AT + timedelta(minutes=30))

    assert check(sink.message_ids, due=due) == Tally(
        {MessageState.FAILED: 1, MessageState.SENT: planned - 1}, planned - 1
    )
    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == (MessageState.FAILED, 1)
    assert "No such mailbox" in bad.last_error


@pytest.mark.parametrize("step", [Step.CONNECTED, Step.DATA])
def test_drops_connections_before_it_has_a_mail(sink, due, planned, step):
    sink.behaviour.drops_at = step
    deliver_due(at=SENT_AT)
    assert sink.accepted == []
    sink.behaviour.drops_at = None

    deliver_from_to(SENT_AT + timedelta(minutes=2), SENT_AT + timedelta(minutes=120))

    tally = check(sink.message_ids, due=due)
    assert tally.states[MessageState.SENT] == tally.accepted
    assert sum(tally.states.values()) == planned


def test_drops_connections_after_it_has_taken_the_mail(sink, due, planned):
    """Whether a mail arrived of which no answer came, nobody knows: it is not sent again by itself."""
    sink.behaviour.drops_at = Step.ACCEPTED
    deliver_due(at=SENT_AT)
    sink.behaviour.drops_at = None

    deliver_from_to(SENT_AT + timedelta(minutes=2), SENT_AT + timedelta(minutes=120))

    tally = check(sink.message_ids, due=due)
    assert tally.states[MessageState.UNKNOWN] >= 1
    assert tally.accepted == planned


@pytest.mark.parametrize("step", [Step.CONNECTED, Step.DATA, Step.ACCEPTED])
def test_hangs_at_one_connection(sink, due, planned, settings, step):
    settings.EMAIL_TIMEOUT = 0.3
    with sink.hold(step) as hold:
        deliver_due(at=SENT_AT)
        hold.wait()

    deliver_from_to(SENT_AT + timedelta(minutes=2), SENT_AT + timedelta(minutes=120))

    tally = check(sink.message_ids, due=due)
    assert sum(tally.states.values()) == planned
    assert tally.states[MessageState.SENT] >= planned - FAILURES_END_A_RUN


def test_what_a_person_sends_again_may_come_twice_and_nothing_else(sink, due, planned):
    """The check itself: it must find a second copy, and let one pass that somebody asked for."""
    deliver_due(at=SENT_AT)
    again = Message.objects.order_by("pk")[0]
    Message.objects.filter(pk=again.pk).update(state=MessageState.WAITING, sent_at=None, claimed_by="")
    deliver_due(at=SENT_AT + timedelta(minutes=1))

    assert check(sink.message_ids, due=due, resent=[again]).accepted == planned + 1
    with pytest.raises(AssertionError, match="came 2 times"):
        check(sink.message_ids, due=due)
