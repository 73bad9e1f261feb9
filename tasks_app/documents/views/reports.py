from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.text import key_in
from tasks_app.documents import actions, queries, wording
from tasks_app.documents.forms import FileForm, GroundForm, IssueForm, TextsForm
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.permissions import can_make_reports, can_see_reports
from tasks_app.documents.views.sections import Section, sections
from tasks_app.people.views import KeepsTextMixin, typed_before
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


class ShowReport(KeepsTextMixin, ReportsPage):
    """A report: its figures and sections, and for those who make it the texts to edit, beside what they come from."""

    template_name = "documents/official_report_detail.html"
    keeps_text_of = TextsForm

    def get_context_data(self, *, form: TextsForm | None = None, theirs: OfficialReport | None = None, **kwargs):
        report, facts = self.report, self.report.its_facts
        if form is None and self.may_change:
            form = TextsForm.of(report, typed_before(self.request))
        return super().get_context_data(
            report=report,
            facts=facts,
            form=form,
            sections=self.sections(form, theirs),
            fields=wording.fields(facts, report.texts, title=report.title),
            theirs=theirs,
            may_change=self.may_change,
            files=queries.files_of(report),
            file_form=FileForm(),
            **kwargs,
        )

    def sections(self, form: TextsForm | None, theirs: OfficialReport | None) -> dict[str, Section]:
        return sections(self.report, form, theirs)

    def post(self, request, *args, **kwargs):
        if not can_make_reports(request.standing):
            raise Http404
        form = TextsForm.of(self.report, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            actions.edit_report(
                self.report,
                form.texts,
                title=form.cleaned_data["title"],
                version=form.cleaned_data["version"],
                by=request.actor,
                at=clock.now(),
            )
        except actions.ReportChanged as changed:
            return self.show_both(form, changed)
        except actions.ReportIsIssued as issued:
            form.add_error(None, str(issued))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("The report was saved."))
        return redirect("official_report_detail", self.report.pk)

    def show_both(self, form: TextsForm, changed: actions.ReportChanged) -> HttpResponse:
        """What was typed stays in the form, beside what another saved; sent again it takes the place of that."""
        again = form.continuing(changed.theirs)
        again.is_valid()
        again.add_error(None, str(changed))
        context = self.get_context_data(form=again, theirs=changed.theirs)
        return self.render_to_response(context, status=409)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def official_report_take(request, pk: int):
    """Take the figures of a draft again. Who only opens the address comes to the report."""
    report = _to_change(request, pk)
    if request.method == "POST":
        try:
            actions.take_figures_again(report, version=_version(request), by=request.actor, at=clock.now())
        except (actions.ReportChanged, actions.ReportIsIssued) as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("The figures were taken again; the texts are as you left them."))
    return redirect("official_report_detail", report.pk)


def _to_change(request, pk: int) -> OfficialReport:
    if not can_make_reports(request.standing):
        raise Http404
    return get_object_or_404(OfficialReport, pk=pk)


def _version(request) -> int:
    """0 is that of no report."""
    return key_in(request.POST.get("version", "")) or 0


class IssueReport(ReportsPage):
    """Issuing cannot be undone, so it has a page of its own that says what will be fixed."""

    template_name = "documents/official_report_issue.html"
    for_makers = True

    def get_context_data(self, *, form: IssueForm | None = None, **kwargs):
        return super().get_context_data(report=self.report, form=form or self.new_form(), **kwargs)

    def new_form(self, data=None) -> IssueForm:
        initial = {"version": self.report.version, "issued_on": clock.today()}
        return IssueForm(data, today=clock.today(), initial=initial)

    def get(self, request, *args, **kwargs):
        if self.report.is_issued:
            messages.info(request, str(actions.ReportIsIssued(self.report)))
            return redirect("official_report_detail", self.report.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        given = form.cleaned_data
        try:
            actions.issue_report(self.report, **given, by=request.actor, at=clock.now())
        except actions.ReportIsIssued as issued:
            messages.info(request, str(issued))
        except actions.ReportChanged as changed:
            messages.info(request, _("%(why)s Read them, then issue the report.") % {"why": changed.news})
        else:
            messages.success(request, _("The report was issued; nothing of it changes any more."))
        return redirect("official_report_detail", self.report.pk)
