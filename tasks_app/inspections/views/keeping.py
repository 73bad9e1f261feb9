"""What the secretariat does with an inspection."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from tasks_app.common import clock
from tasks_app.inspections import actions, queries
from tasks_app.inspections.enums import Result
from tasks_app.inspections.forms import FindingsForm, InspectionForm, RecheckForm, RecommendationForm
from tasks_app.inspections.models import Inspection, Recommendation
from tasks_app.inspections.permissions import can_keep_inspections
from tasks_app.meetings.forms import NoticeForm
from tasks_app.meetings.views import KeepersForm
from tasks_app.people.queries import Standing
from tasks_app.plan.queries import current_plan
from tasks_app.planning.actions import EditedMeanwhile
from tasks_app.planning.queries import choices_on, possible_members

STEPS = {
    "carry-out": (
        actions.carry_out,
        gettext_lazy("The inspection was carried out. The organisation can see it from now on."),
    ),
    "cancel": (actions.cancel_inspection, gettext_lazy("The inspection was cancelled.")),
}


class InspectionForms(KeepersForm):
    refusals = (actions.InspectionRefused,)

    def may(self, who: Standing) -> bool:
        return can_keep_inspections(who)

    @property
    def inspection(self) -> Inspection:
        return get_object_or_404(Inspection.objects.select_related("organisation", "lead"), pk=self.kwargs["pk"])

    def way(self) -> list[tuple[str, str]]:
        way = [(_("Inspections"), reverse("inspection_list"))]
        if "pk" in self.kwargs:
            inspection = self.inspection
            way.append((str(inspection.organisation), reverse("inspection_detail", args=[inspection.pk])))
        return way

    @cached_property
    def organisations(self) -> list:
        return list(choices_on(self.today))

    @cached_property
    def members(self) -> list:
        return list(possible_members(on=self.today).order_by("name_key", "pk"))


class NewInspection(InspectionForms):
    keeps_text_of = InspectionForm
    button = gettext_lazy("Plan the inspection")
    saved_text = gettext_lazy("The inspection is planned. Nobody was told.")

    def title(self) -> str:
        return _("New inspection")

    def new_form(self, data=None) -> InspectionForm:
        return InspectionForm(data, organisations=self.organisations, people=self.members)

    def act(self, form: InspectionForm) -> Inspection:
        return actions.plan_inspection(form.given, **self.who_and_when)

    def where_to(self, result: Inspection) -> str:
        return reverse("inspection_detail", args=[result.pk])


class EditInspection(InspectionForms):
    keeps_text_of = InspectionForm
    saved_text = gettext_lazy("The inspection was saved.")

    def title(self) -> str:
        return _("Change the inspection")

    def new_form(self, data=None) -> InspectionForm:
        """What was chosen stays to be chosen, although it would not be offered any more."""
        inspection = self.inspection
        organisations = dict.fromkeys([*self.organisations, inspection.organisation])
        people = dict.fromkeys([*self.members, *([inspection.lead] if inspection.lead else [])])
        saved = queries.given_of_inspection(inspection)
        return InspectionForm(data, saved=saved, organisations=organisations, people=people)

    def act(self, form: InspectionForm) -> Inspection:
        return actions.change_inspection(self.inspection, form.given, seen=form.seen_mark, **self.who_and_when)


class WriteFindings(InspectionForms):
    keeps_text_of = FindingsForm
    saved_text = gettext_lazy("The findings were saved.")

    def title(self) -> str:
        return _("Findings")

    def new_form(self, data=None) -> FindingsForm:
        inspection = self.inspection
        return FindingsForm(data, saved=(queries.findings_of(inspection), queries.counts_of(inspection)))

    def act(self, form: FindingsForm) -> Inspection:
        if not form.saw_what_is_saved:
            raise EditedMeanwhile
        return actions.write_findings(self.inspection, form.findings, form.counts, seen=form.saved, **self.who_and_when)


class Recommend(InspectionForms):
    keeps_text_of = RecommendationForm
    button = gettext_lazy("Give it out now")
    note = gettext_lazy("The recommendation becomes a task of the organisation at once, and its people are told.")
    saved_text = gettext_lazy("The recommendation is out as a task; its people are told.")

    def title(self) -> str:
        return _("Give out a recommendation")

    def new_form(self, data=None) -> RecommendationForm:
        plan = current_plan(on=self.today)
        key_tasks = plan.key_tasks.order_by("number") if plan else ()
        return RecommendationForm(
            data, key_tasks=key_tasks, organisations=self.organisations, people=self.members, today=self.today
        )

    def act(self, form: RecommendationForm) -> Recommendation:
        return actions.give_out_recommendation(
            self.inspection,
            form.given,
            key_task=form.chosen_key_task,
            responsible=form.member,
            coordinating=form.others,
            **self.who_and_when,
        )


class ConcludeInspection(InspectionForms):
    keeps_text_of = NoticeForm
    button = gettext_lazy("Conclude the inspection")
    note = gettext_lazy("The findings are frozen with the number and date of the conclusion.")
    saved_text = gettext_lazy("The inspection is concluded; its findings are frozen.")

    def title(self) -> str:
        return _("Conclude the inspection")

    def new_form(self, data=None) -> NoticeForm:
        return NoticeForm(data, today=self.today)

    def act(self, form: NoticeForm) -> Inspection:
        return actions.conclude_inspection(self.inspection, **form.cleaned_data, **self.who_and_when)


class RecheckRecommendation(InspectionForms):
    """By the key of the recommendation."""

    keeps_text_of = RecheckForm
    saved_text = gettext_lazy("The re-check was saved.")

    @property
    def recommendation(self) -> Recommendation:
        its = Recommendation.objects.select_related("inspection__organisation")
        return get_object_or_404(its, pk=self.kwargs["pk"])

    @property
    def inspection(self) -> Inspection:
        return self.recommendation.inspection

    def title(self) -> str:
        return _("Re-check")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"note": self.recommendation.text}

    def new_form(self, data=None) -> RecheckForm:
        return RecheckForm(data, today=self.today, earliest=self.inspection.starts_on, initial={"on": self.today})

    def act(self, form: RecheckForm):
        said = form.cleaned_data
        return actions.recheck(
            self.recommendation,
            Result(said["result"]),
            said["on"],
            note=said["note"],
            next_on=said["next_on"],
            **self.who_and_when,
        )


class StepInspection(LoginRequiredMixin, View):
    """A press without anything to fill in; opened as an address it leads back to the page."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_keep_inspections(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, pk: int, **kwargs):
        return redirect("inspection_detail", get_object_or_404(Inspection, pk=pk).pk)

    def post(self, request, *args, pk: int, step: str, **kwargs):
        inspection = get_object_or_404(Inspection, pk=pk)
        if step not in STEPS:
            raise Http404
        act, said = STEPS[step]
        try:
            act(inspection, by=request.actor, at=clock.now())
        except actions.InspectionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(said))
        return redirect("inspection_detail", pk)
