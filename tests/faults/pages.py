"""The pages of one machine: gunicorn by the unit's command, on a port; and a browser that goes from one to another."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from django.urls import reverse

from tests.deploy.site import command_of
from tests.faults.processes import ROOT, SECONDS, until
from tests.services import free_port


@contextmanager
def machine(folder: Path, variables: Mapping[str, str]) -> Iterator[str]:
    """Address of a machine's pages, once they answer."""
    port = free_port()
    command = [*command_of("reform-web.service"), "--bind", f"127.0.0.1:{port}"]
    with (folder / f"web-{port}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(variables), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: Browser().status(f"{address}/readyz") == 200, f"the pages answer: {log.name}")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


class Browser:
    """Its cookies know no ports: to it all machines of 127.0.0.1 are one site, as behind a balancer."""

    def __init__(self):
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, address: str) -> str:
        with self._opener.open(address, timeout=SECONDS) as answer:
            return answer.read().decode()

    def status(self, address: str) -> int:
        """0: nobody answers."""
        try:
            with self._opener.open(address, timeout=SECONDS) as answer:
                return answer.status
        except HTTPError as error:
            return error.code
        except OSError:
            return 0

    def fetch(self, address: str) -> bytes:
        with self._opener.open(address, timeout=SECONDS) as answer:
            return answer.read()

    def post(self, address: str, opened_on: str = "", **fields: str) -> str:
        """Send the form of a page (``opened_on``: of another machine); returns the page that one is led to."""
        page = self.get(opened_on or address)
        hidden = dict(re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|written_as)" value="([^"]*)"', page))
        with self._opener.open(address, urlencode(hidden | fields).encode(), timeout=SECONDS) as answer:
            return answer.read().decode()

    def sign_in(self, machine: str, username: str, password: str) -> str:
        return self.post(f"{machine}{reverse('account_login')}", login=username, password=password)
