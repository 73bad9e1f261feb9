from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.reporting import actions, queries
from tasks_app.reporting.forms import ReviewForm
from tasks_app.reporting.permissions import can_open_review_queue, can_review


class ReviewQueue(LoginRequiredMixin, ListView):
    """The reports that wait for the secretariat, the longest wait first."""

    template_name = "reporting/report_list.html"
    paginate_by = 25
    context_object_name = "reports"

    def get_queryset(self):
        if not can_open_review_queue(self.request.standing):
            raise Http404
        return queries.review_queue()

    def paginate_queryset(self, queryset, page_size):
        """A page that is not there (any more) is the nearest one that is."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        calendar, today = working_calendar(), clock.today()
        rows = [queries.waiting_report(report, today=today, calendar=calendar) for report in context["page_obj"]]
        return context | {"rows": rows}


class ReviewReport(LoginRequiredMixin, TemplateView):
    """Old beside new; accept, or return with a reason; then the next one."""

    template_name = "reporting/report_review.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can_open_review_queue(request.standing):
            raise Http404
        self.report = get_object_or_404(queries.reviewable_reports(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *, form: ReviewForm | None = None, **kwargs):
        report = self.report
        assignment = report.assignment
        return super().get_context_data(
            report=report,
            assignment=assignment,
            page=queries.assignment_page(assignment, today=clock.today(), calendar=working_calendar()),
            comparison=queries.comparison(report),
            form=form or ReviewForm(),
            may_review=can_review(self.request.standing, report),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not can_review(request.standing, self.report):
            raise Http404
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        accepts = form.cleaned_data["decision"] == ReviewForm.ACCEPT
        act = actions.accept_report if accepts else actions.return_report
        try:
            act(self.report, comment=form.cleaned_data["comment"], by=request.actor, at=clock.now())
        except actions.AlreadyReviewed as already:
            self.report = queries.reviewable_reports().get(pk=self.report.pk)
            form.add_error(None, str(already))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("The report was accepted.") if accepts else _("The report was returned."))
        following = queries.review_queue().first()
        return redirect("report_review", following.pk) if following else redirect("report_list")
