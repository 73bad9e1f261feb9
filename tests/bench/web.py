"""Our pages and the bare ones served as in production, asked over the wire, and looked at from within."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.database import ROOT
from tests.load.usage import memory
from tests.services import free_port

WORKERS, CONNECTIONS = 2, 4
OURS = "reform.wsgi"  # which is served as in production
LOGS = ROOT / "var" / "bench"  # a line for each request
PREPARE = """
import django
from django.conf import settings
from deploy import bundles, fonts, setup
fonts.build(settings.ASSETS_DIR / "fonts")
bundles.build(settings.ASSETS_DIR)
django.setup()
setup.collect_static()
"""


@dataclass
class Server:
    port: int
    process: subprocess.Popen

    @property
    def memory(self) -> float:
        """Megabytes of its processes together, what they share counted once."""
        return memory(self.process.pid)


class Asking:
    """One connection that stays open, as a browser's does."""

    def __init__(self, server: Server, cookie: str = ""):
        self._port, self._cookie, self._connection = server.port, cookie, None

    def get(self, path: str) -> int:
        """Returns the number of bytes of the answer as they came over the wire."""
        headers = {"Cookie": self._cookie, "Accept-Encoding": "gzip", "Accept-Language": "vi"}
        try:
            return self._read(path, headers)
        except (http.client.RemoteDisconnected, ConnectionError):  # it was idle for longer than the server waits
            self.close()
            return self._read(path, headers)

    def _read(self, path: str, headers: dict[str, str]) -> int:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return len(body)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def rate(server: Server, cookie: str, path: str, seconds: float) -> tuple[int, float]:
    """How many requests, in how many seconds, four connections are answered that ask again at once."""

    def ask(_number: int) -> int:
        asking, number = Asking(server, cookie), 0
        while time.monotonic() < until:
            asking.get(path)
            number += 1
        asking.close()
        return number

    started = time.monotonic()
    until = started + seconds
    with ThreadPoolExecutor(CONNECTIONS) as connections:
        number = sum(connections.map(ask, range(CONNECTIONS)))
    return number, time.monotonic() - started


@contextmanager
def served(url: str, application: str) -> Iterator[Server]:
    """An application on two workers, before a database."""
    environment = os.environ | {"DATABASE_URL": url, "WEB_CONCURRENCY": str(WORKERS)}
    port = free_port()
    web = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    web += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", "4", "--log-level", "error"]
    web += ["--keep-alive", "30", *(["--config", "python:deploy.web"] if application == OURS else [])]
    LOGS.mkdir(parents=True, exist_ok=True)
    with (
        (LOGS / f"{application}.log").open("w") as log,
        subprocess.Popen(web, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            server = Server(port, process)
            _wait(server)
            yield server
        finally:
            process.terminate()


def _wait(server: Server) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server did not start")


def prepare_assets(url: str) -> None:
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)


def cookie_of(person) -> str:
    """Of a session in which the person has just signed in."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tasks_app.common import clock
    from tasks_app.people.middleware import BEGAN

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[BEGAN] = int(clock.now().timestamp())
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
