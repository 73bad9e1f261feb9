"""The second factor: codes of an app on the phone, and recovery codes for when the phone is not there.

The pages are ours; allauth's own would write while they are opened. What they do goes through our actions, so that each
step is recorded and told to the owner in one transaction. allauth asks for the codes, at sign-in and before steps that
concern the account itself.
"""

from __future__ import annotations

import base64

from allauth.account import app_settings as account_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from tasks_app.common import clock, encryption
from tasks_app.common.addresses import is_ours
from tasks_app.people import actions, queries
from tasks_app.people.forms import AgainForm, SecondStepForm, SetUpForm
from tasks_app.people.models import Person
from tasks_app.people.permissions import owes_second_factor
from tasks_app.people.queries import SecondFactor

SETTING_UP = "second_factor"  # the session's word for a secret that the phone has not shown yet
PURPOSE = "second factor that is set up"
SET_UP_WITHIN = 30 * 60  # seconds; a secret that lies open on a screen for longer is given up
PROOF = "mfa"  # allauth's word, among the methods by which a session was signed in
GROUP = 4  # letters; so a secret can be typed by hand


def has_proved(request) -> bool:
    """Whether a second factor was proved in this session. No query."""
    return any(one["method"] == PROOF for one in get_authentication_records(request, request.user))


def has_just_signed_in(request) -> bool:
    """Whether the person at the keyboard said who he is a few minutes ago: by signing in, or once more since."""
    now = clock.real_now().timestamp()
    records = get_authentication_records(request, request.user)
    is_fresh = any(now - one["at"] < account_settings.REAUTHENTICATION_TIMEOUT for one in records)
    return is_fresh or did_recently_reauthenticate(request)


def traces(request) -> dict:
    """From where, and when, for what is recorded."""
    return {"address": get_adapter(request).address_of(request), "at": clock.now()}


def to_prove_first(request) -> HttpResponse:
    """To the page that asks for a code, and back here."""
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


@method_decorator(never_cache, name="dispatch")
class SecondFactorPage(LoginRequiredMixin, TemplateView):
    """A page about one's own second factor, whoever one acts for."""

    def dispatch(self, request, *args, **kwargs):
        if settings.SECOND_FACTOR == "off":
            raise Http404
        if not hasattr(self, request.method.lower()):
            return self.http_method_not_allowed(request)
        if request.user.is_authenticated and (elsewhere := self.turned_away()):
            return elsewhere
        return super().dispatch(request, *args, **kwargs)

    def turned_away(self) -> HttpResponse | None:
        """Somewhere else where this page is not for him now."""
        return None

    def prove(self) -> HttpResponse | None:
        """Before anything is shown or changed that opens the account.

        Who has a second factor has to have proved it in this session, and everybody has to have said who he is lately.
        """
        if self.its and not has_proved(self.request):
            return to_prove_first(self.request)
        if not has_just_signed_in(self.request):
            raise ReauthenticationRequired
        return None

    @cached_property
    def its(self) -> SecondFactor | None:
        return queries.second_factor_of(self.request.user)

    @property
    def is_obliged(self) -> bool:
        return owes_second_factor(self.request.standing)

    @property
    def target(self) -> str:
        """Where it goes on afterwards, or "" where nobody was on his way."""
        asked = self.request.POST.get("next") or self.request.GET.get("next", "")
        return asked if is_ours(self.request, asked) else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(its=self.its, is_obliged=self.is_obliged, target=self.target, **kwargs)


