"""The pages as production runs them, to be killed: gunicorn on the database of the test."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import requests

from tests.deploy.site import command_of, start_with_socket
from tests.faults.processes import ROOT, kill, until

WORKERS = 2
PREPARE = """
import django
from django.conf import settings
from django.core.management import call_command
from deploy import bundles, fonts, setup
fonts.build(settings.ASSETS_DIR / "fonts")
bundles.build(settings.ASSETS_DIR)
django.setup()
setup.collect_static()
call_command("createcachetable", verbosity=0)
"""


class Web:
    """gunicorn by the command line of its unit, with two workers. Its socket is held here and outlives it."""

    def __init__(self, folder: Path, variables: Mapping[str, str]):
        self.folder, self.variables = folder, dict(variables)
        self._log = folder / "web.log"
        self._listening = socket.socket()
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Web":
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=self.variables, check=True)
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(2048)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        kill(self._process)
        self._listening.close()

    def kill_workers(self) -> None:
        """SIGKILL to the processes that answer, as when the machine is short of memory; their master starts others."""
        before = self.workers
        assert before
        for pid in before:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: len(self.workers - before) == WORKERS, "other workers are there")

    def kill(self) -> None:
        """SIGKILL to the master; systemd then kills what is left and starts it again."""
        self._process.kill()
        kill(self._process)
        self._start()

    def reload(self) -> None:
        """New processes take over, while the old ones finish what they have begun."""
        before = self.workers
        self._process.send_signal(signal.SIGHUP)
        until(lambda: len(self.workers) == WORKERS and not self.workers & before, "the old workers have ended")

    def restart(self) -> None:
        """As by ``systemctl restart``."""
        self._process.terminate()
        assert self._process.wait(timeout=90) == 0
        self._start()

    @property
    def workers(self) -> set[int]:
        pid = self._process.pid
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def log(self) -> str:
        return self._log.read_text()

    def _start(self) -> None:
        command = [*command_of("reform-web.service"), "--workers", str(WORKERS)]
        self._process = start_with_socket(command, self._listening, environment=self.variables, log=self._log)
        until(self._answers, "the pages answer")

    def _answers(self) -> bool:
        assert self._process.poll() is None, self.log()
        try:
            return requests.get(f"{self.url}/readyz", timeout=60).status_code == requests.codes.ok
        except requests.RequestException:
            return False
