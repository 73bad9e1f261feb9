from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.common import clock
from tasks_app.indicators import actions, queries, wording
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.forms import TargetForm
from tasks_app.indicators.models import IndicatorDefinition, IndicatorTarget
from tasks_app.indicators.views.boards import whom
from tasks_app.indicators.views.keeping import KeepingPage
from tasks_app.organisations.models import Organisation
from tasks_app.people.views import KeepsTextMixin, typed_before
from tasks_app.plan.models import SourceDocument


class EditTarget(KeepsTextMixin, KeepingPage):
    """Set what the plan of the year asks for; the old target stays in the history."""

    template_name = "indicators/target_edit.html"
    keeps_text_of = TargetForm

    def is_allowed(self) -> bool:
        return super().is_allowed() and self.plan is not None

    def form(self, data) -> TargetForm:
        reporters = queries.reporters_of([self.definition])[self.definition.pk].on(self.today)
        return TargetForm(
            data,
            definition=self.definition,
            organisations=Organisation.objects.filter(pk__in=reporters),
            documents=SourceDocument.objects.all(),
        )

    def get_context_data(self, *, form: TargetForm | None = None, **kwargs):
        targets = queries.targets_set(self.definition, self.plan)
        return super().get_context_data(
            definition=self.definition,
            form=form or self.form(typed_before(self.request)),
            targets=[(whom(one, self.definition), in_words(one, self.definition), one) for one in targets],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        is_new = actions.set_target(
            self.definition,
            self.plan,
            form.goal,
            source_document=form.source,
            by=request.actor,
            at=clock.now(),
            **form.for_whom,
        )
        if is_new:
            messages.success(request, _("The target was set."))
        else:
            messages.info(request, _("This target stands there already; nothing was changed."))
        return redirect("indicator_detail", self.definition.pk)


class WithdrawTarget(KeepingPage):
    """The step back, on a page of its own."""

    template_name = "indicators/target_withdraw.html"

    @cached_property
    def target(self) -> IndicatorTarget:
        targets = IndicatorTarget.objects.newest().select_related("definition", "organisation", "plan")
        target = get_object_or_404(targets, pk=self.kwargs["pk"])
        if target.value is None:
            raise Http404
        return target

    @property
    def definition(self) -> IndicatorDefinition:
        return self.target.definition

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            definition=self.definition,
            whom=whom(self.target, self.definition),
            target=in_words(self.target, self.definition),
            year=str(self.target.plan.year),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        target = self.target
        actions.set_target(
            target.definition,
            target.plan,
            None,
            side=target.side,
            organisation=target.organisation_id,
            by=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("The target was withdrawn."))
        return redirect("indicator_detail", target.definition_id)


def in_words(target: IndicatorTarget, definition: IndicatorDefinition) -> str:
    return wording.goal_in_words(target.goal, definition.direction, IndicatorUnit(definition.unit))
