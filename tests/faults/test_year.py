"""A year, day by day: what the page of tomorrow's mail said in the evening is what people got."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import MessageState
from tasks_app.management.province import Size, make_province
from tasks_app.reminders.actions import plan_when_it_is_time
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.queries.tomorrow import Tomorrow, next_planned_day, tomorrow
from tasks_app.reporting.actions import open_dues
from tests.faults.acts import Acts
from tests.faults.ledger import check

pytestmark = pytest.mark.usefixtures("mails_here")

FIRST, DAYS = date(2024, 2, 1), 330
SMALL = Size(assignments=60, people=28, organisations=9, members=6, secretaries=2)


def said(evening: Tomorrow) -> dict[int, int]:
    """By person, how many things he will be told of."""
    return {one.person: sum(one.counts.values()) for one in evening.expected}


def planned(day: date) -> dict[int, int]:
    """By person, how many lines his mail of the day has."""
    return dict(Counter(Reminder.objects.filter(planned_on=day).values_list("recipient", flat=True)))


def delivered(day: date, message_ids) -> set[int]:
    """Who has a mail of the day in his mailbox."""
    keys = [message_id.strip("<>").partition("@")[0].split(".") for message_id in message_ids]
    return {int(person) for _digest, person, its_day in keys if its_day == day.isoformat()}


def deliver(day: date, sink, chance: Random) -> bool:
    """On most days all is well; on some the mail server is away or greylists for a while, or no sender runs at all."""
    trouble = chance.random()
    if trouble < 0.03:
        return False
    if trouble < 0.1:
        sink.refuse()
    sink.behaviour.greylists = trouble > 0.9
    deliver_due(at=at_time(day, 7, 16))
    if trouble < 0.1:
        sink.listen()
    for hour in (8, 10, 12):
        deliver_due(at=at_time(day, hour))
    return True


def test_a_year(sink):
    frame = make_province(SMALL, day=FIRST)
    acts, chance = Acts(frame.secretary, frame.leader, seed=2024), Random(2024)
    evening, mailed_days, mails = None, 0, 0
    for day in (FIRST + timedelta(days=number) for number in range(DAYS)):
        open_dues(at=at_time(day, 0, 10))
        before = len(sink.accepted)
        plan_when_it_is_time(at=at_time(day, 7))
        is_delivered = deliver(day, sink, chance)
        new = sink.message_ids[before:]
        if evening is not None and evening.day == day:
            assert planned(day) == said(evening), day
            assert delivered(day, new) == (set(said(evening)) if is_delivered else set()), day
            mailed_days, mails = mailed_days + bool(new), mails + len(new)
        else:
            assert new == [] or evening is None, f"mail on {day}, when the next was to go out on {evening.day}"

        calendar = working_calendar()
        if calendar.is_working_day(day):
            acts.of_a_day(day)
        at = at_time(day, 17)
        calendar = working_calendar()
        evening = tomorrow(day=next_planned_day(at, calendar), at=at, calendar=calendar)

    tally = check(sink.message_ids)
    assert set(tally.states) == {MessageState.SENT, MessageState.SUPERSEDED}
    assert tally.accepted == tally.states[MessageState.SENT]
    assert mailed_days > 200
    assert mails > 1000
    assert set(acts.done) == {
        *("report", "finish", "review", "answer_period", "ask", "grant", "move", "stop", "resume"),
        *("leave", "delegate", "rest", "contribute"),
    }
