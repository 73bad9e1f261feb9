"""What the pages of a plan have in common: who sees them, and how a form of theirs is answered."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.actions import TransitionRefused
from tasks_app.plan.models import Plan, Task
from tasks_app.planning import actions
from tasks_app.planning.permissions import can_plan, can_see_planning


class PlannersPage(LoginRequiredMixin, TemplateView):
    """A page of those who make plans; ``for_planners``: of the secretariat alone, else administrators look too."""

    for_planners = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            changes = self.for_planners or (request.method == "POST" and hasattr(self, "post"))
            allowed = can_plan if changes else can_see_planning
            if not allowed(request.standing):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def may_plan(self) -> bool:
        return can_plan(self.request.standing)

    @cached_property
    def plan(self) -> Plan:
        plans = Plan.objects.select_related("source_document", "committee")
        return get_object_or_404(plans, year=self.kwargs["year"])

    @cached_property
    def task(self) -> Task:
        tasks = Task.objects.select_related("key_task__plan__source_document", "clause__document")
        return get_object_or_404(tasks, pk=self.kwargs["pk"])

    @property
    def who_and_when(self) -> dict:
        return {"by": self.request.actor, "at": clock.now()}

    @property
    def giving_day(self) -> date:
        """The day by whose organisations and members work is given out: today, or the first of a plan to come."""
        return max(self.today, self.plan.starts_on)

    def crumbs(self, *further: tuple[str, str]) -> list[tuple[str, str]]:
        """The way here from the list of plans."""
        plan = _("Plan of %(year)s") % {"year": self.plan.year}
        editor = reverse("plan_editor", args=[self.plan.year])
        return [(_("Plans"), reverse("plan_list")), (plan, editor if further else ""), *further]

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_plan=self.may_plan, **kwargs)


class OfTaskMixin:
    """A page about one task: its plan is the task's."""

    @cached_property
    def plan(self) -> Plan:
        return self.task.key_task.plan


class FormPage(KeepsTextMixin, PlannersPage):
    """A form about a plan: refused with a sentence, it comes back filled. ``saved_text``: what is said afterwards."""

    for_planners = True
    template_name = "planning/form.html"
    saved_text = ""
    button = ""
    refusals: tuple[type[Exception], ...] = (actions.PlanningRefused, TransitionRefused)
    note = ""

    def new_form(self, data=None):
        raise NotImplementedError

    def act(self, form):
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    def where_to(self, result) -> str:
        return reverse("plan_editor", args=[self.plan.year])

    def way_here(self) -> list[tuple[str, str]]:
        return self.crumbs((self.title(), ""))

    def get_context_data(self, *, form=None, **kwargs):
        form = form or self.new_form(typed_before(self.request))
        return super().get_context_data(
            form=form,
            title=self.title(),
            way=self.way_here(),
            button=self.button or _("Save"),
            note=self.note,
            back=self.way_here()[-2][1],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.answer(form, 422)
        return self.done_or_refused(form)

    def done_or_refused(self, form):
        try:
            result = self.act(form)
        except actions.EditedMeanwhile as refused:
            self.__dict__.pop("plan", None)
            self.__dict__.pop("task", None)
            form = self.new_form(form.data)
            form.is_valid()
            form.show_what_is_saved()
            form.add_error(None, str(refused))
            return self.answer(form, 409)
        except self.refusals as refused:
            form.add_error(None, str(refused))
            return self.answer(form, 409)
        if text := self.said(result):
            messages.success(request=self.request, message=text)
        return redirect(self.where_to(result))

    def said(self, result) -> str:
        return str(self.saved_text)

    def answer(self, form, status: int):
        return self.render_to_response(self.get_context_data(form=form), status=status)


class StepPage(PlannersPage):
    """A press without anything to fill in. Who only opens the address comes back to the page of the plan."""

    for_planners = True
    done_text = ""

    def act(self):
        raise NotImplementedError

    def where_to(self) -> str:
        return reverse("plan_editor", args=[self.plan.year])

    def get(self, request, *args, **kwargs):
        return redirect(self.where_to())

    def post(self, request, *args, **kwargs):
        url = self.where_to()  # what the press removes leads nowhere afterwards
        try:
            self.act()
        except (actions.PlanningRefused, TransitionRefused) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(self.done_text))
        return redirect(url)
