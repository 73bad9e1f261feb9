"""The steps of a reorganisation, each on a page of its own that says what follows."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.common.text import key_in
from tasks_app.people.views.typed import KeepsTextMixin, typed_before
from tasks_app.reorganisations import actions, queries
from tasks_app.reorganisations.forms import ReasonForm
from tasks_app.reorganisations.views.looking import ReorganisationPage
from tasks_app.reorganisations.wording import HINDRANCES, STEPS, Step, steps_in

DONE = {
    "plan": lambda: _("It is planned and takes effect on its day."),
    "apply": lambda: _("It has taken effect."),
    "prepare": lambda: _("It is being prepared again."),
    "cancel": lambda: _("It will not be carried out."),
    "reverse": lambda: _("It was taken back."),
}


class TakeStep(KeepsTextMixin, ReorganisationPage):
    template_name = "reorganisations/reorganisation_step.html"
    keeps_text_of = ReasonForm
    for_keepers = True

    @cached_property
    def step(self) -> Step:
        """Raises Http404 for a word that is none."""
        if self.kwargs["step"] not in STEPS:
            raise Http404
        return STEPS[self.kwargs["step"]]

    @property
    def is_possible(self) -> bool:
        its = self.reorganisation
        return self.step in steps_in(its.state, day=its.day, today=self.today)

    def get(self, request, *args, **kwargs):
        if not self.is_possible:
            messages.info(request, _("This step is not possible now; the page says how the reorganisation stands."))
            return redirect("reorganisation_detail", self.reorganisation.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, *, form: ReasonForm | None = None, **kwargs):
        its = self.reorganisation
        hindrances = queries.hindrances(its) if self.step.name == "reverse" else {}
        context = {
            "reorganisation": its,
            "step": self.step,
            "form": form or (ReasonForm(typed_before(self.request)) if self.step.asks else None),
            "gaps": queries.gaps(its, today=self.today) if self.step.is_main else [],
            "preview": queries.preview(its, on=self.today) if self.step.is_main else None,
            "hindrances": [HINDRANCES[name] for name in hindrances],
        }
        return super().get_context_data(**kwargs | context)

    def post(self, request, *args, **kwargs):
        form = ReasonForm(request.POST) if self.step.asks else None
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            self.act(form.cleaned_data["reason"] if form else "")
        except actions.ReorganisationRefused as refused:
            if form is not None:
                form.add_error(None, str(refused))
                return self.render_to_response(self.get_context_data(form=form), status=409)
            messages.error(request, str(refused))
        else:
            messages.success(request, DONE[self.step.name]())
        return redirect("reorganisation_detail", self.reorganisation.pk)

    def act(self, reason: str) -> None:
        its, by, at = self.reorganisation, self.request.actor, self.now
        seen = key_in(self.request.POST.get("seen", "")) or 0
        match self.step.name:
            case "plan":
                actions.plan_reorganisation(its, seen=seen, by=by, at=at)
            case "apply":
                actions.apply_reorganisation(its, by=by, at=at)
            case "prepare":
                actions.prepare_again(its, seen=seen, by=by, at=at)
            case "cancel":
                actions.cancel_reorganisation(its, reason=reason, seen=seen, by=by, at=at)
            case "reverse":
                actions.reverse_reorganisation(its, reason=reason, by=by, at=at)
