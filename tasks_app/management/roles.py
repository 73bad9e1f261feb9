"""What happens beside the reports in the demonstration: work is received, contributions are dated and given.

Drawn from a seed of its own, so that it changes no report of the year. Nothing here knows the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.management.story import Sent, Step, Turned, Work
from tasks_app.plan.enums import Answer
from tasks_app.plan.rules import Given
from tasks_app.reporting.enums import Situation

RECEIVED = 0.92  # share of the assignments of which somebody says that they arrived
DATED = 0.3  # share of the assignments with coordinating organisations whose lead sets a date
AHEAD = (6, 12)  # working days that the contributions are needed before the deadline
MISSING, NOTHING, LATE = 0.2, 0.12, 0.15  # shares of the contributions that have a date


@dataclass(frozen=True)
class Received:
    at: datetime


@dataclass(frozen=True)
class Dated:
    at: datetime
    due_on: date


@dataclass(frozen=True)
class Contributed:
    at: datetime
    organisation: str
    given: Given


RoleStep = Received | Dated | Contributed


def roles_of(
    work: Work, coordinating: Iterable[str], *, story: list[Step], data: dict, calendar: WorkingCalendar
) -> list[RoleStep]:
    """What the roles do while the work goes on, that is until its first report is sent for confirmation."""
    draws = Random(f"{data['seed']} roles {work.task} {work.organisation}")  # noqa: S311 - a story, no secret
    steps = list(_receipt(work, story, draws, calendar))
    coordinating = tuple(coordinating)
    if coordinating and work.deadline_on and draws.random() < DATED:
        steps += _contributions(work, coordinating, draws, data, calendar)
    ends_at = _end_of_work(story)
    return [step for step in steps if ends_at is None or step.at < ends_at]


def _receipt(work: Work, story: list[Step], draws: Random, calendar: WorkingCalendar) -> Iterable[Received]:
    is_received, days = draws.random() < RECEIVED, draws.randint(1, 3)
    received_at = _moment(calendar.add(work.issued_on, days), draws)
    first = min((step.at for step in story if isinstance(step, Sent)), default=None)
    if is_received and (first is None or received_at < first):  # whoever reports has received the work
        yield Received(received_at)


def _contributions(
    work: Work, coordinating: tuple[str, ...], draws: Random, data: dict, calendar: WorkingCalendar
) -> Iterable[RoleStep]:
    due_on = calendar.add(work.deadline_on, -draws.randint(*AHEAD))
    dated_on = calendar.add(work.issued_on, draws.randint(4, 8))
    if dated_on >= due_on:
        return
    yield Dated(_moment(dated_on, draws), due_on)
    for organisation in coordinating:
        draw = draws.random()
        if draw < MISSING:
            continue
        is_late = draw > 1 - LATE
        given_on = calendar.add(due_on, draws.randint(1, 4) if is_late else -draws.randint(0, 5))
        if given_on <= dated_on:
            given_on = calendar.add(dated_on, 1)
        has_nothing = draw < MISSING + NOTHING
        text = draws.choice(data["nothing_to_contribute" if has_nothing else "contributions"])
        given = Given(Answer.NOTHING if has_nothing else Answer.GIVEN, text)
        yield Contributed(_moment(given_on, draws), organisation, given)


def _end_of_work(story: list[Step]) -> datetime | None:
    """When the work stops to take contributions: it is submitted, or stopped by a decision."""
    ends = (
        step.at
        for step in story
        if isinstance(step, Turned) or (isinstance(step, Sent) and step.content.situation == Situation.DONE)
    )
    return min(ends, default=None)


def _moment(day: date, draws: Random) -> datetime:
    return at_time(day, 8) + timedelta(minutes=draws.randint(5, 500))
