"""The province's single sign-on by OpenID Connect.

allauth walks the way there and back, with state and PKCE. What OpenID Connect leaves to the client is stricter here:
the provider's document has to be that of the issuer in the settings, an ID token is believed by its signature, issuer,
audience, time and nonce, and whatever the provider answers instead, nobody comes in and nothing breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote_plus

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.app_settings import UID_MAX_LENGTH
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from tasks_app.people.rules import account_named

KEPT_FOR = 60 * 60  # seconds for which the provider's document and keys are believed without asking again
AWAY_FOR = 20  # and for which a provider that did not answer is not asked, so that nobody waits for it in vain
SKEW = 60  # by which the provider's clock may differ
# With a key pair alone: whoever checks a signature shall not be able to make one.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
NOT_NEEDED = {"userinfo_endpoint"}
ERROR_CODE = re.compile(r"[a-z_]{1,40}")


class ProviderAway(OAuth2Error):
    """The provider does not answer, or says itself that it cannot."""


class NotToBeReliedOn(OAuth2Error):
    """The provider, or somebody in its place, answered what it may not."""


def provider_app() -> SocialApp:
    """The provider of the settings as allauth knows one, stored nowhere.

    It is called by its issuer: a subject means nothing without it, so another issuer never finds the old connections.
    """
    return SocialApp(
        provider=SignOnProvider.id,
        provider_id=settings.OIDC_ISSUER,
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={"server_url": settings.OIDC_ISSUER, "oauth_pkce_enabled": True},
    )


class SignOnClient(OpenIDConnectOAuth2Adapter):
    """Asks the provider: where to send people, for the tokens, for what it says of them."""

    def __init__(self, request):
        super().__init__(request, settings.OIDC_ISSUER)

    @property
    def openid_config(self) -> dict:
        return configuration()

    @property
    def basic_auth(self) -> bool:
        """In the body where the provider takes it there; where it says nothing, the standard says in the head."""
        methods = self.openid_config.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_post" not in methods

    def get_callback_url(self, request, app) -> str:
        """On the public address, as it is registered there: a request may name any host that is let in."""
        return settings.SITE_URL + reverse("account_sign_on_callback")

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None) -> dict[str, str]:
        """The two tokens. Raises ProviderAway and NotToBeReliedOn."""
        self.nonce = nonce_for(pkce_code_verifier or "")
        data, auth = (
            {
                "grant_type": "authorization_code",
                "code": request.GET["code"],
                "redirect_uri": client.callback_url,
                "code_verifier": pkce_code_verifier,
            },
            None,
        )
        if client.basic_auth:
            auth = quote_plus(client.consumer_key), quote_plus(client.consumer_secret)
        else:
            data |= {"client_id": client.consumer_key, "client_secret": client.consumer_secret}
        answer = _ask("POST", client.access_token_url, data=data, auth=auth)
        tokens = {name: answer.get(name) for name in ("access_token", "id_token")}
        if not all(isinstance(one, str) and one for one in tokens.values()):
            raise NotToBeReliedOn("no tokens")
        return tokens

    def complete_login(self, request, app, token, *, response) -> SocialLogin:
        """``named``, on what is returned: by what an account here is found the first time."""
        claims = self._claims(response["id_token"])
        missing = {"email", "email_verified"} if settings.OIDC_MATCH == "email" else {settings.OIDC_MATCH}
        if missing - claims.keys() and self.openid_config.get("userinfo_endpoint"):
            claims = self._more_of(claims, token.token)
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.named = account_named(claims, by=settings.OIDC_MATCH)
        return login

    def _claims(self, id_token: str) -> dict:
        """What an ID token says, once it is known to be the provider's, for us, of now and of this sign-on."""
        config = self.openid_config
        try:
            claims = jwt.decode(
                id_token,
                _key(id_token, config["jwks_uri"]),
                algorithms=ALGORITHMS,
                issuer=settings.OIDC_ISSUER,
                audience=settings.OIDC_CLIENT_ID,
                leeway=SKEW,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError) as error:
            raise NotToBeReliedOn(f"ID token: {type(error).__name__}") from error
        if not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise NotToBeReliedOn("ID token: nonce")
        is_for_us_alone = claims["aud"] in (settings.OIDC_CLIENT_ID, [settings.OIDC_CLIENT_ID])
        if claims.get("azp", settings.OIDC_CLIENT_ID if is_for_us_alone else "") != settings.OIDC_CLIENT_ID:
            raise NotToBeReliedOn("ID token: authorized party")
        if not 0 < len(claims["sub"]) <= UID_MAX_LENGTH:
            raise NotToBeReliedOn("ID token: subject")
        return claims

    def _more_of(self, claims: dict, access_token: str) -> dict:
        """Some providers say less in the ID token than when they are asked; of somebody else it does not count."""
        more = _ask("GET", self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
        if more.get("sub") != claims["sub"]:
            raise NotToBeReliedOn("user info: subject")
        return claims | more


class SignOnProvider(OpenIDConnectProvider):
    """Of a person nothing is taken over and nothing kept but the subject."""

    oauth2_adapter_class = SignOnClient

    def get_oauth2_adapter(self, request) -> SignOnClient:
        return SignOnClient(request)

    def get_scope(self) -> list[str]:
        return ["openid", "email" if settings.OIDC_MATCH == "email" else "profile"]

    def get_pkce_params(self) -> dict:
        """With the nonce, which follows from the verifier: so it waits in the same place of the session."""
        parameters = super().get_pkce_params()
        return parameters | {"nonce": nonce_for(parameters["code_verifier"])}

    def extract_uid(self, data) -> str:
        return data["sub"]

    def extract_extra_data(self, data) -> dict:
        return {}

    def extract_common_fields(self, data) -> dict:
        return {}

    def extract_email_addresses(self, data) -> list:
        return []


def nonce_for(verifier: str) -> str:
    return salted_hmac("tasks_app.people.openid.nonce", verifier, algorithm="sha256").hexdigest()


def configuration() -> dict:
    """What the provider says of itself; asked for once an hour. Raises ProviderAway and NotToBeReliedOn."""
    return _kept("configuration", _configuration)


def _configuration() -> dict:
    issuer = settings.OIDC_ISSUER
    found = _ask("GET", issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise NotToBeReliedOn("configuration: another issuer")
    safe = ("https://",) if issuer.startswith("https://") else ("https://", "http://")  # as the issuer, or safer
    for name in (*NEEDED, *(NOT_NEEDED & found.keys())):
        address = found.get(name)
        if not isinstance(address, str) or not address.startswith(safe):
            raise NotToBeReliedOn(f"configuration: {name}")
    return found


def _keys(address: str) -> dict:
    found = _ask("GET", address)
    try:
        jwt.PyJWKSet.from_dict(found)
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as error:
        raise NotToBeReliedOn(f"keys: {type(error).__name__}") from error
    return found


def _key(id_token: str, address: str):
    """The key with which a token says that it is signed. One that is not known may be new, so the provider is asked."""
    header = jwt.get_unverified_header(id_token)
    for forget in (False, True):
        if forget:
            cache.delete(_name("keys"))
        keys = jwt.PyJWKSet.from_dict(_kept("keys", lambda: _keys(address))).keys
        signing = [one for one in keys if one.public_key_use in (None, "sig")]
        found = [one for one in signing if one.key_id == header["kid"]] if "kid" in header else signing
        if len(found) == 1:
            return found[0].key
    raise NotToBeReliedOn("ID token: unknown key")


def _name(what: str) -> str:
    return f"openid:{what}:{settings.OIDC_ISSUER}"


def _kept(what: str, ask: Callable[[], dict]) -> dict:
    """What is kept, or is asked for now and kept. That the provider was away is kept as well, for a moment."""
    found = cache.get(_name(what))
    if found is None:
        try:
            found = ask()
        except ProviderAway:
            cache.set(_name(what), {}, AWAY_FOR)
            raise
        cache.set(_name(what), found, KEPT_FOR)
    if not found:
        raise ProviderAway("it did not answer a moment ago")
    return found


def _ask(method: str, address: str, **what) -> dict:
    """A JSON object. Raises ProviderAway and NotToBeReliedOn, neither with more of the answer than an error's code."""
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.request(method, address, allow_redirects=False, **what)
            document = answer.json()
    except requests.JSONDecodeError as error:
        if answer.status_code >= requests.codes.server_error:
            raise ProviderAway(f"{answer.status_code}") from error
        raise NotToBeReliedOn(f"{answer.status_code}, not JSON") from error
    except requests.RequestException as error:
        raise ProviderAway(type(error).__name__) from error
    if answer.status_code >= requests.codes.server_error:
        raise ProviderAway(f"{answer.status_code}")
    if not isinstance(document, dict):
        raise NotToBeReliedOn(f"{answer.status_code}, not an object")
    if answer.status_code != requests.codes.ok:
        code = str(document.get("error", ""))
        raise NotToBeReliedOn(f"{answer.status_code} {code if ERROR_CODE.fullmatch(code) else ''}".strip())
    return document
