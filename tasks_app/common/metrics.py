"""What this process counts for those who watch it: requests, refused sign-ins, failures of database and cache.

Counting is always on and costs some microseconds; whether anybody is told is decided by METRICS_TOKEN. Under gunicorn
(deploy/web.py) the counts lie in files of a folder, one for each place among its processes, so that whichever process
is asked tells those of all. What jobs do is not counted here but in their ledger, which all machines share.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
if FOLDER:
    # Not by the number of the process, or every process that gunicorn renews would leave its files behind for good. The
    # main one, of which they are copies, counts nothing.
    values.ValueClass = values.MultiProcessValue(lambda: os.environ.get("METRICS_PLACE", "main"))

_here = CollectorRegistry()

# By the name of the address, never by the address: there are as many as pages, not as things.
REQUESTS = Counter("reform_requests", "Answered requests.", ["route", "method", "status"], registry=_here)
SECONDS = Histogram(
    "reform_request_seconds",
    "How long requests took.",
    ["route"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=_here,
)
SIGN_IN_FAILURES = Counter("reform_sign_in_failures", "Sign-ins with a wrong name or password.", registry=_here)
DATABASE_ERRORS = Counter("reform_database_errors", "Requests that the database failed.", registry=_here)
CACHE_ERRORS = Counter("reform_cache_errors", "Times that Redis did not answer as a cache.", registry=_here)
REPLICA_FAILURES = Counter(
    "reform_replica_failures", "Times that boards had to leave the replica for the primary.", registry=_here
)

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def note_request(route: str, method: str, status: int, seconds: float) -> None:
    """``route``: the name of the address, "" for one that does not exist."""
    REQUESTS.labels(route, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def registry(*others: Collector) -> CollectorRegistry:
    """What all processes of this machine's pages have counted, and what the others tell."""
    its = CollectorRegistry()
    if FOLDER:
        MultiProcessCollector(its, path=FOLDER)
    else:
        its.register(_here)
    for other in others:
        its.register(other)
    return its
