from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.organisations.models import Organisation
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.models import Plan
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.queries import current_plan, group_choices, organisations_in
from tasks_app.reporting import actions, queries
from tasks_app.reporting.forms import DueFilter, PeriodForm
from tasks_app.reporting.models import ReportingPeriod
from tasks_app.reporting.permissions import can_keep_periods
from tasks_app.reporting.rules import SENT, may_be_closed


class FollowersPage(LoginRequiredMixin, TemplateView):
    """For those who follow the whole province; ``for_keepers`` narrows it to those who keep the periods."""

    for_keepers = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            allowed = can_keep_periods if self.for_keepers else can_follow_all
            if not allowed(request.standing):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    def period(self):
        return get_object_or_404(queries.periods(), pk=self.kwargs["pk"])


class PeriodList(FollowersPage):
    """The reporting periods of the current plan, what is due first at the top; the rest behind a press."""

    template_name = "reporting/period_list.html"

    @cached_property
    def plan(self) -> Plan | None:
        return current_plan(on=self.today)

    def sections(self) -> dict[str, list[ReportingPeriod]]:
        """The periods by whether they are not closed yet, closed, or still to come."""
        periods = list(queries.periods().filter(plan=self.plan)) if self.plan else []
        begun = [period for period in periods if period.starts_on <= self.today]
        return {
            "current": sorted((period for period in begun if not period.is_closed), key=lambda period: period.due_on),
            "closed": [period for period in begun if period.is_closed],
            "ahead": [period for period in reversed(periods) if period.starts_on > self.today],
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            plan=self.plan, may_keep=can_keep_periods(self.request.standing), **self.sections(), **kwargs
        )


class PeriodDetail(FollowersPage):
    """What is owed for a period and came in, and how the work stood at its cut-off."""

    template_name = "reporting/period_detail.html"
    paginate_by = 50

    @cached_property
    def shown(self) -> ReportingPeriod:
        return self.period()

    @cached_property
    def figures(self) -> queries.PeriodFigures:
        return queries.period_figures(self.shown, today=self.today, calendar=working_calendar())

    @property
    def day(self) -> date:
        """Whose members a group is of."""
        return min(self.shown.ends_on, self.today)

    @cached_property
    def filters(self) -> DueFilter:
        return DueFilter(self.request.GET, groups=group_choices(self.shown.plan, on=self.day))

    @cached_property
    def rows(self) -> list[queries.DueRow]:
        """The owed reports that the address asks for."""
        filters = self.filters
        rows = [row for row in self.figures.rows if _matches(row, filters.asked)]
        if organisation := filters.its_organisation:
            rows = _led_by({organisation}, rows)
        if group := filters.asked_group:
            its_organisations = organisations_in(group, on=self.day, plan=self.shown.plan).values_list("pk", flat=True)
            rows = _led_by(set(its_organisations), rows)
        return rows

    @property
    def one_organisation(self) -> Organisation | None:
        """Whose reports alone are shown, where a link asks for them."""
        return self.rows[0].assignment.organisation if self.rows and self.filters.its_organisation else None

    def get_context_data(self, **kwargs):
        period = self.shown
        return super().get_context_data(
            period=period,
            figures=self.figures,
            filters=self.filters,
            one_organisation=self.one_organisation,
            page_obj=Paginator(self.rows, self.paginate_by).get_page(self.request.GET.get("page")),
            may_keep=can_keep_periods(self.request.standing) and not period.is_closed,
            may_close=_may_close(period, self.today),
            **kwargs,
        )


def _led_by(organisations: set[int], rows: list[queries.DueRow]) -> list[queries.DueRow]:
    return [row for row in rows if row.assignment.organisation_id in organisations]


def _may_close(period: ReportingPeriod, today: date) -> bool:
    return may_be_closed(working_calendar().counts_until(period.due_on), today=today)


def _matches(row: queries.DueRow, asked: str) -> bool:
    if asked == DueFilter.LATE:
        return row.is_late
    if asked == DueFilter.SENT:
        return row.state in SENT
    return not asked or row.state == asked


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def period_enter_national(request):
    """Enter the periods of the current plan by the national cut-off days.

    Who only opens the address, as after a sign-in, comes to the list and changes nothing.
    """
    plan = current_plan(on=clock.today())
    if plan is None or not can_keep_periods(request.standing):
        raise Http404
    if request.method != "POST":
        return redirect("period_list")
    entered = actions.enter_national_periods(plan, by=request.actor, at=clock.now())
    if entered:
        text = ngettext("%(number)d period was entered.", "%(number)d periods were entered.", entered)
        messages.success(request, text % {"number": entered})
    else:
        messages.info(request, _("All periods of the year are there already; nothing was changed."))
    return redirect("period_list")


class PeriodEditing(KeepsTextMixin, FollowersPage):
    """A form about a period: refused with a sentence, it comes back filled."""

    template_name = "reporting/period_edit.html"
    keeps_text_of = PeriodForm
    for_keepers = True

    def get_context_data(self, *, form: PeriodForm | None = None, **kwargs):
        return super().get_context_data(form=form or self.new_form(typed_before(self.request)), **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            period = self.act(form)
        except actions.PeriodRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("The period was saved."))
        return redirect("period_detail", period.pk)


class EnterPeriod(PeriodEditing):
    def dispatch(self, request, *args, **kwargs):
        self.plan = current_plan(on=clock.today())
        if self.plan is None and request.user.is_authenticated:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(period=None, **kwargs)

    def new_form(self, data=None) -> PeriodForm:
        return PeriodForm(data)

    def act(self, form: PeriodForm):
        return actions.enter_period(self.plan, form.kind_of_period, form.days, by=self.request.actor, at=clock.now())


class MovePeriod(PeriodEditing):
    def get_context_data(self, **kwargs):
        return super().get_context_data(period=self.period(), **kwargs)

    def get(self, request, *args, **kwargs):
        period = self.period()
        if period.is_closed:
            messages.info(request, str(actions.PeriodIsClosed(period)))
            return redirect("period_detail", period.pk)
        return super().get(request, *args, **kwargs)

    def new_form(self, data=None) -> PeriodForm:
        return PeriodForm(data, period=self.period())

    def act(self, form: PeriodForm):
        return actions.move_period(self.period(), form.days, by=self.request.actor, at=clock.now())


class ClosePeriod(FollowersPage):
    """Closing cannot be undone, so it has a page of its own that says what will be frozen."""

    template_name = "reporting/period_close.html"
    for_keepers = True

    def get(self, request, *args, **kwargs):
        period = self.period()
        if period.is_closed:
            messages.info(request, str(actions.PeriodIsClosed(period)))
            return redirect("period_detail", period.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        period = self.period()
        its = queries.period_figures(period, today=self.today, calendar=working_calendar())
        return super().get_context_data(period=period, figures=its, may_close=_may_close(period, self.today), **kwargs)

    def post(self, request, *args, **kwargs):
        period = self.period()
        try:
            actions.close_period(period, by=request.actor, at=clock.now())
        except actions.PeriodRefused as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("%(period)s is closed; its figures are frozen.") % {"period": period})
        return redirect("period_detail", period.pk)
