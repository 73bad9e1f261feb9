"""Several processes of the pages: what they count is told by whichever is asked, and the lines of the log are whole."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.processes import until
from tests.services import free_port

ROOT = Path(settings.BASE_DIR)
TOKEN = "a-key-of-the-watcher"

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def clock():
    """The real one: these tests look at other processes."""


class Web:
    """gunicorn with two processes; its database is empty, which /readyz does not mind."""

    def __init__(self, folder: Path):
        self.port, self.log, self.folder = free_port(), folder / "log", folder
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        variables = kept | {
            "ENV_FILE": os.devnull,
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "METRICS_TOKEN": TOKEN,
            "LOG_FORMAT": "json",
            "TMPDIR": str(folder),
        }
        command = [sys.executable, "-m", "gunicorn", "reform.wsgi", "--config", "python:deploy.web"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--workers", "2"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--no-control-socket"], cwd=ROOT, env=variables, stdout=log, stderr=log
            )

    def get(self, path: str, **headers: str):
        client = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            client.request("GET", path, headers=headers)
            answer = client.getresponse()
            return answer.status, answer.read().decode()
        finally:
            client.close()

    def answers(self) -> bool:
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    def counted(self) -> float:
        """How often it was asked whether it can serve."""
        status, text = self.get("/metrics", Authorization=f"Bearer {TOKEN}")
        assert status == 200
        return sum(
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == "reform_requests_total" and sample.labels["route"] == "readyz"
        )

    def workers(self) -> set[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return set(map(int, children))

    def files(self) -> set[str]:
        return {path.name for path in self.folder.glob("reform-metrics-*/*.db")}


@contextmanager
def running(folder: Path):
    web = Web(folder)
    try:
        until(web.answers, "the pages answer")
        yield web
    finally:
        web.process.terminate()
        web.process.wait(timeout=60)


def test_all_processes_count_together_and_renewed_ones_go_on(tmp_path):
    with running(tmp_path) as web:
        until(lambda: len(web.workers()) == 2, "both processes are there")
        before = web.counted()
        for _ in range(20):
            web.get("/readyz")
        assert {web.counted() for _ in range(10)} == {before + 20}

        first = web.workers()
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(web.workers()) == 2 and not web.workers() & first, "two others take over")
        until(web.answers, "they answer")
        assert web.counted() > before + 20
        # That of the main process, of which they are copies, counts nothing.
        assert web.files() <= {f"{kind}_{place}.db" for kind in ("counter", "histogram") for place in (0, 1, "main")}
    assert not list(tmp_path.glob("reform-metrics-*"))

    lines = web.log.read_text().splitlines()
    assert {json.loads(line)["logger"] for line in lines} >= {"gunicorn.error"}


def test_another_start_counts_anew(tmp_path):
    with running(tmp_path) as web:
        for _ in range(20):
            web.get("/readyz")
    with running(tmp_path) as web:
        assert web.counted() < 20
