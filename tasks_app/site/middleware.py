"""What surrounds every page: the number of the request with its line in the log, the headers of the answer, and how
often a page may be asked for.
"""

from __future__ import annotations

import logging
import re
from contextlib import nullcontext
from datetime import datetime, timedelta
from time import perf_counter
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

from tasks_app.common import clock, logs, metrics, replica
from tasks_app.common.stamps import one_state
from tasks_app.people.views.typed import keep
from tasks_app.site.actions import count_request
from tasks_app.site.enums import Cost
from tasks_app.site.rules import Limit, cost_of

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
WORD = re.compile(r"[0-9A-Za-z]+")
WELL_FORMED = re.compile(r"[0-9a-f-]{16,64}")
# Asked by machines all day: their lines would hide the others.
QUIET = {"healthz", "readyz", "metrics"}
OF_THE_PAGE = "csrfmiddlewaretoken"  # comes anew with each page


class RequestMiddleware:
    """Gives every request a number, which its lines in the log, its answer and its error page say, and writes its line.

    The number of a proxy is taken over where one is trusted (TLS_PROXY) and what it says looks like a number, so that
    its log and ours speak of the same. Outermost, so that everything else is inside.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = perf_counter()
        request.request_id = _given(request) or uuid4().hex
        logs.begin(request_id=request.request_id)
        # No key of a session; PostgreSQL would refuse to look for some of these.
        if not WORD.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        self._note(request, response.status_code, perf_counter() - began)
        response.headers[REQUEST_ID] = request.request_id
        replica.remember_write(request, response)
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Here, where it has been found out already who asks."""
        if request.user.is_authenticated:
            logs.add(person=request.user.pk)

    def process_exception(self, request, exception):
        if isinstance(exception, DatabaseError):
            metrics.DATABASE_ERRORS.inc()

    def _note(self, request, status: int, seconds: float) -> None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        metrics.note_request(route, request.method, status, seconds)
        level = logging.DEBUG if route in QUIET and status < 400 else logging.INFO
        what = {"route": route, "method": request.method, "path": request.path, "status": status}
        logger.log(level, "request", extra=what | {"milliseconds": round(seconds * 1000)})


def _given(request) -> str:
    its = request.headers.get(REQUEST_ID, "") if settings.TLS_PROXY else ""
    return its if WELL_FORMED.fullmatch(its) else ""


class OneStateMiddleware:
    """A page that writes nothing is made of one state of what is kept, from the person who asks to its last line."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with one_state() if request.method in ("GET", "HEAD") else nullcontext():
            return self.get_response(request)


class HeadersMiddleware:
    """What every answer says beside Django's own headers: who may show it, and what no page needs of a device.

    Around whitenoise, so static files say it too.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = ", ".join(f"{name}=()" for name in sorted(settings.PERMISSIONS_POLICY))

    def __call__(self, request):
        # Only pages of other sites ask for OPTIONS, and many views would answer before they look who asks.
        is_asked_for = request.method != "OPTIONS"
        response = self.get_response(request) if is_asked_for else HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        response.headers.setdefault("Permissions-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class LimitsMiddleware:
    """Who asks for dear pages faster than a person can read them is told to wait, and until when.

    The last of all: whoever it was and in what language he is answered is known by then, and a form without its token
    has been turned away.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.limits = {Cost(name): Limit(*its) for name, its in settings.LIMITS.items()}

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs) -> HttpResponse | None:
        cost = cost_of(request.resolver_match.view_name, request.method)
        who = _who(request, cost) if cost else None
        if who is None or not (limit := self.limits[cost]).number:
            return None
        now = clock.now()
        wait = count_request(cost, who, limit, at=now)
        return _refused(request, cost, until=now + timedelta(seconds=wait), wait=wait) if wait else None


def _who(request: HttpRequest, cost: Cost) -> str | None:
    """Whoever sits at the keyboard, in whoever's name; for what needs no sign-in the network address.

    None for a stranger at an address of ours: he is led to the sign-in, which has limits of its own.
    """
    if cost != Cost.STRANGERS:
        return str(request.user.pk) if request.user.is_authenticated else None
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:  # a request by a socket has none
        return "socket"


def _refused(request: HttpRequest, cost: Cost, *, until: datetime, wait: int) -> HttpResponse:
    is_form = request.method == "POST" and request.user.is_authenticated
    if is_form and request.FILES:  # files cannot be sent again from here, so the form is opened anew, with its text
        keep(request)
    its = {
        "cost": cost.value,
        "until": until,
        "wait": wait,
        "sent": _sent_again(request) if is_form and not request.FILES else None,
        "with_files": bool(request.FILES),
        "here": request.get_full_path(),
    }
    response = HttpResponse(render_to_string("site/too_often.html", its, request), status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "private, no-store"
    return response


def _sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What was in the form, so that one press sends it again."""
    return [(name, value) for name, values in request.POST.lists() if name != OF_THE_PAGE for value in values]
