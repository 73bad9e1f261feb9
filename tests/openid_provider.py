"""An OpenID provider on this machine, with all that the tracker relies on: discovery, keys, sign-in page, tokens.

The protocol is oauthlib's, which the tracker does not use: registered addresses, codes that serve once, PKCE, the
client's secret. Here are the people, the pages and the signatures, and the ways in which a provider can be wrong.
"""

from __future__ import annotations

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import escape
from http import HTTPStatus
from http.cookies import SimpleCookie
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs, quote_plus, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from oauthlib.oauth2 import OAuth2Error, RequestValidator
from oauthlib.openid import RequestValidator as OpenIDRequestValidator
from oauthlib.openid import Server

CLIENT = "reform"
SECRET = "a secret: with + and % in it"
SIGNED_IN = "at_the_provider"  # the cookie of its own sign-in
LIVES_FOR = 300  # seconds


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """The key pair of that name; making one takes a moment."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Wrong:
    """What is not as it should be. Empty: everything is."""

    claims: dict = field(default_factory=dict)  # other claims in the ID token; None leaves one out
    signed_with: str = ""  # the name of another key
    algorithm: str = ""
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)  # path: status and body, instead of its own
    silent: set[str] = field(default_factory=set)  # paths that do not answer until the provider is closed


class Provider(OpenIDRequestValidator, RequestValidator):
    """``people``: subject and claims. ``registered``: the address to which it sends people back."""

    def __init__(self, people: dict[str, dict]):
        self.people, self.registered, self.url = people, "", ""
        self.key, self.auth_methods, self.says_less = "first", ["client_secret_basic", "client_secret_post"], False
        self.wrong, self.asked = Wrong(), []
        self.codes: dict[str, dict] = {}
        self.tokens: dict[str, str] = {}
        self.closed = threading.Event()
        self.protocol = Server(self)

    # --- Pages ---

    def __call__(self, environ, start_response):
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        uri = f"{self.url}{path}?{environ.get('QUERY_STRING', '')}"
        self.asked.append(path)
        if path in self.wrong.silent:
            self.closed.wait()
        if path in self.wrong.answers:
            status, text = self.wrong.answers[path]
            answer = {"Content-Type": "application/json"}, text, status
        elif path == "/.well-known/openid-configuration":
            answer = self._json(self.configuration)
        elif path == "/keys":
            answer = self._json({"keys": [self._public(self.key)]})
        elif path == "/authorize":
            answer = self._authorize(uri, method, body, SimpleCookie(environ.get("HTTP_COOKIE", "")))
        elif path == "/token":
            headers = {"Authorization": environ.get("HTTP_AUTHORIZATION", "")}
            answer = self.protocol.create_token_response(uri, method, body, headers)
        elif path == "/userinfo":
            headers = {"Authorization": environ.get("HTTP_AUTHORIZATION", "")}
            answer = self.protocol.create_userinfo_response(uri, method, body, headers)
        else:
            answer = {}, "", HTTPStatus.NOT_FOUND
        headers, text, status = answer
        start_response(f"{int(status)} {HTTPStatus(status).phrase}", list(headers.items()))
        return [(text or "").encode()]

    @property
    def configuration(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        } | ({"token_endpoint_auth_methods_supported": self.auth_methods} if self.auth_methods else {})

    def _authorize(self, uri, method, body, cookies):
        """Who is signed in here goes through; ``prompt=login`` asks again. Others choose who they are, or leave."""
        try:
            scopes, credentials = self.protocol.validate_authorization_request(uri, method, body or None)
        except OAuth2Error as error:
            return {"Content-Type": "text/plain"}, f"refused: {error.error} {error.description}", 400
        posted = {name: values[0] for name, values in parse_qs(body).items()}
        if "cancel" in posted:
            query = urlencode({"error": "access_denied", "state": credentials["state"]})
            return {"Location": f"{self.registered}?{query}"}, "", HTTPStatus.FOUND
        known = cookies[SIGNED_IN].value if SIGNED_IN in cookies and "prompt=login" not in uri else ""
        who = posted.get("person", "") or known
        if who not in self.people:
            return {"Content-Type": "text/html; charset=utf-8"}, self._page(), HTTPStatus.OK
        headers, text, status = self.protocol.create_authorization_response(
            uri, method, None, scopes=scopes, credentials=credentials | {"user": who}
        )
        return headers | {"Set-Cookie": f"{SIGNED_IN}={who}; HttpOnly; Path=/"}, text, status

    def _page(self) -> str:
        people = [f'<button name="person" value="{escape(one)}">{escape(one)}</button>' for one in self.people]
        cancel = '<button name="cancel" value="1">Cancel</button>'
        return f'<!doctype html><title>Sign in</title><form method="post">{"".join(people)}{cancel}</form>'

    @staticmethod
    def _json(document):
        return {"Content-Type": "application/json"}, json.dumps(document), HTTPStatus.OK

    @staticmethod
    def _public(name: str) -> dict:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key(), as_dict=True)
        return public | {"kid": name, "use": "sig"}

    # --- What oauthlib asks: the client ---

    def validate_client_id(self, client_id, request, *args, **kwargs):
        return client_id == CLIENT

    def client_authentication_required(self, request, *args, **kwargs):
        return True

    def authenticate_client(self, request, *args, **kwargs):
        """With the standard's default where no methods are named."""
        methods = self.auth_methods or ["client_secret_basic"]
        head = request.headers.get("Authorization", "")
        by_head, by_body = _basic(CLIENT, SECRET), (request.client_id, request.client_secret) == (CLIENT, SECRET)
        is_it = (head == by_head and "client_secret_basic" in methods) or (by_body and "client_secret_post" in methods)
        if is_it:
            request.client, request.client_id = _Client(CLIENT), CLIENT
        return is_it

    def validate_redirect_uri(self, client_id, redirect_uri, request, *args, **kwargs):
        return redirect_uri == self.registered

    def validate_response_type(self, client_id, response_type, client, request, *args, **kwargs):
        return response_type == "code"

    def validate_grant_type(self, client_id, grant_type, client, request, *args, **kwargs):
        return grant_type == "authorization_code"

    def validate_scopes(self, client_id, scopes, client, request, *args, **kwargs):
        return set(scopes) <= {"openid", "email", "profile"}

    # --- The code ---

    def is_pkce_required(self, client_id, request):
        return True

    def save_authorization_code(self, client_id, code, request, *args, **kwargs):
        self.codes[code["code"]] = {
            "user": request.user,
            "scopes": request.scopes,
            "nonce": request.nonce,
            "redirect_uri": request.redirect_uri,
            "challenge": request.code_challenge,
            "method": request.code_challenge_method,
        }

    def validate_code(self, client_id, code, client, request, *args, **kwargs):
        its = self.codes.get(code)
        if its:
            request.user, request.scopes = its["user"], its["scopes"]
        return its is not None

    def confirm_redirect_uri(self, client_id, code, redirect_uri, client, request, *args, **kwargs):
        return redirect_uri == self.codes[code]["redirect_uri"]

    def invalidate_authorization_code(self, client_id, code, request, *args, **kwargs):
        del self.codes[code]

    def get_code_challenge(self, code, request):
        return self.codes[code]["challenge"]

    def get_code_challenge_method(self, code, request):
        return self.codes[code]["method"]

    def get_authorization_code_scopes(self, client_id, code, redirect_uri, request):
        return self.codes[code]["scopes"] if code in self.codes else []

    def get_authorization_code_nonce(self, client_id, code, redirect_uri, request):
        return self.codes[code]["nonce"]

    # --- The tokens ---

    def save_bearer_token(self, token, request, *args, **kwargs):
        self.tokens[token["access_token"]] = request.user

    def validate_bearer_token(self, token, scopes, request):
        request.user = self.tokens.get(token)
        return request.user is not None

    def validate_user_match(self, id_token_hint, scopes, claims, request):
        return True

    def get_id_token(self, token, token_handler, request):
        return None  # oauthlib begins it

    def finalize_id_token(self, id_token, token, token_handler, request):
        now = int(time.time())
        claims = id_token | {"iss": self.url, "sub": request.user, "exp": now + LIVES_FOR, "azp": CLIENT}
        claims |= {} if self.says_less else self.people[request.user]
        claims = {name: value for name, value in (claims | self.wrong.claims).items() if value is not None}
        if self.wrong.algorithm in ("none", "HS256"):
            secret = "" if self.wrong.algorithm == "none" else SECRET.ljust(32)
            return jwt.encode(claims, secret, self.wrong.algorithm, headers={"kid": self.key})
        signing = key(self.wrong.signed_with or self.key)
        return jwt.encode(claims, signing, self.wrong.algorithm or "RS256", headers={"kid": self.key})

    def get_userinfo_claims(self, request):
        return {"sub": request.user} | self.people[request.user]


@dataclass(frozen=True)
class _Client:
    client_id: str


def _basic(name: str, secret: str) -> str:
    return "Basic " + b64encode(f"{quote_plus(name)}:{quote_plus(secret)}".encode()).decode()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = False


@contextmanager
def running(people: dict[str, dict], *, registered: str) -> Iterator[Provider]:
    """A provider for these people, on a free port, until the end."""
    provider = Provider(people)
    provider.registered = registered
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
        with make_server("127.0.0.1", 0, provider, server_class=_Threads, handler_class=_Quiet) as server:
            provider.url = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            thread.start()
            try:
                yield provider
            finally:
                provider.closed.set()
                server.shutdown()
                thread.join()
