from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan import actions, rules
from tasks_app.plan.enums import Act
from tasks_app.plan.forms import DecisionForm
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import can_decide
from tasks_app.plan.queries import tasks_of_later_plans, with_names
from tasks_app.plan.wording import CONSEQUENCES, DECIDED, shown


class DecideOnAssignment(KeepsTextMixin, TemplateView):
    """One decision of the secretariat on an assignment, on a page of its own that says what follows."""

    template_name = "plan/assignment_decide.html"
    keeps_text_of = DecisionForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can_decide(request.standing) or kwargs["act"] not in rules.DECISIONS:
            raise Http404
        self.act = Act(kwargs["act"])
        self.assignment = get_object_or_404(with_names(Assignment.objects.all()), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if not rules.is_possible(self.act, self.assignment.state):
            messages.info(request, str(actions.TransitionRefused(self.act, self.assignment.state)))
            return redirect("assignment_detail", self.assignment.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form: DecisionForm | None = None, **kwargs):
        measured = self.assignment.measured(today=clock.today(), calendar=working_calendar())
        return super().get_context_data(
            assignment=self.assignment,
            shown=shown(measured),
            consequence=CONSEQUENCES[self.act],
            form=form or self.new_form(),
            **(kwargs | {"act": self.act}),
        )

    def new_form(self, data=None) -> DecisionForm:
        plan = self.assignment.task.key_task.plan
        data = typed_before(self.request) if data is None else data
        return DecisionForm(data, act=self.act, today=clock.today(), next_tasks=tasks_of_later_plans(plan))

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = form.cleaned_data
        try:
            actions.decide(
                self.assignment,
                self.act,
                reason=said.get("reason", ""),
                basis=form.basis,
                next_task=said.get("next_task"),
                by=request.actor,
                at=clock.now(),
            )
        except actions.TransitionRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, DECIDED[self.act])
        return redirect("assignment_detail", self.assignment.pk)
