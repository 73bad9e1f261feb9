"""The page on which somebody who left is anonymised."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.dates import local_day
from tasks_app.people.models import Person
from tasks_app.privacy import queries
from tasks_app.privacy.actions import AnonymisingRefused, anonymise
from tasks_app.privacy.permissions import can_anonymise


class AnonymisePerson(LoginRequiredMixin, TemplateView):
    """What goes, what stays, and what stands in the way; one press does it, and nothing brings it back."""

    template_name = "privacy/person_anonymise.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_anonymise(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.select_related("organisation"), pk=self.kwargs["pk"])

    def get_context_data(self, *, refused: str = "", **kwargs):
        return super().get_context_data(
            person=self.person,
            label=queries.label_of(self.person),
            obstacles=queries.obstacles(self.person, on=local_day(self.now)),
            refused=refused,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """``sure``: the tick beside the sentence that nothing brings it back."""
        if "sure" not in request.POST:
            refused = _("Tick that you know that this cannot be undone.")
            return self.render_to_response(self.get_context_data(refused=refused), status=422)
        try:
            its = anonymise(self.person, by=request.actor, at=self.now)
        except AnonymisingRefused as reason:
            return self.render_to_response(self.get_context_data(refused=str(reason)), status=409)
        messages.success(
            request, _("The personal data were removed. The person is now called: %(name)s") % {"name": its}
        )
        return redirect("person_detail", its.pk)
