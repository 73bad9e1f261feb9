from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.paging import CountedPaginator
from tasks_app.common.text import keys_in
from tasks_app.options.queries import options
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.models import Plan
from tasks_app.plan.queries import current_plan, group_choices, organisations_in
from tasks_app.plan.views import applied_filters
from tasks_app.reporting import actions, queries
from tasks_app.reporting.forms import ACCEPT, RETURN, QueueFilter, ReviewForm, TogetherForm
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.permissions import can_open_review_queue
from tasks_app.reporting.wording import queue_in_figures

TOGETHER_AT_MOST = 100  # ticked reports; a page of the queue has 25


class ReviewPage(LoginRequiredMixin, TemplateView):
    """A page of the secretariat's reviewers, who work through the queue that the address asks for."""

    offers_filters = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_open_review_queue(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self):
        return clock.today()

    @cached_property
    def calendar(self):
        return working_calendar()

    @cached_property
    def involved(self) -> queries.Involved:
        return queries.involved(self.request.actor.people, on=self.today)

    @cached_property
    def filters(self) -> QueueFilter:
        needed = self.offers_filters or self.request.GET.get("group")
        return QueueFilter(self.request.GET, groups=group_choices(self.plan, on=self.today) if needed else [])

    @cached_property
    def plan(self) -> Plan | None:
        return current_plan(on=self.today)

    @cached_property
    def query(self) -> str:
        """The filters that are on, to go along in every address; with its question mark."""
        asked = self.filters.asked
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def queue(self):
        group = self.filters.asked_group
        return queries.narrowed_queue(
            **self.filters.narrows,
            of=organisations_in(group, on=self.today, plan=self.plan) if group else None,
            today=self.today,
            calendar=self.calendar,
        )


@dataclass(frozen=True)
class QueueRow:
    """A line of the queue; ``can_be_ticked``: whether it can be decided on together with others."""

    waiting: queries.WaitingReport
    can_be_ticked: bool


class ReviewQueue(ReviewPage):
    """The reports that wait for the secretariat, the longest wait first, and how quickly it answers."""

    template_name = "reporting/report_list.html"
    paginate_by = 25
    offers_filters = True

    def get_context_data(self, **kwargs):
        queue = CountedPaginator(self.queue, self.paginate_by, parts=queries.QUEUED)
        page = queue.get_page(self.request.GET.get("page"))
        figures = queries.queue_figures(today=self.today, calendar=self.calendar)
        own = queries.involved(self.request.actor.people, on=self.today, reports=list(page))
        return super().get_context_data(
            filters=self.filters,
            applied=applied_filters(self.request, self.filters),
            query=self.query,
            page_obj=page,
            rows=[self.row(report, own) for report in page],
            queue=figures,
            figures=queue_in_figures(figures),
            **kwargs,
        )

    def row(self, report: ProgressReport, own: queries.Involved) -> QueueRow:
        refused = actions.why_not_together(report, own=own)
        return QueueRow(queries.waiting_report(report, today=self.today, calendar=self.calendar), not refused)


