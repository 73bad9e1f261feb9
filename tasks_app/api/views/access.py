"""Who reads, how often, and what every answer has in common: problems in one shape, an ETag, a line in the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from tasks_app.api.enums import Scope
from tasks_app.api.permissions import can_have_keys
from tasks_app.api.queries import Caller, caller_with, reads_lately
from tasks_app.common import clock
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.options.queries import options

PROBLEM = "application/problem+json"
TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    422: "Unprocessable Content",
    429: "Too Many Requests",
}


class TooManyReads(Exception):
    """More reads than a key may make in a minute."""


class Bearer(HttpBearer):
    """``Authorization: Bearer <key>``. A session opens nothing here, so no page can read in somebody's name."""

    openapi_bearerFormat = "opaque"  # noqa: N815 - the library's name

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        caller = caller_with(token, today=clock.today())
        if caller and caller.token.person and not can_have_keys(caller.standing):
            return None  # he may have none any more
        if caller and reads_lately(caller.token, at=clock.now()) >= options().api_reads_a_minute:
            raise TooManyReads
        return caller


def open_to(request: HttpRequest, scope: Scope, asked: Schema | None = None) -> Caller:
    """Who reads, where his key opens this; HttpError 403 otherwise.

    ``asked``: the parameters that are known here. One that is not is refused with 422: a filter that was misspelt would
    bring everything.
    """
    if unknown := set(request.GET) - set(type(asked).model_fields if asked else ()):
        raise HttpError(422, f"{', '.join(sorted(unknown))}: no parameter of this resource")
    caller: Caller = request.auth
    if scope not in caller.token.scopes:
        raise HttpError(403, _("This key does not open “%(scope)s”.") % {"scope": scope.value})
    return caller


def counted(request: HttpRequest, rows: int) -> None:
    """How many rows an answer has, for the log."""
    request.rows_read = rows


def problem(status: int, detail: str = "") -> HttpResponse:
    """A problem as RFC 9457 has it."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    response = HttpResponse(json.dumps(body), status=status, content_type=PROBLEM)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def answer_problems(api) -> None:
    """All that can go wrong, in one shape."""
    answers = {
        AuthenticationError: lambda request, error: problem(
            401, _("Send a key that holds: “Authorization: Bearer …”.")
        ),
        TooManyReads: _too_many,
        Http404: lambda request, error: problem(404, _("There is nothing at this address.")),
        HttpError: lambda request, error: problem(error.status_code, str(error)),
        ValidationError: lambda request, error: problem(422, _in_words(error)),
    }
    for error, answer in answers.items():
        api.add_exception_handler(error, answer)


def _too_many(request: HttpRequest, error: TooManyReads) -> HttpResponse:
    response = problem(
        429, _("This key may be read with %(number)s times a minute.") % {"number": options().api_reads_a_minute}
    )
    response["Retry-After"] = "60"
    return response


def _in_words(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(str(one) for one in its['loc'][1:])}: {its['msg']}" for its in error.errors)


def as_machines_are_answered(view: Callable, name: str) -> Callable:
    """A view of the interface with an ETag, what caches have to know, and a line in the log of exports."""
    with_etag = conditional_page(view)

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with override("en"):
            response = with_etag(request, *args, **kwargs)
            if response.status_code == 405:
                refused, response = response, problem(405, _("This interface only reads: use GET."))
                response["Allow"] = refused["Allow"]
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        caller = getattr(request, "auth", None)
        if isinstance(caller, Caller) and response.status_code in (200, 304):
            _log(request, caller, name, rows=request.rows_read if response.status_code == 200 else 0)
        return response

    return answer


def _log(request: HttpRequest, caller: Caller, name: str, *, rows: int) -> None:
    log_export(
        f"api:{name}",
        FileFormat.JSON,
        rows=rows,
        by=caller.actor,
        at=clock.now(),
        query=request.META["QUERY_STRING"],
        through=caller.token.through,
    )
