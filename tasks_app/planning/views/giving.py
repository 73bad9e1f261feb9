"""To whom a task is given: groups or single organisations, seen once more before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Plan, Task
from tasks_app.planning import actions, queries
from tasks_app.planning.forms import DraftForm, GiveForm, MemberForm
from tasks_app.planning.views.frame import FormPage, OfTaskMixin, PlannersPage, StepPage


@dataclass(frozen=True)
class ToBeGiven:
    """A line of what is seen before it is done."""

    organisation: Organisation
    member: Person | None


class GivePage(OfTaskMixin, PlannersPage):
    """Who has a task, and to whom it is given besides; administrators look."""

    template_name = "planning/task_give.html"

    @cached_property
    def work(self) -> list[Assignment]:
        return queries.work_of(self.task)

    @cached_property
    def choices(self) -> list[Organisation]:
        return list(queries.choices_on(self.giving_day))

    @cached_property
    def members(self) -> list[Person]:
        return list(queries.possible_members(on=self.giving_day).order_by("name_key", "pk"))

    def new_form(self, data=None) -> GiveForm:
        groups = queries.group_members(self.plan, on=self.giving_day)
        return GiveForm(data, groups=groups, choices=self.choices, members=self.members)

    def get_context_data(self, *, form: GiveForm | None = None, preview=None, **kwargs):
        open_drafts = [one for one in self.work if one.state == State.DRAFT]
        return super().get_context_data(
            plan=self.plan,
            task=self.task,
            way=self.crumbs((_("Task %(number)s") % {"number": self.task.number}, "")),
            form=form or self.new_form(),
            preview=preview,
            work=self.work,
            without_member=sum(one.responsible_id is None for one in open_drafts),
            member_form=MemberForm(members=self.members),
            may_edit=self.may_plan and self.plan.closed_at is None,
            lacks=queries.checklist_of_task(self.task, on=self.today),
            goes_out_at_once=not self.task.is_draft,
            may_be_issued=self.task.is_draft and not self.plan.is_draft,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if not form.cleaned_data["confirmed"]:
            return self.render_to_response(self.get_context_data(form=form, preview=self.preview(form)), status=422)
        try:
            given = actions.give_task(
                self.task, form.chosen, responsible=form.member, coordinating=form.others, **self.who_and_when
            )
        except actions.PlanningRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if given:
            text = ngettext("Given to %(number)d organisation.", "Given to %(number)d organisations.", len(given))
            messages.success(request, text % {"number": len(given)})
        else:
            messages.info(request, _("All of these have the task already; nothing was changed."))
        return redirect("plan_task_give", self.task.pk)

    def preview(self, form: GiveForm) -> list[ToBeGiven]:
        """Those who do not have it yet, each with who will answer for it."""
        have = {key for one in self.work for key in (one.organisation_id, one.first_organisation_id)}
        new = [one for one in form.chosen if one.pk not in have]
        members = {} if form.member else queries.overseers(new, on=self.giving_day)
        return [ToBeGiven(one, form.member or members.get(one.pk)) for one in new]


class SetMember(OfTaskMixin, PlannersPage):
    """One member for all the work of a task that nobody answers for."""

    for_planners = True

    def get(self, request, *args, **kwargs):
        return redirect("plan_task_give", self.task.pk)

    def post(self, request, *args, **kwargs):
        form = MemberForm(request.POST, members=queries.possible_members(on=self.giving_day))
        if not form.is_valid():
            messages.error(request, _("Choose the member."))
            return redirect("plan_task_give", self.task.pk)
        try:
            number = actions.set_member(self.task, form.person, **self.who_and_when)
        except actions.PlanningRefused as refused:
            messages.error(request, str(refused))
        else:
            text = ngettext(
                "The member answers for %(number)d assignment now.",
                "The member answers for %(number)d assignments now.",
                number,
            )
            messages.success(request, text % {"number": number})
        return redirect("plan_task_give", self.task.pk)


class OfDraftMixin:
    """A draft of work; what is out has another page, and does not exist here."""

    @cached_property
    def work(self) -> Assignment:
        rows = Assignment.objects.filter(state=State.DRAFT)
        found = rows.select_related("task__key_task__plan", "organisation", "responsible")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def task(self) -> Task:
        return self.work.task

    @cached_property
    def plan(self) -> Plan:
        return self.work.task.key_task.plan

    def where_to(self, result=None) -> str:
        return reverse("plan_task_give", args=[self.task.pk])


class EditDraft(OfDraftMixin, FormPage):
    keeps_text_of = DraftForm
    saved_text = gettext_lazy("The assignment was saved.")

    def title(self) -> str:
        return str(self.work.organisation)

    def way_here(self) -> list[tuple[str, str]]:
        number = _("Task %(number)s") % {"number": self.task.number}
        return self.crumbs((number, self.where_to()), (self.title(), ""))

    def get_context_data(self, **kwargs):
        removal = reverse("plan_draft_take_back", args=[self.work.pk])
        return super().get_context_data(removal=removal, removal_text=_("Take it back"), **kwargs)

    def new_form(self, data=None) -> DraftForm:
        members = queries.possible_members(on=self.giving_day).order_by("name_key", "pk")
        choices = list(queries.choices_on(self.giving_day))
        return DraftForm(data, work=self.work, choices=choices, members=members)

    def act(self, form: DraftForm) -> Assignment:
        seen = form.cleaned_data["seen"] or None
        return actions.change_draft(
            self.work, responsible=form.member, coordinating=form.others, seen=seen, **self.who_and_when
        )


class TakeBack(OfDraftMixin, StepPage):
    done_text = gettext_lazy("The assignment was taken back.")

    def act(self) -> None:
        actions.take_back(self.work, **self.who_and_when)
