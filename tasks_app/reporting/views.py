from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import can_see_assignment
from tasks_app.plan.queries import with_names
from tasks_app.reporting import actions, queries
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.forms import ReportForm, ReviewForm
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.permissions import can_open_review_queue, can_report, can_review
from tasks_app.reporting.rules import ANSWER_WITHIN


class MyWork(LoginRequiredMixin, TemplateView):
    """What the person answers for, the most urgent first."""

    template_name = "reporting/my_work.html"

    def get_context_data(self, **kwargs):
        who = self.request.standing
        if not who.has_work:
            raise Http404
        today = clock.today()
        return super().get_context_data(
            work=queries.my_work(who, today=today, calendar=working_calendar()), today=today, **kwargs
        )


class AssignmentPage(LoginRequiredMixin, TemplateView):
    """The facts of an assignment, where it stands, what comes next, and its record."""

    template_name = "reporting/assignment_detail.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def load(self, pk: int) -> None:
        """The assignment and what its page shows; what the person may not see does not exist for him."""
        self.assignment = get_object_or_404(
            with_names(Assignment.objects.all())
            .select_related("task__clause__document")
            .prefetch_related("contributions__organisation"),
            pk=pk,
        )
        if not can_see_assignment(self.request.standing, self.assignment):
            raise Http404
        self.may_report = can_report(self.request.standing, self.assignment)
        self.today = clock.today()
        self.page = queries.assignment_page(self.assignment, today=self.today, calendar=working_calendar())

    def get_context_data(self, *, form: ReportForm | None = None, theirs: ProgressReport | None = None, **kwargs):
        if form is None and self.may_report and self.assignment.takes_reports:
            form = self.new_form()
        waiting = self.page.waiting
        return super().get_context_data(
            assignment=self.assignment,
            page=self.page,
            form=form,
            theirs=theirs,
            may_review=waiting is not None and can_review(self.request.standing, waiting),
            today=self.today,
            answer_within=ANSWER_WITHIN,
            **kwargs,
        )

    def new_form(self, data=None) -> ReportForm:
        previous = self.page.last_sent
        return ReportForm(
            data,
            today=self.today,
            initial=ReportForm.initial_from(self.page.draft, previous),
            is_overdue=self.page.is_overdue,
            previous_percent=previous.percent if previous else None,
        )


class EditReport(AssignmentPage):
    """The form of the assignment's report: opened from a mail, kept as a draft, or sent."""

    def load(self, pk: int) -> None:
        super().load(pk)
        if not self.may_report:
            raise Http404

    def get(self, request, *args, **kwargs):
        if not self.assignment.takes_reports:
            return redirect("assignment_detail", self.assignment.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act = actions.submit_report if form.is_sent else actions.save_draft
        try:
            act(self.assignment, form.content(), birth=form.birth, by=request.actor, at=clock.now())
        except actions.AlreadySubmitted as already:
            messages.info(request, str(already))
        except actions.ReportConflict as conflict:
            return self._show_both(form, conflict)
        except actions.ReportNotPossible as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        else:
            messages.success(request, _("The report was sent.") if form.is_sent else _("The draft was saved."))
        return redirect("my_work") if form.is_sent else redirect("assignment_detail", self.assignment.pk)

    def _show_both(self, form: ReportForm, conflict: actions.ReportConflict):
        """What was typed stays in the form, and theirs stands beside it.

        From now on the form continues their draft, or is a new report after the one that they sent.
        """
        theirs, data = conflict.theirs, self.request.POST.copy()
        if theirs.state == ReportState.DRAFT:
            data["uid"], data["version"] = str(theirs.uid), str(theirs.version)
        else:
            data["uid"], data["version"], data["based_on"] = str(uuid4()), "0", str(theirs.pk)
        again = self.new_form(data)
        again.is_valid()
        again.add_error(None, str(conflict))
        return self.render_to_response(self.get_context_data(form=again, theirs=theirs), status=409)


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
