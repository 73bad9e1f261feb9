"""Pages that answer for any day: which day is asked for, and addresses that keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.organisations.models import speak_of
from tasks_app.organisations.queries import names_on
from tasks_app.plan.forms import AS_OF, AsOfForm
from tasks_app.plan.models import Plan
from tasks_app.plan.permissions import can_see_plan
from tasks_app.plan.queries import PlanDay, current_plan, plan_day
from tasks_app.plan.rules import Yardstick

OF_TODAY = ("receipt",)  # what is not asked of a past day, and is not carried along to one


@dataclass(frozen=True)
class Links:
    """Addresses of lists and boards; those of a past day keep it, so that every number leads to what it counted."""

    as_of: date | None = None

    def to(self, name: str, *args, **parameters) -> str:
        """The address of a page (its name and the parts of its path) with these parameters; None is left out."""
        asked = {key: value for key, value in parameters.items() if value is not None}
        if self.as_of:
            asked[AS_OF] = self.as_of.isoformat()
        url = reverse(name, args=args)
        return f"{url}?{urlencode(asked)}" if asked else url

    def pattern(self, name: str, *parameters: str) -> str:
        """The address of a page with a place for the value of each of these parameters, to be filled by
        ``str.format``: thousands of links to one list are worked out once."""
        places = {parameter: f"{{{parameter}}}" for parameter in parameters}
        return self.to(name, **places).replace("%7B", "{").replace("%7D", "}")

    def assignments(self, **filters) -> str:
        return self.to("assignment_list", **filters)

    def tasks(self, **filters) -> str:
        return self.to("task_list", **filters)


@dataclass(frozen=True)
class AskedDay:
    """The day that a page answers for. ``wrong``: what was asked for where that is no day up to today.

    ``form`` asks for another day, ``kept`` are the other parameters of the address, which go along with it.
    """

    day: date
    now: datetime
    form: AsOfForm
    wrong: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    now_url: str = ""

    @property
    def is_past(self) -> bool:
        return self.day < self.now.date()

    @property
    def links(self) -> Links:
        return Links(self.day if self.is_past else None)

    def understood(self, parameters: QueryDict) -> QueryDict:
        """The parameters of the address without a day that was not understood: a form would ask for it again."""
        understood = parameters.copy()
        if self.wrong:
            del understood[AS_OF]
        return understood


def asked_day(path: str, parameters: QueryDict, *, now: datetime) -> AskedDay:
    """Which day an address asks for with ``as_of``; today where it asks for none that can be answered."""
    today = now.date()
    form = AsOfForm(parameters, today=today)
    others = parameters.copy()
    others.pop(AS_OF, None)
    for name in ("page", *OF_TODAY):
        others.pop(name, None)
    return AskedDay(
        day=form.day or today,
        now=now,
        form=AsOfForm({AS_OF: date_format(form.day or today, "d/m/Y")}, today=today),
        wrong="" if form.day else form.asked,
        kept=tuple((key, value) for key, values in others.lists() for value in values if value),
        now_url=f"{path}?{others.urlencode()}" if others else path,
    )


class PlanPage(LoginRequiredMixin, TemplateView):
    """A page about the current plan for everyone with a role. ``self.plan`` is None while none is entered.

    With ``answers_for_days`` it answers for the day that ``?as_of=`` asks for, by the plan that was in force then.
    """

    answers_for_days = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_plan(request.standing):
            raise Http404
        if self.asked_day.is_past:
            speak_of(names_on(self.asked_day.day))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        asked = {"asked_day": self.asked_day} if self.answers_for_days else {}
        return super().get_context_data(plan=self.plan, **asked, **kwargs)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def asked_day(self) -> AskedDay:
        parameters = self.request.GET if self.answers_for_days else QueryDict()
        return asked_day(self.request.path, parameters, now=self.now)

    @property
    def links(self) -> Links:
        return self.asked_day.links

    @cached_property
    def plan(self) -> Plan | None:
        return current_plan(on=self.asked_day.day)

    @cached_property
    def plan_day(self) -> PlanDay:
        return plan_day(self.plan, self.asked_day.day, today=self.today)

    @property
    def yardstick(self) -> Yardstick:
        return self.plan_day.by
