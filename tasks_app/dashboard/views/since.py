"""The day before, which a board is compared with: which one an address asks for with ``from``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.formats import date_format

from tasks_app.dashboard.forms import FROM, FirstDayForm
from tasks_app.plan.views import AskedDay

DAYS_BEFORE = 7


@dataclass(frozen=True)
class FirstDay:
    """``wrong``: what was asked for where that is no day before the board's.

    ``form`` asks for another day, ``kept`` are the other parameters of the address, which go along with it;
    ``offers``: (words, address) of days that suggest themselves.
    """

    day: date
    form: FirstDayForm
    wrong: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    offers: list[tuple[str, str]] = field(default_factory=list)


def first_day(parameters: QueryDict, asked: AskedDay, *, default: date, offers: list[tuple[str, str]]) -> FirstDay:
    """The day that is compared with; ``default`` where none is asked for that lies before the board's."""
    form = FirstDayForm(parameters, before=asked.day)
    day = form.day or default
    kept = asked.understood(parameters)
    for name in (FROM, "page"):
        kept.pop(name, None)
    return FirstDay(
        day=day,
        form=FirstDayForm({FROM: date_format(day, "d/m/Y")}, before=asked.day),
        wrong="" if form.day else form.asked,
        kept=tuple((key, value) for key, values in kept.lists() for value in values if value),
        offers=offers,
    )
