"""How the product fares, in figures, for a Prometheus that comes with its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hmac import compare_digest

from celery import current_app
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from tasks_app.common import clock
from tasks_app.common import metrics as counted
from tasks_app.common.models import JobRun
from tasks_app.site.queries import Machinery, machinery

JOB = ["job_name"]  # "job" is Prometheus's own word for what it asks


@never_cache
@require_safe
def metrics(request):
    """The figures in the format of Prometheus; without METRICS_TOKEN, or without that key, there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    try:
        found = machinery(now=clock.now())
    except DatabaseError:
        found = None
    return HttpResponse(generate_latest(counted.registry(_Told(found))), content_type=CONTENT_TYPE_LATEST)


class _Told:
    """What the database says. It has been read before: a scrape asks the same few queries, however much there is."""

    def __init__(self, found: Machinery | None):
        self._found = found

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("reform_database_up", "Whether the database answers.", value=float(bool(self._found)))
        yield _by_job(
            GaugeMetricFamily("reform_job_period_seconds", "How often a job looks for work.", labels=JOB),
            ((entry["task"], entry["schedule"]) for entry in current_app.conf.beat_schedule.values()),
        )
        if self._found:
            yield from _jobs(self._found.jobs)
            yield from _outbox(self._found)
            if self._found.replica:
                its = self._found.replica
                yield GaugeMetricFamily("reform_replica_up", "Whether the replica answers.", value=float(its.answers))
                if its.lag is not None:
                    yield GaugeMetricFamily(
                        "reform_replica_lag_seconds", "How far the replica is behind.", value=its.lag.total_seconds()
                    )


def _jobs(jobs: Iterable[JobRun]) -> Iterator[Metric]:
    runs = list(jobs)
    yield _by_job(
        CounterMetricFamily("reform_job_runs", "Runs of a job that ended.", labels=JOB),
        ((run.name, run.runs) for run in runs),
    )
    yield _by_job(
        CounterMetricFamily("reform_job_failures", "Runs of a job that failed.", labels=JOB),
        ((run.name, run.failures) for run in runs),
    )
    yield _by_job(
        CounterMetricFamily("reform_job_seconds", "How long all runs of a job took.", labels=JOB),
        ((run.name, run.seconds) for run in runs),
    )
    yield _by_job(
        GaugeMetricFamily("reform_job_last_success_timestamp_seconds", "When a job last did its work.", labels=JOB),
        ((run.name, run.succeeded_at.timestamp()) for run in runs if run.succeeded_at),
    )


def _by_job(family: Metric, figures: Iterable[tuple[str, float]]) -> Metric:
    for name, figure in figures:
        family.add_metric([name], figure)
    return family


def _outbox(found: Machinery) -> Iterator[Metric]:
    messages = GaugeMetricFamily("reform_outbox_messages", "Mails by what is still open about them.", labels=["state"])
    for state, number in found.open_messages.items():
        messages.add_metric([state], number)
    yield messages
    waits = found.outbox.waits
    yield GaugeMetricFamily(
        "reform_outbox_oldest_seconds",
        "For how long the oldest mail waits that should have gone out.",
        value=waits.total_seconds() if waits else 0,
    )
