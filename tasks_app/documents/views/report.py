"""One official report: read, edited, its figures taken again, issued."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tasks_app.common import clock
from tasks_app.common.text import key_in
from tasks_app.documents import actions, queries, wording
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.forms import FileForm, IssueForm, TextsForm
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.pdf import makes_pdf
from tasks_app.documents.permissions import can_make_reports
from tasks_app.documents.views.reports import ReportsPage
from tasks_app.documents.views.sections import Section, sections
from tasks_app.people.views import KeepsTextMixin, typed_before


class ShowReport(KeepsTextMixin, ReportsPage):
    """A report: its figures and sections, and for those who make it the texts to edit, beside what they come from."""

    template_name = "documents/official_report_detail.html"
    keeps_text_of = TextsForm

    def get_context_data(
        self,
        *,
        form: TextsForm | None = None,
        theirs: OfficialReport | None = None,
        file_form: FileForm | None = None,
        error: str = "",
        **kwargs,
    ):
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
            error=error,
            files=queries.files_of(report),
            file_form=file_form or FileForm(initial={"language": "vi"}, with_pdf=makes_pdf()),
            letterheads=[(one.value, str(one.label)) for one in Letterhead],
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
