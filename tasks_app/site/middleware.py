"""What surrounds every page: the number of the request with its line in the log, and the headers of the answer."""

import logging
import re
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.db import Error as DatabaseError

from tasks_app.common import logs, metrics, replica

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9a-f-]{16,64}")
# Asked by machines all day: their lines would hide the others.
QUIET = {"healthz", "readyz", "metrics"}


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


class HeadersMiddleware:
    """What every answer says beside Django's own headers: who may show it, and what no page needs of a device.

    Around whitenoise, so static files say it too.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = ", ".join(f"{name}=()" for name in sorted(settings.PERMISSIONS_POLICY))

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
