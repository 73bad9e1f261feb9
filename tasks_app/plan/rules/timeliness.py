"""How an assignment stands on a day.

State is stored, timeliness is derived: nothing here reads a clock or a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.enums import Bucket, Contradiction, OverdueAge, Silence, State, Status, TaskStatus
from tasks_app.plan.rules.workflow import IN_FORCE, WORKED_ON

BUCKET_OF = {
    Status.DONE: Bucket.COMPLETED_ON_TIME,
    Status.LATE: Bucket.COMPLETED_LATE,
    Status.WAITING: Bucket.PENDING,
    Status.ON_TRACK: Bucket.PENDING,
    Status.DUE_SOON: Bucket.PENDING,
    Status.NOT_STARTED: Bucket.PENDING,
    Status.OVERDUE: Bucket.OVERDUE,
}


WORST_FIRST = (
    Status.OVERDUE,
    Status.DUE_SOON,
    Status.WAITING,
    Status.ON_TRACK,
    Status.NOT_STARTED,
    Status.LATE,
    Status.DONE,
)


@dataclass(frozen=True)
class Facts:
    """What is stored of an assignment that its timeliness follows from.

    ``counts_until_on``: until whose end the deadline is good; where it is not given the yardstick's calendar says it.
    """

    state: State
    deadline_on: date | None
    submitted_on: date | None = None
    completed_on: date | None = None
    counts_until_on: date | None = None


@dataclass(frozen=True)
class Yardstick:
    """What an assignment is measured with: the day, the working calendar, and two settings of the plan.

    ``rolls``: a deadline on a day off counts until the next working day;
    ``soon_days``: from how many calendar days on work is *due soon*.
    """

    today: date
    calendar: WorkingCalendar
    rolls: bool = True
    soon_days: int = 7

    @property
    def soon_until(self) -> date:
        return self.today + timedelta(days=self.soon_days)

    def counts_until(self, deadline_on: date) -> date:
        return self.calendar.counts_until(deadline_on) if self.rolls else deadline_on


@dataclass(frozen=True)
class Timeliness:
    """How an assignment stands on a day.

    ``working_days``: to the deadline (> 0), none (0, today) or past it (< 0) in working days;
    ``calendar_days``: the same in calendar days, for statistics; both None without a deadline.
    The clock stops at submission and at completion.
    """

    state: State
    status: Status
    bucket: Bucket | None
    deadline_on: date | None
    counts_until_on: date | None
    stopped_on: date | None
    working_days: int | None
    calendar_days: int | None
    today: date


def timeliness(facts: Facts, by: Yardstick) -> Timeliness:
    """Measure an assignment. Due today is not overdue; work submitted in time is not overdue while it waits."""
    until = _counts_until(facts, by)
    stopped_on = _stopped_on(facts)
    judged_on = stopped_on or by.today
    is_past = until is not None and judged_on > until
    status = _status(facts, until, is_past=is_past, by=by)
    return Timeliness(
        state=State(facts.state),
        status=status,
        bucket=BUCKET_OF.get(status),
        deadline_on=facts.deadline_on,
        counts_until_on=until,
        stopped_on=stopped_on,
        working_days=_working_days_left(judged_on, until, by.calendar),
        calendar_days=(until - judged_on).days if until else None,
        today=by.today,
    )


def _counts_until(facts: Facts, by: Yardstick) -> date | None:
    if facts.deadline_on is None:
        return None
    return facts.counts_until_on or by.counts_until(facts.deadline_on)


def _stopped_on(facts: Facts) -> date | None:
    if facts.state == State.COMPLETED:
        return facts.completed_on
    return facts.submitted_on if facts.state == State.SUBMITTED else None


def _status(facts: Facts, until: date | None, *, is_past: bool, by: Yardstick) -> Status:
    if facts.state not in IN_FORCE:
        return Status.OUT_OF_FORCE
    if facts.state == State.COMPLETED:
        return Status.LATE if is_past else Status.DONE
    if is_past:
        return Status.OVERDUE
    if facts.state == State.SUBMITTED:
        return Status.WAITING
    if until is not None and until <= by.soon_until:
        return Status.DUE_SOON
    return Status.NOT_STARTED if facts.state == State.ASSIGNED else Status.ON_TRACK


def _working_days_left(day: date, until: date | None, calendar: WorkingCalendar) -> int | None:
    """A deadline that passed on a Friday is one day past on the Saturday too: nobody reads "0 days overdue"."""
    if until is None:
        return None
    left = calendar.between(day, until)
    if left == 0 and day > until:
        return -1
    return max(left, 1) if day < until else left


def task_status(states: Iterable[State]) -> TaskStatus | None:
    """How a task stands by the states of its assignments: never greener than the least of them.

    None where none of them is in force.
    """
    states = [state for state in states if state in IN_FORCE]
    if not states:
        return None
    if all(state == State.COMPLETED for state in states):
        return TaskStatus.DONE
    if all(state == State.ASSIGNED for state in states):
        return TaskStatus.NOT_STARTED
    return TaskStatus.IN_PROGRESS


# First and last day of each band, both included; the last one has no end.
OVERDUE_AGES: dict[OverdueAge, tuple[int, int | None]] = {
    OverdueAge.WEEK: (1, 7),
    OverdueAge.MONTH: (8, 30),
    OverdueAge.QUARTER: (31, 90),
    OverdueAge.LONGER: (91, None),
}
SILENCES: dict[Silence, tuple[int, int | None]] = {Silence.MONTH: (31, 60), Silence.LONGER: (61, None)}
NEARLY_DONE, FAR_BEHIND = 90, 10  # in per cent


def overdue_age(days: int) -> OverdueAge:
    """The band of so many calendar days (1 or more) past the deadline."""
    return next(age for age, (first, last) in OVERDUE_AGES.items() if first <= days and (last is None or days <= last))


def contradiction(percent: int | None, measured: Timeliness) -> Contradiction | None:
    """Where a typed percentage and the dates contradict each other. Percentages never drive a state; the page only
    says so. What was submitted, if late, contradicts nothing."""
    if percent is None or measured.state not in WORKED_ON:
        return None
    if percent >= NEARLY_DONE and measured.status == Status.OVERDUE:
        return Contradiction.NEARLY_DONE_BUT_OVERDUE
    if percent <= FAR_BEHIND and measured.status == Status.DUE_SOON:
        return Contradiction.FAR_BEHIND_AND_DUE
    return None


def end_of_quarter(day: date) -> date:
    """The last day of the quarter of a day."""
    first_month_after = (day.month - 1) // 3 * 3 + 4
    year, month = (day.year + 1, 1) if first_month_after > 12 else (day.year, first_month_after)
    return date(year, month, 1) - timedelta(days=1)


def quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1
