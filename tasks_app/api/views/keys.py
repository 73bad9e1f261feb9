"""The page about the read interface, and the keys that open it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import TemplateView

from tasks_app.api import actions, queries, rules
from tasks_app.api.forms import KeyForm
from tasks_app.api.models import ApiToken
from tasks_app.api.permissions import can_have_keys, can_keep_system_keys
from tasks_app.api.views.access import PROBLEM, problem
from tasks_app.api.views.interface import api
from tasks_app.common import clock
from tasks_app.options.queries import options

HOST = "/api/v1/"


class KeyList(LoginRequiredMixin, TemplateView):
    """One's own keys, for an administrator those of systems too, and how the interface is read."""

    template_name = "api/api_key_list.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_have_keys(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *, form: KeyForm | None = None, **kwargs):
        keeps_systems = can_keep_system_keys(self.request.standing)
        own = list(queries.keys_of(self.request.user))
        of_systems = list(queries.keys_of_systems()) if keeps_systems else []
        used = queries.last_used([*own, *of_systems])
        return super().get_context_data(
            form=form or self.new_form(),
            own=[(one, used.get(one.through)) for one in own],
            of_systems=[(one, used.get(one.through)) for one in of_systems],
            keeps_systems=keeps_systems,
            today=clock.today(),
            base=settings.SITE_URL + HOST,
            reads_a_minute=options().api_reads_a_minute,
            most_rows=rules.MOST_ROWS,
            **kwargs,
        )

    def new_form(self, data=None) -> KeyForm:
        return KeyForm(data, today=clock.today(), for_systems=can_keep_system_keys(self.request.standing))

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        its = form.cleaned_data
        token, secret = actions.make_key(
            its["name"],
            its["scopes"],
            person=None if form.is_of_system else request.user,
            valid_until=its["valid_until"],
            by=request.actor,
            at=clock.now(),
            today=clock.today(),
        )
        its = {"token": token, "secret": secret, "base": settings.SITE_URL + HOST}
        page = render(request, "api/api_key_made.html", its)
        page["Cache-Control"] = "no-store, private"
        return page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key. Who is sent here by the sign-in presses again in the list."""
    token = get_object_or_404(ApiToken, pk=pk)
    allowed = token.person_id == request.user.pk if token.person_id else can_keep_system_keys(request.standing)
    if not (allowed and can_have_keys(request.standing)):
        raise Http404
    if request.method != "POST":
        return redirect("api_key_list")
    try:
        actions.end_key(token, by=request.actor, at=clock.now())
    except actions.KeyRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The key was ended. Nobody reads with it from now on."))
    return redirect("api_key_list")


@require_safe
@cache_control(public=True, max_age=300)
def openapi(request: HttpRequest) -> JsonResponse:
    """The description of the interface for programs, by OpenAPI 3.1. It says what there is, and nothing of what is in
    it, so nobody has to sign in."""
    with override("en"):
        schema = api.get_openapi_schema(path_prefix=HOST)
    for path in schema["paths"].values():
        for status, response in path["get"]["responses"].items():
            if int(status) >= 400:  # the library describes every answer as plain JSON
                response["content"] = {PROBLEM: response["content"].pop("application/json")}
    return JsonResponse(schema, json_dumps_params={"ensure_ascii": False})


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """A program is answered in its own way also where there is nothing."""
    return problem(404, "There is no such resource.")
