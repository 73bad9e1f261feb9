from __future__ import annotations

from datetime import date
from functools import cached_property

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common import clock
from tasks_app.common.dates import local_day
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import current_plan, group_choices, organisations_in, with_names
from tasks_app.plan.views import applied_filters
from tasks_app.plan.wording import shown
from tasks_app.reporting import actions, permissions, queries, rules
from tasks_app.reporting.enums import ExtensionAct
from tasks_app.reporting.forms import (
    ExtensionDecisionForm,
    ExtensionFilter,
    ExtensionRequestForm,
    OpenExtensionForm,
    ProposalForm,
)
from tasks_app.reporting.models import Extension
from tasks_app.reporting.wording import obstacle_in_words, times_extended


class ExtensionQueue(LoginRequiredMixin, TemplateView):
    """The requests that wait for a proposal or a decision, the longest wait first."""

    template_name = "reporting/extension_list.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not permissions.can_open_extension_queue(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar()

    @cached_property
    def plan(self) -> Plan | None:
        return current_plan(on=self.today)

    @cached_property
    def filters(self) -> ExtensionFilter:
        return ExtensionFilter(self.request.GET, groups=group_choices(self.plan, on=self.today))

    def queue(self) -> queries.ExtensionQueue:
        group = self.filters.asked_group
        organisations = organisations_in(group, on=self.today, plan=self.plan) if group else None
        return queries.extension_queue(today=self.today, calendar=self.calendar, of=organisations)

    def kept(self) -> queries.DeadlinesKept | None:
        """How the deadlines of the plan were kept, whatever the queue is narrowed to."""
        if self.plan is None:
            return None
        return queries.deadlines_kept(self.plan, self.plan.yardstick(today=self.today, calendar=self.calendar))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filters=self.filters,
            applied=applied_filters(self.request, self.filters),
            queue=self.queue(),
            kept=self.kept(),
            proposed_within=rules.PROPOSED_WITHIN,
            **kwargs,
        )


class _FormOnAssignment(KeepsTextMixin, TemplateView):
    """A form about the deadline of an assignment, on a page of its own."""

    limits = True

    @cached_property
    def extensions(self) -> list[Extension]:
        return queries.extensions_of(self.assignment)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.assignment = get_object_or_404(
            with_names(Assignment.objects.all()).prefetch_related("contributions"), pk=kwargs["pk"]
        )
        if not self.may(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """Where there is nothing to fill in, back to the assignment, with the reason."""
        limit = self.assignment.task.key_task.plan.extensions_limit
        obstacle = queries.obstacle_to(self.assignment, self.extensions, limit=limit if self.limits else None)
        if obstacle:
            messages.info(request, obstacle_in_words(obstacle, state=self.assignment.state, limit=limit))
            return redirect("assignment_detail", self.assignment.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form=None, **kwargs):
        measured = self.assignment.measured(today=clock.today(), calendar=working_calendar())
        return super().get_context_data(
            assignment=self.assignment,
            shown=shown(measured),
            extended=times_extended(queries.approved_number(self.extensions)),
            requests=len(self.extensions),
            form=form or self.new_form(),
            **kwargs,
        )

    def new_form(self, data=None):
        data = typed_before(self.request) if data is None else data
        return self.form_class(data, assignment=self.assignment, today=clock.today())

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            return self.act(form)
        except actions.AlreadyAsked as already:
            messages.info(request, str(already))
            return redirect("extension_detail", already.extension.pk)
        except actions.ExtensionNotPossible as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)


class AskForExtension(_FormOnAssignment):
    """Who does the work asks for more time."""

    template_name = "reporting/extension_ask.html"
    form_class = keeps_text_of = ExtensionRequestForm

    def may(self, who) -> bool:
        return permissions.can_ask_for_extension(who, self.assignment)

    def act(self, form):
        extension = actions.ask_for_extension(
            self.assignment, **form.cleaned_data, by=self.request.actor, at=clock.now()
        )
        messages.success(self.request, _("The extension was asked for."))
        return redirect("extension_detail", extension.pk)


class OpenExtension(_FormOnAssignment):
    """A leader extends a deadline without a request, beyond the limit too."""

    template_name = "reporting/extension_open.html"
    form_class = keeps_text_of = OpenExtensionForm
    limits = False

    def may(self, who) -> bool:
        return permissions.can_open_extension(who, self.assignment)

    def act(self, form):
        actions.open_extension(
            self.assignment,
            deadline_on=form.cleaned_data["deadline_on"],
            reason=form.cleaned_data["reason"],
            basis=form.basis,
            by=self.request.actor,
            at=clock.now(),
        )
        messages.success(self.request, _("The deadline was extended."))
        return redirect("assignment_detail", self.assignment.pk)