class ReviewReport(KeepsTextMixin, ReviewPage):
    """Old beside new; accept, or return with a reason; then the next one."""

    template_name = "reporting/report_review.html"
    keeps_text_of = ReviewForm

    @cached_property
    def report(self) -> ProgressReport:
        return get_object_or_404(queries.reviewable_reports(), pk=self.kwargs["pk"])

    def get_context_data(self, *, form: ReviewForm | None = None, **kwargs):
        report = self.report
        assignment = report.assignment
        page = queries.assignment_page(assignment, today=self.today, calendar=self.calendar)
        birth = {"newest": page.last_sent.pk, "state": assignment.state}
        place = queries.place_in_queue(
            self.queue, report, not_of=self.involved, today=self.today, calendar=self.calendar
        )
        return super().get_context_data(
            report=report,
            assignment=assignment,
            page=page,
            newer=page.last_sent if page.last_sent != report else None,
            is_worked_on=assignment.takes_reports or report.asks_completion,
            waiting=queries.waiting_report(report, today=self.today, calendar=self.calendar),
            answered_after=queries.answered_after(report, self.calendar),
            place=place,
            query=self.query,
            comparison=queries.comparison(report),
            form=form or ReviewForm(typed_before(self.request), initial=birth),
            may_review=not self.involved.is_in(report),
            answer_within=options().answer_within,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if self.involved.is_in(self.report):
            raise Http404
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act = actions.accept_report if form.accepts else actions.return_report
        try:
            act(self.report, comment=form.said, birth=form.birth, by=request.actor, at=clock.now())
        except actions.AlreadyReviewed as already:
            return self._show_again(form, str(already))
        except actions.NewsWhileReviewing as news:
            typed = request.POST.copy()
            typed["newest"], typed["state"] = str(news.now.newest), news.now.state
            form = ReviewForm(typed)
            form.is_valid()
            return self._show_again(form, str(news))
        messages.success(request, _("The report was accepted.") if form.accepts else _("The report was returned."))
        following = queries.following(self.queue, self.report, not_of=self.involved)
        return redirect(
            (reverse("report_review", args=[following]) if following else reverse("report_list")) + self.query
        )

    def _show_again(self, form: ReviewForm, sentence: str):
        """The page as it is now, with what was typed."""
        del self.report
        form.add_error(None, sentence)
        return self.render_to_response(self.get_context_data(form=form), status=409)


@dataclass(frozen=True)
class Ticked:
    """A ticked report and, where it will be left as it is, why."""

    report: ProgressReport
    waits: int
    refused: str


class DecideReports(KeepsTextMixin, ReviewPage):
    """Several ticked reports at once: what will happen to each, one comment, one press."""

    template_name = "reporting/reports_decide.html"
    keeps_text_of = TogetherForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and kwargs["decision"] not in (ACCEPT, RETURN):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def accepts(self) -> bool:
        return self.kwargs["decision"] == ACCEPT

    @cached_property
    def reports(self) -> list[ProgressReport]:
        ticked = keys_in(self.request.GET.getlist("report"))
        found = queries.reviewable_reports().filter(pk__in=sorted(ticked)[:TOGETHER_AT_MOST])
        return list(found.order_by("submitted_at", "pk"))

    def get(self, request, *args, **kwargs):
        if not self.reports:
            messages.info(request, _("No report was ticked. Tick those that are to be decided together."))
            return redirect(reverse("report_list") + self.query)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form: TogetherForm | None = None, **kwargs):
        rows = [self.row(report) for report in self.reports]
        return super().get_context_data(
            rows=rows,
            to_decide=[row for row in rows if not row.refused],
            left=[row for row in rows if row.refused],
            accepts=self.accepts,
            query=self.query,
            form=form or TogetherForm(typed_before(self.request), accepts=self.accepts),
            **kwargs,
        )

    def row(self, report: ProgressReport) -> Ticked:
        waiting = queries.waiting_report(report, today=self.today, calendar=self.calendar)
        return Ticked(report, waiting.waits, actions.why_not_together(report, own=self.involved))

    def post(self, request, *args, **kwargs):
        form = TogetherForm(request.POST, accepts=self.accepts)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act = actions.accept_reports if self.accepts else actions.return_reports
        self.tell(act(self.reports, comment=form.said, by=request.actor, at=clock.now()))
        return redirect(reverse("report_list") + self.query)

    def tell(self, outcome: actions.Together) -> None:
        number = len(outcome.decided)
        if self.accepts:
            text = ngettext("%(number)d report was accepted.", "%(number)d reports were accepted.", number)
        else:
            text = ngettext("%(number)d report was returned.", "%(number)d reports were returned.", number)
        if number:
            messages.success(self.request, text % {"number": number})
        for report, reason in outcome.refused:
            messages.warning(
                self.request,
                _("Left as it was: %(report)s. %(reason)s") % {"report": report.assignment, "reason": reason},
            )
