from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.people import actions, queries
from tasks_app.people.enums import SessionEnd
from tasks_app.people.queries import Device

WHY = {
    SessionEnd.IDLE: gettext_lazy("Nothing was done here for a while, so please sign in again."),
    SessionEnd.AGE: gettext_lazy("Your last sign-in was some time ago, so please sign in again."),
}


def say_why(request, end: SessionEnd) -> None:
    """Let the page of the sign-in say why it asks again."""
    messages.info(request, WHY[end])


class Devices(LoginRequiredMixin, TemplateView):
    """Where a person is signed in, and the end of it: on one other device, or on all others."""

    template_name = "people/devices.html"

    @cached_property
    def devices(self) -> list[Device]:
        return queries.devices(self.request.user, session_key=self.request.session.session_key, now=clock.now())

    def get_context_data(self, **kwargs):
        others = [one for one in self.devices if not one.is_this]
        return super().get_context_data(devices=self.devices, others=len(others), **kwargs)

    def post(self, request):
        others = {one.sign_in.pk for one in self.devices if not one.is_this}
        if asked := request.POST.get("device"):
            others &= {int(asked)} if asked.isdecimal() and len(asked) < 19 else set()
            if not others:
                raise Http404
        ended = actions.sign_out_elsewhere(request.user, others, by=Actor(request.user), at=clock.now())
        words = ngettext("%(number)s device was signed out.", "%(number)s devices were signed out.", ended)
        messages.success(request, words % {"number": ended})
        return redirect("devices")