class ExtensionPage(LoginRequiredMixin, TemplateView):
    """A request: facts, reason, proposal and decision, with the forms of the one who looks, and its history."""

    template_name = "reporting/extension_detail.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load(kwargs["pk"])
        if not self.may(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def load(self, pk: int) -> None:
        self.extension = get_object_or_404(queries.all_extensions(), pk=pk)

    def may(self, who) -> bool:
        return permissions.can_see_extension(who, self.extension)

    def get_context_data(self, *, proposal_form=None, decision_form=None, **kwargs):
        extension, who = self.extension, self.request.standing
        today, calendar = clock.today(), working_calendar()
        asked_on = local_day(extension.asked_at)
        measured = extension.assignment.measured(today=today, calendar=calendar)
        acts = rules.acts_on(extension.state, asked_on=asked_on, today=today, calendar=calendar)
        is_answered_now = extension.assignment.state in rules.DECIDED_IN
        proposes = ExtensionAct.PROPOSE in acts and permissions.can_propose_on_extension(who, extension)
        decides = ExtensionAct.APPROVE in acts and permissions.can_decide_extension(who, extension)
        if is_answered_now and proposes:
            proposal_form = proposal_form or self.new_proposal()
        if is_answered_now and decides:
            decision_form = decision_form or self.new_decision()
        return super().get_context_data(
            extension=extension,
            assignment=extension.assignment,
            shown=shown(measured),
            proposal_form=proposal_form,
            decision_form=decision_form,
            may_withdraw=ExtensionAct.WITHDRAW in acts and permissions.can_withdraw_extension(who, extension),
            waits=queries.waits_for(extension, today=today, calendar=calendar),
            decided_from=rules.decided_from(asked_on, calendar),
            proposed_within=rules.PROPOSED_WITHIN,
            is_answered_now=is_answered_now,
            extended=times_extended(queries.approved_number(queries.extensions_of(extension.assignment))),
            events=queries.record_of_extension(extension),
            in_queue=permissions.can_open_extension_queue(who),
            **kwargs,
        )

    def _typed_before(self, step: str):
        """The forms of the steps stand on this page, under addresses of their own."""
        return typed_before(self.request, sent_to=reverse(step, args=[self.extension.pk]))

    def new_proposal(self, data=None) -> ProposalForm:
        data = self._typed_before("extension_propose") if data is None else data
        return ProposalForm(data, extension=self.extension)

    def new_decision(self, data=None) -> ExtensionDecisionForm:
        data = self._typed_before("extension_decide") if data is None else data
        return ExtensionDecisionForm(data, extension=self.extension, today=clock.today())


class _StepOfExtension(ExtensionPage):
    """One step of a request, on its page. Opened, as after a sign-in, it leads there."""

    def get(self, request, *args, **kwargs):
        return redirect("extension_detail", self.extension.pk)

    def may(self, who) -> bool:
        return self.may_act(who) if self.request.method == "POST" else super().may(who)

    def told_why(self, error: Exception, **forms):
        """What was typed stays beside the reason why it did not count."""
        self.load(self.extension.pk)
        for form in forms.values():
            form.add_error(None, str(error))
        return self.render_to_response(self.get_context_data(**forms), status=409)


class ProposeOnExtension(KeepsTextMixin, _StepOfExtension):
    keeps_text_of = ProposalForm

    def may_act(self, who) -> bool:
        return permissions.can_propose_on_extension(who, self.extension)

    def post(self, request, *args, **kwargs):
        form = self.new_proposal(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(proposal_form=form), status=422)
        try:
            actions.propose_on_extension(self.extension, **form.cleaned_data, by=request.actor, at=clock.now())
        except (actions.ExtensionMovedOn, actions.ExtensionNotPossible) as error:
            return self.told_why(error, proposal_form=form)
        messages.success(request, _("The proposal was made. A leader decides now."))
        return redirect("extension_list")


class DecideExtension(KeepsTextMixin, _StepOfExtension):
    keeps_text_of = ExtensionDecisionForm

    def may_act(self, who) -> bool:
        return permissions.can_decide_extension(who, self.extension)

    def post(self, request, *args, **kwargs):
        form = self.new_decision(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(decision_form=form), status=422)
        said, common = form.cleaned_data, {"by": request.actor, "at": clock.now()}
        try:
            if form.approves:
                actions.approve_extension(
                    self.extension,
                    deadline_on=said["deadline_on"],
                    basis=form.basis,
                    comment=said["comment"],
                    **common,
                )
            else:
                actions.refuse_extension(self.extension, comment=said["comment"], basis=form.basis, **common)
        except (actions.ExtensionMovedOn, actions.ExtensionNotPossible) as error:
            return self.told_why(error, decision_form=form)
        done = _("The extension was approved.") if form.approves else _("The extension was not approved.")
        messages.success(request, done)
        return redirect("extension_list")


class WithdrawExtension(_StepOfExtension):
    def may_act(self, who) -> bool:
        return permissions.can_withdraw_extension(who, self.extension)

    def post(self, request, *args, **kwargs):
        try:
            actions.withdraw_extension(self.extension, by=request.actor, at=clock.now())
        except actions.ExtensionMovedOn as moved_on:
            messages.info(request, str(moved_on))
            return redirect("extension_detail", self.extension.pk)
        messages.success(request, _("The request was withdrawn."))
        return redirect("assignment_detail", self.extension.assignment_id)
