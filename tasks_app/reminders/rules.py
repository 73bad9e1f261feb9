"""When somebody is reminded. Distances are working days; nothing here reads a clock or a database."""

from datetime import date, datetime, time

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import LOCAL
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.rules import SENT_UNTIL
from tasks_app.plan.enums import State, Status
from tasks_app.plan.rules import WORKED_ON, Timeliness
from tasks_app.reminders.enums import Urgency

LADDER = (-10, -5, -2, 0, 1, 3, 5)  # working days from the day until which the deadline counts
THEN_EVERY = 5

PLANNED_FROM = time(7, 0)

# A reminder whose message ended so has reached nobody: the next working day's digest says it again.
REACHED_NOBODY = frozenset({MessageState.WAITING, MessageState.EXPIRED, MessageState.SUPERSEDED})


def offset(day: date, counts_until: date, calendar: WorkingCalendar) -> int:
    """Working days from the deadline to ``day``: below 0 before it, 0 on its last day, above 0 when it has passed."""
    return calendar.between(counts_until, day)


def stage_of(distance: int) -> int | None:
    """The most urgent stage reached at a distance from the deadline, or None where it is too early.

    Reached, not met: a run that was missed is made up for by the next one, with one mail.
    """
    last = LADDER[-1]
    if distance >= last:
        return distance - (distance - last) % THEN_EVERY
    return max((stage for stage in LADDER if stage <= distance), default=None)


def last_day_reminded_of(day: date, calendar: WorkingCalendar) -> date:
    """The latest deadline that a reminder of ``day`` can be about."""
    return calendar.add(day, -LADDER[0])


def was_said(*, state: MessageState, said_on: date, day: date, to_address: str, address: str) -> bool:
    """Whether a line of the ledger counts on ``day``, by what became of its message.

    A mail that was refused is not repeated day by day, but is as soon as the address has been corrected.
    """
    if said_on >= day:
        return True
    if state == MessageState.FAILED:
        return to_address == address
    return state not in REACHED_NOBODY


def urgency(measured: Timeliness, *, is_returned: bool) -> Urgency:
    if measured.status == Status.OVERDUE:
        return Urgency.OVERDUE
    if is_returned:
        return Urgency.RETURNED
    return Urgency.TODAY if measured.working_days == 0 else Urgency.SOON


def is_time_to_plan(at: datetime, calendar: WorkingCalendar) -> bool:
    local = at.astimezone(LOCAL)
    return calendar.is_working_day(local.date()) and PLANNED_FROM <= local.time() < SENT_UNTIL


def can_be_urged(state: State) -> bool:
    """Whether somebody has to act: the work is out, and nothing awaits confirmation."""
    return state in WORKED_ON
