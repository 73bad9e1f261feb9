"""How a form of the secretariat about a meeting, or an inspection, is answered."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.people.queries import Standing
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.actions import TransitionRefused
from tasks_app.planning.actions import EditedMeanwhile, PlanningRefused


class KeepersForm(KeepsTextMixin, TemplateView):
    """Refused with a sentence, a form comes back filled. ``refusals``: what its action raises besides."""

    template_name = "planning/form.html"
    refusals: tuple[type[Exception], ...] = ()
    saved_text = ""
    button = ""
    note = ""

    def may(self, who: Standing) -> bool:
        raise NotImplementedError

    def new_form(self, data=None):
        raise NotImplementedError

    def act(self, form):
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    def way(self) -> list[tuple[str, str]]:
        """The way here, without this page."""
        raise NotImplementedError

    def where_to(self, result) -> str:
        return self.way()[-1][1]

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not self.may(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @property
    def who_and_when(self) -> dict:
        return {"by": self.request.actor, "at": clock.now()}

    def get_context_data(self, *, form=None, **kwargs):
        way = self.way()
        return super().get_context_data(
            form=form or self.new_form(typed_before(self.request)),
            title=self.title(),
            way=[*way, (self.title(), "")],
            button=self.button or _("Save"),
            note=self.note,
            back=way[-1][1],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.answer(form, 422)
        try:
            result = self.act(form)
        except EditedMeanwhile as refused:
            form = self.with_what_is_saved(form)
            form.add_error(None, str(refused))
            return self.answer(form, 409)
        except (PlanningRefused, TransitionRefused, *self.refusals) as refused:
            form.add_error(None, str(refused))
            return self.answer(form, 409)
        messages.success(request, str(self.saved_text))
        return redirect(self.where_to(result))

    def with_what_is_saved(self, form):
        form = self.new_form(form.data)
        form.is_valid()
        form.show_what_is_saved()
        return form

    def answer(self, form, status: int):
        return self.render_to_response(self.get_context_data(form=form), status=status)