class ShowSecondFactor(SecondFactorPage):
    """Whether one has a second factor, and what can be done about it."""

    template_name = "people/second_factor.html"


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class ActivateSecondFactor(SecondFactorPage):
    """First says what it is; a press makes the secret, which the page then shows until the phone has taken it."""

    template_name = "people/second_factor_activate.html"

    def post(self, request):
        secret = self._secret
        if secret is None or "code" not in request.POST:
            return self.prove() or self._begin()
        if self.its and not has_proved(request):  # it was activated elsewhere meanwhile
            return to_prove_first(request)
        form = SetUpForm(request.POST, person=request.user, secret=secret)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self._activate(secret)

    def get_context_data(self, *, form: SetUpForm | None = None, **kwargs):
        secret, drawn = self._secret, {}
        if secret:
            form = form or SetUpForm(person=self.request.user, secret=secret)
            drawn = {"form": form, **_drawn(self.request.user, secret)}
        return super().get_context_data(**drawn, **kwargs)

    @property
    def target(self) -> str:
        return super().target or self._setting_up.get("next", "")

    @property
    def _setting_up(self) -> dict:
        return self.request.session.get(SETTING_UP, {})

    @cached_property
    def _secret(self) -> str | None:
        its = self._setting_up
        if not its or clock.real_now().timestamp() - its["at"] > SET_UP_WITHIN:
            return None
        try:
            return encryption.decrypt(its["secret"], purpose=PURPOSE)
        except encryption.Unreadable:
            return None

    def _begin(self) -> HttpResponse:
        secret = encryption.encrypt(generate_totp_secret(), purpose=PURPOSE)
        self.request.session[SETTING_UP] = {
            "secret": secret,
            "at": clock.real_now().timestamp(),
            "next": self.target,
        }
        return redirect("second_factor_activate")

    def _activate(self, secret: str) -> HttpResponse:
        target, person = self.target, self.request.user
        its = actions.activate_second_factor(person, secret, **traces(self.request))
        del self.request.session[SETTING_UP]
        record_authentication(self.request, person, PROOF, id=its.pk, type=its.type, reauthenticated=True)
        messages.success(self.request, _("The second factor is activated. From now on each sign-in asks for a code."))
        return redirect(reverse("recovery_codes") + (f"?{urlencode({'next': target})}" if target else ""))


def _drawn(person: Person, secret: str) -> dict:
    adapter = get_second_factor_adapter()
    url = adapter.build_totp_url(person, secret)
    picture = base64.b64encode(adapter.build_totp_svg(url).encode()).decode()
    return {
        "picture": f"data:image/svg+xml;base64,{picture}",
        "app_url": url,
        "secret": " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP)),
    }


class WithSecondFactor(SecondFactorPage):
    """For those who have one, after they have proved it; who has none is led to the page that says so."""

    def turned_away(self) -> HttpResponse | None:
        return self.prove() if self.its else redirect("second_factor")


class DeactivateSecondFactor(WithSecondFactor):
    template_name = "people/second_factor_deactivate.html"

    def turned_away(self) -> HttpResponse | None:
        if self.its and self.is_obliged:
            messages.info(self.request, _("Your role needs a second factor, so it cannot be given up, only moved."))
            return redirect("second_factor")
        return super().turned_away()

    def post(self, request):
        actions.deactivate_second_factor(request.user, **traces(request))
        _forget_proof(request)
        messages.success(request, _("The second factor was given up. The password alone signs in."))
        return redirect("second_factor")


def _forget_proof(request) -> None:
    """What was proved by a second factor that is not there any more counts no longer."""
    kept = [one for one in get_authentication_records(request, request.user) if one["method"] != PROOF]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


class RecoveryCodes(WithSecondFactor):
    """The codes that still serve, to be printed, written down or kept as a file."""

    template_name = "people/recovery_codes.html"


class RecoveryCodesFile(WithSecondFactor):
    """The codes as a text, with what they are for."""

    def get(self, request):
        text = render_to_string("people/recovery_codes.txt", {"its": self.its, "person": request.user})
        its = {"Content-Disposition": 'attachment; filename="recovery-codes.txt"'}
        return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=its)


class RenewRecoveryCodes(WithSecondFactor):
    template_name = "people/recovery_codes_renew.html"

    def post(self, request):
        actions.renew_recovery_codes(request.user, **traces(request))
        messages.success(request, _("These are new codes. Those before serve no longer."))
        return redirect("recovery_codes")


class AsksForCodeMixin:
    """What follows from a code that was taken, or not, beside what allauth does itself."""

    def form_valid(self, form):
        if form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            left = len(queries.second_factor_of(form.user).codes)
            actions.note_recovery_code(form.user, left=left, **traces(self.request))
        return super().form_valid(form)

    def form_invalid(self, form):
        if form.has_error("code", "incorrect_code"):
            (tries, seconds), its = settings.WRONG_PASSWORDS, traces(self.request)
            if actions.is_last_wrong_try("codes", form.user.pk, tries=tries, seconds=seconds, at=its["at"]):
                actions.tell_of_wrong_codes(form.user, minutes=seconds // 60, **its)
        return super().form_invalid(form)


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class SecondStep(AsksForCodeMixin, AuthenticateView):
    """A code after the password; nobody has signed in yet."""

    form_class = SecondStepForm

    def post(self, request, *args, **kwargs):
        if "cancel" in request.POST:
            return self.stage.abort()
        if "code" not in request.POST:
            return redirect("mfa_authenticate")
        return super().post(request, *args, **kwargs)


@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class ProveAgain(AsksForCodeMixin, ReauthenticateView):
    """A code before a step that concerns the account itself, or where the session has not seen one."""

    form_class = AgainForm
