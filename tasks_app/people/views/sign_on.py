"""Signing in by the province's provider: the way there, the way back, and what is said when nobody came in by it.

What talks to the provider is loaded where there is one (deploy/web.py does so beforehand): every command would begin
later for it.
"""

from __future__ import annotations

import logging

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from tasks_app.people.enums import SignOnEnd

logger = logging.getLogger(__name__)

ENDED = "sign_on_ended"  # the session's word for why nobody came in
BY_SIGN_ON = "by_sign_on"  # and for a session that began at the provider
AWAY_CODES = {"server_error", "temporarily_unavailable"}


def sign_on_name() -> str:
    """What the provider is called on pages; empty where there is none."""
    if not settings.OIDC_ISSUER:
        return ""
    return settings.OIDC_NAME or _("the province's single sign-on")


class SignIn(account.LoginView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(sign_on=sign_on_name(), **kwargs)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="sign_on")
def sign_on(request):
    """On to the provider. By a page that goes on by itself: a redirect of the form would need the provider, and all to
    whom it redirects in its turn, in the policy of every page (form-action)."""
    provider = _provider(request)
    from allauth.socialaccount.providers.oauth2.client import OAuth2Error

    if request.method != "POST" or request.user.is_authenticated:
        return redirect("account_login")
    anew = {"prompt": "login"} if "anew" in request.POST else {}
    next_url = get_next_redirect_url(request)
    try:
        way = provider.redirect(request, AuthProcess.LOGIN, next_url=next_url, auth_params=anew)
    except OAuth2Error as error:
        return end(request, why(request, error), next_url=next_url)
    return render(request, "people/sign_on_leave.html", {"address": way.url, "sign_on": sign_on_name()})


@never_cache
@require_GET  # whoever only looks, by HEAD, would use up what the way back is good for
@rate_limit(action="sign_on", limit_get=True)
def sign_on_callback(request):
    """Back from the provider. What it asks for by this address happens once, and only in the browser that began it."""
    _provider(request)
    from allauth.socialaccount.providers.oauth2.client import OAuth2Error
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView

    from tasks_app.people.openid import SignOnClient

    try:
        return OAuth2CallbackView.adapter_view(SignOnClient(request))(request)
    except OAuth2Error as error:
        return end(request, why(request, error))


@never_cache
@require_safe
def sign_on_ended(request):
    """Why nobody came in, told to the browser in which it happened and to no other."""
    ended = request.session.get(ENDED)
    if not ended:
        return redirect("account_login")
    return render(request, "people/sign_on_ended.html", ended | {"sign_on": sign_on_name()})


def why(request, error: Exception | None) -> SignOnEnd:
    """Of a return from the provider, or of a way there, that led to no answer that counts."""
    from tasks_app.people.openid import ProviderAway

    code = request.GET.get("error", "")
    if code == "access_denied":
        return SignOnEnd.CANCELLED
    if isinstance(error, ProviderAway) or code in AWAY_CODES:
        return SignOnEnd.AWAY
    return SignOnEnd.FAILED if error or code else SignOnEnd.STALE


def end(request, reason: SignOnEnd, *, next_url: str | None = None, named: str = ""):
    """To the page that says why; ``named``: as whom somebody came."""
    request.session[ENDED] = {"reason": reason.value, "next_url": next_url or "", "named": named}
    return redirect("account_sign_on_ended")


def _provider(request):
    try:
        return get_adapter(request).get_provider(request, settings.OIDC_ISSUER)
    except SocialApp.DoesNotExist:
        raise Http404 from None
