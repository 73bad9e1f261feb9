"""All official reports, and a new one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.documents import actions, queries
from tasks_app.documents.forms import GroundForm
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.permissions import can_make_reports, can_see_reports
from tasks_app.plan.models import Plan
from tasks_app.plan.queries import current_plan
from tasks_app.reporting.models import ReportingPeriod


class ReportsPage(LoginRequiredMixin, TemplateView):
    """For those who follow the whole province; ``for_makers`` narrows it to those who make reports."""

    for_makers = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            allowed = can_make_reports if self.for_makers else can_see_reports
            if not allowed(request.standing):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def report(self) -> OfficialReport:
        return get_object_or_404(queries.reports(), pk=self.kwargs["pk"])

    @property
    def may_change(self) -> bool:
        return can_make_reports(self.request.standing) and not self.report.is_issued


class ReportList(ReportsPage):
    """The official reports, the newest first."""

    template_name = "documents/official_report_list.html"
    paginate_by = 25

    def get_context_data(self, **kwargs):
        page = Paginator(queries.listed_reports(), self.paginate_by).get_page(self.request.GET.get("page"))
        page.object_list = list(page.object_list)
        return super().get_context_data(page_obj=page, may_make=can_make_reports(self.request.standing), **kwargs)


class MakeReport(ReportsPage):
    """Of which period, or of which day; the pages of a period and of the overview send it with one press."""

    template_name = "documents/official_report_make.html"
    for_makers = True

    def get_context_data(self, *, form: GroundForm | None = None, **kwargs):
        return super().get_context_data(form=form or self.new_form(), **kwargs)

    def new_form(self, data=None) -> GroundForm:
        first = Plan.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
        periods = [one for one in queries.periods_to_report() if one.starts_on <= clock.today()]
        return GroundForm(data, periods=periods, today=clock.today(), first=first or clock.today())

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        asked = form.asked
        plan = asked.plan if isinstance(asked, ReportingPeriod) else current_plan(on=asked)
        report = actions.make_report(plan, asked, by=request.actor, at=clock.now())
        messages.success(request, _("The draft of the report is made. Read the texts, and put them right."))
        return redirect("official_report_detail", report.pk)
