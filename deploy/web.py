"""What gunicorn does beside serving (`--config python:deploy.web`): lines of the log, a folder for what is counted."""

import logging
import os
import shutil
import tempfile
from pathlib import Path

from tasks_app.common.logs import logging_config

# The main process reads no settings of the program, so that a reload of the processes reads them anew. A line of its
# own is rare: that a process came, went or hung.
_is_production = os.environ.get("ENVIRONMENT") == "production"
logconfig_dict = logging_config(
    os.environ.get("LOG_FORMAT") or ("json" if _is_production else "plain"), os.environ.get("LOG_LEVEL") or "INFO"
)

FOLDER, PLACE = "PROMETHEUS_MULTIPROC_DIR", "METRICS_PLACE"
_taken: set[int] = set()


def on_starting(server):
    """An empty folder for each start: what is counted begins anew with it."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="reform-metrics-")


def pre_fork(server, worker):
    """A new process goes on with the counts of one that has ended: there are as many files as processes at a time."""
    worker.place = next(place for place in range(len(_taken) + 1) if place not in _taken)
    _taken.add(worker.place)


def post_fork(server, worker):
    os.environ[PLACE] = str(worker.place)
    logging.captureWarnings(True)  # what Python warns of is a line of the log, too


def child_exit(server, worker):
    _taken.discard(worker.place)


def on_exit(server):
    # A process that was given up may still write.
    shutil.rmtree(Path(os.environ[FOLDER]), ignore_errors=True)
