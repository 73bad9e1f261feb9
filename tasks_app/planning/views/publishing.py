"""A plan is looked at as a whole, put in force, carried over and closed."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.calendar.queries import working_calendar
from tasks_app.plan.actions import TransitionRefused
from tasks_app.planning import actions, queries
from tasks_app.planning.enums import Missing
from tasks_app.planning.forms import CarryForm, DeadlinesForm
from tasks_app.planning.views.frame import PlannersPage
from tasks_app.planning.wording import deadline_in_words, lack_lines

SHOWN = 50  # of what is still open; more are counted


class PublishPlan(PlannersPage):
    """The checklist, where each line leads to what mends it; and, once nothing blocks, the press."""

    template_name = "planning/plan_publish.html"

    def get_context_data(self, *, refused: str = "", **kwargs):
        plan = self.plan
        its = queries.editor(plan, on=self.today)
        return super().get_context_data(
            plan=plan,
            its=its,
            way=self.crumbs((_("Check and publish"), "")),
            blocking=lack_lines(its.checklist.blocking, its, plan),
            warnings=lack_lines(its.checklist.warnings, its, plan),
            unconfirmed=sum(lack.missing == Missing.UNCONFIRMED for lack in its.checklist.lacks),
            people=queries.people_told_by_publishing(plan, on=self.today) if plan.is_draft else 0,
            refused=refused,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            plan = actions.publish_plan(self.plan, **self.who_and_when)
        except (actions.PlanningRefused, TransitionRefused) as refused:
            self.__dict__.pop("plan", None)
            return self.render_to_response(self.get_context_data(refused=str(refused)), status=409)
        messages.success(request, _("The plan of %(year)s is published.") % {"year": plan.year})
        return redirect("plan_editor", plan.year)


class ConfirmDeadlines(PlannersPage):
    """The deadlines that were read for a copied or imported plan, each beside its words; confirmed by a press."""

    template_name = "planning/plan_deadlines.html"

    def new_form(self, data=None) -> DeadlinesForm:
        return DeadlinesForm(data, tasks=queries.unconfirmed(self.plan))

    def get_context_data(self, *, form: DeadlinesForm | None = None, **kwargs):
        form, calendar = form or self.new_form(), working_calendar()
        ticked = set(form["tasks"].value() or [])
        rows = [
            (task, tick, tick in ticked, deadline_in_words(task, self.plan, calendar))
            for tick, task in form.by_tick.items()
        ]
        way = self.crumbs((_("Confirm the deadlines"), ""))
        return super().get_context_data(plan=self.plan, way=way, form=form, rows=rows, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            number = actions.confirm_deadlines(self.plan, form.seen, **self.who_and_when)
        except actions.PlanningRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        text = ngettext("%(number)d deadline is confirmed.", "%(number)d deadlines are confirmed.", number)
        messages.success(request, text % {"number": number})
        return redirect("plan_publish", self.plan.year)


class ClosePlan(PlannersPage):
    """What is still open, and, once nothing is, the press."""

    template_name = "planning/plan_close.html"

    def get_context_data(self, *, refused: str = "", **kwargs):
        plan = self.plan
        work, tasks = queries.open_work(plan), queries.unissued_tasks(plan)
        number = work.count()
        return super().get_context_data(
            plan=plan,
            way=self.crumbs((_("Close the plan"), "")),
            work=list(work[:SHOWN]),
            number=number,
            more=max(0, number - SHOWN),
            tasks=list(tasks),
            refused=refused,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            plan = actions.close_plan(self.plan, **self.who_and_when)
        except actions.PlanningRefused as refused:
            self.__dict__.pop("plan", None)
            return self.render_to_response(self.get_context_data(refused=str(refused)), status=409)
        messages.success(request, _("The plan of %(year)s is closed.") % {"year": plan.year})
        return redirect("plan_editor", plan.year)


class CarryOver(PlannersPage):
    """Open work of a plan, with a tick each, and the task of a later plan in which it goes on."""

    template_name = "planning/plan_carry_over.html"

    def new_form(self, data=None) -> CarryForm:
        rows, later = queries.carrying(self.plan)
        return CarryForm(data, rows=rows, later=later)

    def get_context_data(self, *, form: CarryForm | None = None, **kwargs):
        form = form or self.new_form()
        ticked = set(form["work"].value() or [])
        rows = [
            (row, form[f"next-{row.task.pk}"], [(one, str(one.pk) in ticked) for one in row.work]) for row in form.rows
        ]
        return super().get_context_data(
            plan=self.plan, way=self.crumbs((_("Carry over"), "")), form=form, rows=rows, later=form.later, **kwargs
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        number = actions.carry_over(form.chosen, **self.who_and_when)
        text = ngettext("%(number)d assignment is carried over.", "%(number)d assignments are carried over.", number)
        messages.success(request, text % {"number": number})
        return redirect("plan_carry_over", self.plan.year)


class CoveragePage(PlannersPage):
    """Clauses and shortcomings without a task, tasks without a clause: each leads to what mends it."""

    template_name = "planning/plan_coverage.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            plan=self.plan,
            its=queries.coverage(self.plan),
            way=self.crumbs((_("Coverage"), "")),
            may_edit=self.may_plan and self.plan.closed_at is None,
            **kwargs,
        )
