"""The codes of reporting periods, as commands name them: 2024-W23, 2024-06, 2024-Q2, 2024-H1, 2024."""

from __future__ import annotations

from datetime import date

from tasks_app.plan.enums import Frequency
from tasks_app.plan.rules import quarter
from tasks_app.reporting.rules import half_of


def period_code(kind: Frequency, ends_on: date) -> str:
    """Of a period by its kind and its cut-off."""
    match Frequency(kind):
        case Frequency.WEEKLY:
            year, week, _weekday = ends_on.isocalendar()
            return f"{year}-W{week:02}"
        case Frequency.MONTHLY:
            return f"{ends_on:%Y-%m}"
        case Frequency.QUARTERLY:
            return f"{ends_on.year}-Q{quarter(ends_on)}"
        case Frequency.HALF_YEAR:
            return f"{ends_on.year}-H{half_of(ends_on)}"
    return str(ends_on.year)
