"""The page of a period: what was owed and came, how the work stood at the cut-off, and what changed afterwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Assignment
from tasks_app.plan.wording import Share, shares
from tasks_app.reporting.enums import DueState
from tasks_app.reporting.models import ProgressReport, ReportingPeriod
from tasks_app.reporting.queries.periods import Figure, figures
from tasks_app.reporting.rules import SENT
from tasks_app.reporting.wording import DueChip, after_cut_off, due_chip


@dataclass(frozen=True)
class DueRow:
    """A report that is owed. ``after``: what changed since the period was closed, in words; mostly nothing."""

    assignment: Assignment
    state: DueState
    is_late: bool
    newest: ProgressReport | None
    after: str

    @property
    def chip(self) -> DueChip:
        return due_chip(self.state)


@dataclass(frozen=True)
class PeriodFigures:
    """``shares``: the assignments in force at the cut-off by how they stood; ``changed``: of how many that is no
    longer so by what has been recorded since the period was closed."""

    rows: list[DueRow]
    shares: list[Share]
    in_force: int
    changed: int

    def count(self, *states: DueState) -> int:
        return sum(row.state in states for row in self.rows)

    @property
    def owed(self) -> int:
        return len(self.rows)

    @property
    def sent(self) -> int:
        return self.count(*SENT)

    @property
    def lifted(self) -> int:
        """Of those owed: work that was stopped or finished before the cut-off."""
        return self.count(DueState.LIFTED)

    @property
    def missing(self) -> int:
        return self.count(DueState.MISSING)

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)


def period_figures(period: ReportingPeriod, *, today: date, calendar: WorkingCalendar) -> PeriodFigures:
    """What the page of a period shows: the frozen figures of a closed one, today's knowledge of an open one.

    Four queries, one more for a closed period.
    """
    live = figures(period, today=today, calendar=calendar)
    if not period.is_closed:
        rows = [_row(figure) for figure in live if figure.due_state is not None]
        return _figures(rows, Counter(figure.measured.status for figure in live), changed=0)
    frozen = {one.assignment_id: one for one in period.figures.all()}
    now = {figure.assignment.pk: figure for figure in live}
    changed = sum(pk not in now or now[pk].measured.status != one.status for pk, one in frozen.items())
    changed += len(now.keys() - frozen.keys())
    rows = []
    for figure in live:
        then = frozen.get(figure.assignment.pk)
        if then is None or not then.due_state:
            continue
        after = after_cut_off(
            sent_at=figure.newest.submitted_at if figure.newest else None,
            closed_at=period.closed_at,
            before=Status(then.status),
            now=figure.measured.status,
        )
        rows.append(DueRow(figure.assignment, DueState(then.due_state), then.is_late, figure.newest, after))
    return _figures(rows, Counter(Status(one.status) for one in frozen.values()), changed=changed)


def _row(figure: Figure) -> DueRow:
    return DueRow(figure.assignment, figure.due_state, figure.is_late, figure.newest, after="")


def _figures(rows: list[DueRow], counts: Counter[Status], *, changed: int) -> PeriodFigures:
    in_force = sum(number for status, number in counts.items() if status != Status.OUT_OF_FORCE)
    return PeriodFigures(rows, shares(counts), in_force=in_force, changed=changed)
