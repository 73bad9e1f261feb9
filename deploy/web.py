"""What gunicorn does beside serving (`--config python:deploy.web`): lines of the log, a folder for what is counted, and
a program that is loaded once for all processes."""

import gc
import logging
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

from tasks_app.common.logs import logging_config

# A line of the main process is rare: that a process came, went or hung.
_is_production = os.environ.get("ENVIRONMENT") == "production"
logconfig_dict = logging_config(
    os.environ.get("LOG_FORMAT") or ("json" if _is_production else "plain"), os.environ.get("LOG_LEVEL") or "INFO"
)

logging.captureWarnings(True)  # what Python warns of is a line of the log, too

# The processes are copies of the main one, which has loaded the program: what they do not change they have in common. A
# reload (SIGHUP) puts fresh copies in their place; other settings, like another version, take a restart.
preload_app = True

FOLDER, PLACE = "PROMETHEUS_MULTIPROC_DIR", "METRICS_PLACE"
_taken: set[int] = set()
# An empty folder for each start: what is counted begins anew with it. Here, before the program is loaded.
os.environ[FOLDER] = tempfile.mkdtemp(prefix="reform-metrics-")


def when_ready(server):
    """Before the first copy is made: what every process would read by itself with its first pages is read here, and
    none of it is looked at by the collector again, which would write to it and so make a copy of its own."""
    _read_ahead()
    gc.collect()
    gc.freeze()


def _read_ahead():
    from django.conf import settings
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation

    get_resolver().url_patterns  # noqa: B018 - reading them loads the pages
    if settings.OIDC_ISSUER:
        import_module("tasks_app.people.openid")
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Overview")
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for template in sorted(folder.rglob("*.html")):
            engines["django"].engine.get_template(template.relative_to(folder).as_posix())


def pre_fork(server, worker):
    """A new process goes on with the counts of one that has ended: there are as many files as processes at a time."""
    worker.place = next(place for place in range(len(_taken) + 1) if place not in _taken)
    _taken.add(worker.place)


def post_fork(server, worker):
    os.environ[PLACE] = str(worker.place)
    # A page makes some ten thousand objects and few cycles of them: looking for cycles at every 700th cost a board more
    # than a tenth of its time.
    gc.set_threshold(20_000, 10, 10)


def child_exit(server, worker):
    _taken.discard(worker.place)


def on_exit(server):
    # A process that was given up may still write.
    shutil.rmtree(Path(os.environ[FOLDER]), ignore_errors=True)
