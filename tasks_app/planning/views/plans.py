"""The list of plans, the page of a plan, and what is said of it as a whole."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.plan.models import Plan
from tasks_app.planning import actions, queries
from tasks_app.planning.forms import PlanForm
from tasks_app.planning.views.frame import FormPage, PlannersPage
from tasks_app.planning.wording import change, plan_state


class PlanList(PlannersPage):
    template_name = "planning/plan_list.html"

    def get_context_data(self, **kwargs):
        rows = [(plan, plan_state(plan, today=self.today)) for plan in queries.plans()]
        return super().get_context_data(rows=rows, newest=rows[0][0] if rows else None, **kwargs)


class PlanEditor(PlannersPage):
    """One calm page from which everything of a plan is reached."""

    template_name = "planning/plan_editor.html"

    def get_context_data(self, **kwargs):
        plan, its = self.plan, queries.editor(self.plan, on=self.today)
        return super().get_context_data(
            plan=plan,
            its=its,
            changes=[change(entry, self.names(its)) for entry in queries.recent_entries(plan)],
            state=plan_state(plan, today=self.today),
            may_edit=self.may_plan and plan.closed_at is None,
            **kwargs,
        )

    def names(self, its: queries.Editor) -> dict[tuple[str, int], str]:
        """What the parts of the plan are called, for its record."""
        names = {("keytask", one.key_task.pk): str(one.key_task) for one in its.key_tasks}
        names |= {("task", line.task.pk): str(line.task) for one in its.key_tasks for line in one.tasks}
        return names | {("shortcoming", one.pk): str(one.number) for one in its.shortcomings}


class NewPlan(FormPage):
    keeps_text_of = PlanForm
    saved_text = gettext_lazy("The plan was begun as a draft. Only the secretariat and administrators see it.")
    button = gettext_lazy("Begin the plan")

    def title(self) -> str:
        return _("New plan")

    def way_here(self) -> list[tuple[str, str]]:
        return [(_("Plans"), reverse("plan_list")), (self.title(), "")]

    def new_form(self, data=None) -> PlanForm:
        latest = Plan.objects.order_by("-year").first()
        return PlanForm(data, initial={"year": latest.year + 1 if latest else self.today.year})

    def act(self, form: PlanForm) -> Plan:
        return actions.create_plan(form.details, **self.who_and_when)

    def where_to(self, plan: Plan) -> str:
        return reverse("plan_editor", args=[plan.year])


class CopyPlan(NewPlan):
    """Next year's plan from this one."""

    saved_text = gettext_lazy("The plan was copied as a draft. Look at each deadline and confirm it.")
    button = gettext_lazy("Copy as a draft")
    note = gettext_lazy(
        "Key tasks and tasks are copied. Deadlines are read anew for the new year and wait to be confirmed; work is "
        "given to the units and localities there are on its first day. Clauses, documents and shortcomings are not "
        "copied."
    )

    def title(self) -> str:
        return _("Copy the plan of %(year)s") % {"year": self.plan.year}

    def way_here(self) -> list[tuple[str, str]]:
        return self.crumbs((self.title(), ""))

    def new_form(self, data=None) -> PlanForm:
        plan, latest = self.plan, Plan.objects.order_by("-year").first()
        kept = {
            name: getattr(plan, name)
            for name in ("motto_vi", "motto_en", "soon_days", "extensions_limit", "deadlines_roll")
        }
        return PlanForm(data, initial={"year": latest.year + 1} | kept)

    def act(self, form: PlanForm) -> Plan:
        return actions.copy_plan(self.plan, form.details, **self.who_and_when)


class EditPlan(FormPage):
    keeps_text_of = PlanForm
    saved_text = gettext_lazy("The plan was saved.")

    def title(self) -> str:
        return _("Motto, document and settings")

    def new_form(self, data=None) -> PlanForm:
        return PlanForm(data, saved=queries.given_of_plan(self.plan), is_published=not self.plan.is_draft)

    def act(self, form: PlanForm) -> Plan:
        return actions.edit_plan(self.plan, form.details, seen=form.seen_mark, **self.who_and_when)

    def where_to(self, plan: Plan) -> str:
        return reverse("plan_editor", args=[plan.year])
