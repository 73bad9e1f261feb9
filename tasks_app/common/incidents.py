"""Errors are reported to a service of Sentry's kind, where SENTRY_DSN names one.

What leaves this machine is what the log says: the kind of error and where in the code it happened, the number of the
request or the job, and the person by number. No form, header, cookie, address with a key, or value of a variable.
"""

from __future__ import annotations

import logging
import sys

import sentry_sdk
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration, ignore_logger

from tasks_app.common import logs

KEPT = {
    *("event_id", "timestamp", "level", "platform", "logger", "exception", "logentry", "transaction"),
    *("release", "environment", "server_name", "sdk", "tags"),
}


def report_to(dsn: str, *, release: str, environment: str) -> None:
    """From here on this process reports what fails in a view or a job, and what is logged as an error."""
    ignore_logger("django.security.DisallowedHost")  # whoever scans the network would write a report each time
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=None,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=scrubbed,
        # Only these: others would watch every query, file and program that is started.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(callback=lambda pending, timeout: None),
            DedupeIntegration(),
            DjangoIntegration(transaction_style="url", middleware_spans=False, signals_spans=False, cache_spans=False),
            CeleryIntegration(propagate_traces=False),
            LoggingIntegration(level=None, event_level=logging.ERROR),
        ],
    )


def scrubbed(event: dict, hint: dict) -> dict:
    """The event with what the log would say too, and nothing else."""
    kept = {key: value for key, value in event.items() if key in KEPT}
    if request := event.get("request"):
        kept["request"] = {"method": request.get("method", ""), "url": _address(request.get("url", ""))}
    kept["tags"] = {key: str(value) for key, value in logs.said_by_every_line().items()}
    if message := (kept.pop("logentry", None) or {}).get("message"):
        kept["logentry"] = {"message": logs.masked(message)}  # without what it was filled with
    for error in (kept.get("exception") or {}).get("values", []):
        kind = getattr(sys.modules.get(error.get("module") or "builtins"), error.get("type") or "", None)
        is_known = isinstance(kind, type) and issubclass(kind, BaseException)
        error["value"] = logs.message_of(kind, error.get("value") or "") if is_known else ""
        error.pop("mechanism", None)
    return kept


def _address(url: str) -> str:
    return logs.masked(url.partition("?")[0])
