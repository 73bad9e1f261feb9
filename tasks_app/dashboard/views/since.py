"""The day before, which a board is compared with: which one an address asks for with ``from``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.dashboard.forms import FROM, FirstDayForm
from tasks_app.dashboard.queries import last_cut_offs
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.plan.queries import PlanDay, plan_day
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


class TwoDays(BoardPage):
    """A board that compares its day with an earlier one (``?from=``).

    ``keeps_to_plan``: its numbers of the earlier day have lists, so that day lies in the plan.
    """

    keeps_to_plan = True

    @property
    def usual_day(self) -> tuple[date, str]:
        """The day that it is compared with where none is asked for, and how that is called: a week before."""
        return self.asked_day.day - timedelta(days=DAYS_BEFORE), _("a week before")

    @cached_property
    def first_day(self) -> FirstDay:
        usual, _name = self.usual_day
        first = first_day(self.request.GET, self.asked_day, default=usual, offers=self.offers())
        return replace(first, day=self.in_plan(first.day))

    def in_plan(self, day: date) -> date:
        """No day before the plan began: another plan counted then, and its lists are not this one's."""
        begins = self.plan.starts_on if self.plan and self.keeps_to_plan else day
        return max(day, begins) if begins < self.asked_day.day else day

    def offers(self) -> list[tuple[str, str]]:
        usual, name = self.usual_day
        offers = [(name, self.since(usual))]
        for period in last_cut_offs(self.plan_day) if self.plan else ():
            day = date_format(period.ends_on, "DATE_FORMAT")
            words = _("%(period)s, cut off on %(day)s") % {"period": period, "day": day}
            offers.append((words, self.since(period.ends_on)))
        return offers

    def since(self, day: date) -> str:
        """This page with another first day."""
        match = self.request.resolver_match
        return self.links.to(match.url_name, *match.kwargs.values(), **{FROM: day.isoformat()})

    @cached_property
    def day_before(self) -> PlanDay:
        return plan_day(self.plan, self.first_day.day, today=self.today)

    def get_context_data(self, **kwargs):
        return super().get_context_data(first_day=self.first_day, **kwargs)
