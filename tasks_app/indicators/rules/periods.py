"""Months, quarters and years of the calendar, as the address of a page names them: 2024-09, 2024-Q3, 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_app.plan.enums import Frequency

CODE = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", re.ASCII)
MONTHS_OF = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEAR: 12}
KIND_OF = {months: kind for kind, months in MONTHS_OF.items()}


@dataclass(frozen=True, order=True)
class Period:
    """``months`` (1, 3 or 12) of the calendar from ``first`` on."""

    first: date
    months: int

    @property
    def kind(self) -> Frequency:
        return KIND_OF[self.months]

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def code(self) -> str:
        year, month = self.first.year, self.first.month
        if self.kind == Frequency.MONTHLY:
            return f"{year}-{month:02}"
        return f"{year}-Q{(month + 2) // 3}" if self.kind == Frequency.QUARTERLY else f"{year}"

    @property
    def before(self) -> Period:
        """The one of the same length that ends where this begins."""
        return self._moved(-self.months)

    @property
    def after(self) -> Period:
        return self._moved(self.months)

    def parts(self, kind: Frequency) -> list[Period]:
        """The months or quarters that it consists of, itself for its own kind; none for what is longer than it."""
        months = MONTHS_OF[kind]
        return [Period(self._moved(n * months).first, months) for n in range(self.months // months)]

    def _moved(self, months: int) -> Period:
        number = self.first.year * 12 + self.first.month - 1 + months
        return Period(date(number // 12, number % 12 + 1, 1), self.months)


def period_of(day: date, kind: Frequency) -> Period:
    """The month, quarter or year in which a day lies."""
    months = MONTHS_OF[kind]
    return Period(date(day.year, (day.month - 1) // months * months + 1, 1), months)


def read_period(code: str) -> Period | None:
    """The period of a code; None for what is none."""
    found = CODE.fullmatch(code)
    if not found:
        return None
    year, month, quarter = (int(group) if group else 0 for group in found.groups())
    if month:
        return Period(date(year, month, 1), 1)
    return Period(date(year, quarter * 3 - 2, 1), 3) if quarter else Period(date(year, 1, 1), 12)
