"""The product's processes as the faults need them: jobs that can be killed at a point, workers and beats."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import redis
from celery import Celery
from django.conf import settings
from django.db import connection

from tasks_app.common.clock import DEMONSTRATION_OPENS_AT, real_now
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.models import DemonstrationClock

ROOT = Path(settings.BASE_DIR)
MARKER = "the faults"
SECONDS = 60  # a generous bound: what takes longer does not happen


def until(condition: Callable, what: str, seconds: float = SECONDS):
    """Wait for something that other processes do; returns what the condition returned."""
    end = time.monotonic() + seconds
    while True:
        if found := condition():
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"it did not come to this: {what}")
        time.sleep(0.02)


def environment(folder: Path, *, sink_url: str, day: date, redis_url: str = "") -> dict[str, str]:
    """Variables of an installation on the database of the test; its clock stands at 08:00 of the day."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    server = urlsplit(os.environ["DATABASE_URL"])
    return kept | {
        "ENV_FILE": os.devnull,
        "VAR_DIR": str(folder),
        "DATABASE_URL": server._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
        "REDIS_URL": redis_url,
        "MAIL_ENABLED": "1",
        "MAIL_MARKER": MARKER,
        "EMAIL_URL": sink_url,
        "DEFAULT_FROM_EMAIL": "reform@example.vn",
        "DEMO_DAY": day.isoformat(),
        "DJANGO_SETTINGS_MODULE": "reform.settings",
        "LOG_LEVEL": "WARNING",
    }


def set_clock(at: datetime) -> None:
    """What processes that look at the clock for the first time will see; it runs on from there."""
    day = local_day(at)
    since = at - at_time(day, DEMONSTRATION_OPENS_AT)
    DemonstrationClock.objects.update_or_create(pk=1, defaults={"starts_on": day, "loaded_at": real_now() - since})


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Job:
    """A function of the product that runs in a process of its own."""

    def __init__(self, pid: int, result: Path):
        self.pid, self._result = pid, result

    def kill(self) -> None:
        """SIGKILL: it does nothing more, and the kernel closes its connections."""
        os.kill(self.pid, signal.SIGKILL)
        until(lambda: not is_alive(self.pid), "the killed process is gone")
        assert not self._result.exists(), "the job had ended before it was killed"

    def returned(self):
        """What it returned; an exception there is one here."""
        until(lambda: self._result.exists() or not is_alive(self.pid), "the job ends")
        answer = json.loads(self._result.read_text())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["returned"]


class Forker:
    """See tests/faults/forker.py."""

    def __init__(self, folder: Path, variables: Mapping[str, str]):
        self._folder, self._started = folder, 0
        command = [sys.executable, "-m", "tests.faults.forker"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, cwd=ROOT, env=dict(variables), **pipes)
        assert self._process.stdout.readline() == "ready\n"

    def __enter__(self) -> "Forker":
        return self

    def __exit__(self, *_) -> None:
        self._process.communicate(timeout=SECONDS)

    def start(self, function: str, *, at: datetime) -> Job:
        """``plan`` or ``deliver``, for a moment."""
        self._started += 1
        result = self._folder / f"result-{self._started}"
        order = {"function": function, "at": at.isoformat(), "result": str(result)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Job(int(self._process.stdout.readline()), result)

    def run(self, function: str, *, at: datetime):
        return self.start(function, at=at).returned()


class Engine:
    """Workers and beats with Redis, as an installation of several processes has them."""

    def __init__(self, folder: Path, variables: Mapping[str, str]):
        self._folder, self._variables = folder, dict(variables)
        self._running: list[subprocess.Popen] = []
        self._redis = redis.Redis.from_url(self._variables["REDIS_URL"])

    def __enter__(self) -> "Engine":
        self._redis.flushall()
        return self

    def __exit__(self, *_) -> None:
        for process in self._running:
            kill(process)
        self._redis.close()

    def worker(self, *, concurrency: int = 2) -> subprocess.Popen:
        """A worker that answers."""
        name = f"worker{len(self._running)}@faults"
        options = ["--concurrency", str(concurrency), "--without-gossip", "--without-mingle", "-n", name]
        process = self._celery("worker", *options)
        until(lambda: f"{name} ready" in self.log(process), f"{name} is ready")
        return process

    def beat(self) -> subprocess.Popen:
        """A beat with files of its own, as one that was started a second time on another machine."""
        number = len(self._running)
        files = [f"--pidfile={self._folder}/beat{number}.pid", "-s", f"{self._folder}/beat{number}"]
        return self._celery("beat", *files)

    def kill_children(self, process: subprocess.Popen) -> None:
        """SIGKILL to the processes in which a worker does its jobs, as when the machine is short of memory."""
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert children
        for pid in map(int, children):
            os.kill(pid, signal.SIGKILL)

    def deliver_job(self, name: str) -> None:
        """Put a job before the workers, as beat does."""
        with Celery(broker=self._variables["REDIS_URL"]) as app:
            app.send_task(name)

    def forget(self) -> int:
        """Redis loses everything; returns how many jobs waited there."""
        waited = self._redis.llen("celery")
        self._redis.flushall()
        return waited

    def kill_redis(self) -> None:
        """SIGKILL to Redis; it comes back empty."""
        before = self._redis.info("server")
        os.kill(before["process_id"], signal.SIGKILL)
        until(lambda: self._run_of_redis() not in (None, before["run_id"]), "another Redis answers")

    def _run_of_redis(self) -> str | None:
        try:
            return self._redis.info("server")["run_id"]
        except redis.ConnectionError:
            return None

    def log(self, process: subprocess.Popen) -> str:
        return self._log_of(self._running.index(process)).read_text()

    def _celery(self, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "-A", "reform", *arguments, "-l", "info"]
        with self._log_of(len(self._running)).open("w") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self._variables, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._running.append(process)
        return process

    def _log_of(self, number: int) -> Path:
        return self._folder / f"process-{number}.log"


def kill(process: subprocess.Popen) -> None:
    """SIGKILL to the process and all its children."""
    with suppress(ProcessLookupError):  # it had ended
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=SECONDS)


@contextmanager
def embedded(folder: Path, variables: Mapping[str, str]) -> Iterator[subprocess.Popen]:
    """Beat without Redis, which runs the jobs itself; each time as if for the first."""
    for file in folder.glob("beat*"):
        file.unlink()
    command = [sys.executable, "-m", "celery", "-A", "reform", "beat", "-l", "info"]
    command += [f"--pidfile={folder}/beat.pid", "-s", str(folder / "beat")]
    with (folder / "beat.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=dict(variables), stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        kill(process)
