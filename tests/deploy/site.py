"""The tracker as a server runs it: gunicorn by the unit's command line, behind nginx with the site of production."""

import os
import re
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.services import free_port

ROOT = Path(settings.BASE_DIR)
PRODUCTION = ROOT / "deploy" / "production"
HOST = "reform.example.org"
SECONDS = 60
BODY_MEGABYTES = 2


def template(**values: str) -> str:
    """The site with its values put in, as the installer does it."""
    text = (PRODUCTION / "nginx" / "reform.conf.template").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"${{REFORM_{name}}}", value)
    return text


def command_of(unit: str) -> list[str]:
    """What a unit starts, with the Python of these tests."""
    text = (PRODUCTION / "systemd" / unit).read_text(encoding="utf-8").replace("\\\n", " ")
    line = shlex.split(re.search(r"^ExecStart=(.*)$", text, flags=re.MULTILINE)[1])
    assert line[:2] == ["/usr/bin/env", ".venv/bin/python"]
    return [sys.executable, *line[2:]]


def start_with_socket(
    command: list[str], listening: socket.socket, *, environment: dict[str, str], log: Path
) -> subprocess.Popen:
    """Start a service as systemd does, which holds its socket and passes it on as the third file.

    The process leads a session of its own, and its ``log`` is written on.
    """
    passed = listening.fileno()
    start = 'exec 3<&"$1"; shift; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"'
    with log.open("a") as file:
        return subprocess.Popen(
            ["bash", "-c", start, "start", str(passed), *command],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=file,
            pass_fds=[passed],
            start_new_session=True,
        )


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Site:
    """Two processes in a folder, on loopback."""

    def __init__(self, folder: Path, nginx: str):
        self._folder, self._nginx = folder, nginx
        self.http, self.https = free_port(), free_port()
        self.log = folder / "access.log"
        self.var = folder / "var"
        self.releases = folder / "opt"
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._web = self._proxy = None

    def __enter__(self) -> "Site":
        self._lay_out()
        self._listen()
        self.start_web()
        self._start_nginx()
        self._wait()
        return self

    def __exit__(self, *_) -> None:
        for process in filter(None, (self._proxy, self._web)):
            process.terminate()
            process.wait(timeout=SECONDS)
        self._listening.close()

    def get(self, path: str, *, headers: dict | None = None, of: str = "127.0.0.1", tls: bool = True) -> Answer:
        return self.ask("GET", path, headers=headers, of=of, tls=tls)

    def ask(self, method, path, *, headers=None, body=None, of="127.0.0.1", tls=True) -> Answer:
        """``of``: the address from which it is asked; every one of 127.0.0.0/8 is this machine's."""
        its = {"timeout": SECONDS, "source_address": (of, 0)}
        if tls:
            # The certificate is of the site's name, and its own authority.
            context = ssl.create_default_context(cafile=str(self._folder / "tls" / "fullchain.pem"))
            context.check_hostname = False
            client = HTTPSConnection("127.0.0.1", self.https, context=context, **its)
        else:
            client = HTTPConnection("127.0.0.1", self.http, **its)
        try:
            client.request(method, path, body=body, headers={"Host": HOST} | (headers or {}))
            answer: HTTPResponse = client.getresponse()
            return Answer(answer.status, dict(answer.headers), answer.read())
        finally:
            client.close()

    def start_web(self) -> None:
        command, log = command_of("reform-web.service"), self._folder / "web.log"
        self._web = start_with_socket(command, self._listening, environment=self._variables(), log=log)

    def reload_web(self) -> None:
        self._web.send_signal(signal.SIGHUP)

    def restart_web(self) -> None:
        self._web.terminate()
        assert self._web.wait(timeout=SECONDS) == 0
        self.start_web()

    def web_log(self) -> str:
        return (self._folder / "web.log").read_text()

    def _variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        its = connection.settings_dict
        return kept | {
            "ENV_FILE": os.devnull,
            "ENVIRONMENT": "production",
            "SECRET_KEY": "a-made-up-key-for-this-test-only-0123456789-abcdefghij",
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "TLS_PROXY": "X-Forwarded-Proto",
            "DATABASE_URL": f"postgres://{its['USER']}:{its['PASSWORD']}@{its['HOST']}:{its['PORT']}/{its['NAME']}",
            "VAR_DIR": str(self.var),
            "STATIC_DIR": str(self.releases / "current" / "var"),
        }

    def _lay_out(self) -> None:
        for name in ("now", "before"):
            (self.releases / "releases" / name / "var" / "static").mkdir(parents=True)
        (self.releases / "current").symlink_to("releases/now")
        (self.releases / "previous").symlink_to("releases/before")
        subprocess.run([sys.executable, "-m", "deploy.setup", "files"], cwd=ROOT, env=self._variables(), check=True)

        tls = self._folder / "tls"
        tls.mkdir()
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
        command += ["-keyout", str(tls / "privkey.pem"), "-out", str(tls / "fullchain.pem")]
        subprocess.run(command, check=True, capture_output=True)

    def _listen(self) -> None:
        self._listening.bind(str(self._folder / "web.sock"))
        self._listening.listen(2048)

    def _start_nginx(self) -> None:
        site = template(
            UPSTREAM=f"unix:{self._folder}/web.sock",
            HTTP=f"127.0.0.1:{self.http}",
            HTTPS=f"127.0.0.1:{self.https} ssl",
            HTTP2="",
            HOSTS=HOST,
            TLS=str(self._folder / "tls"),
            BODY_MB=str(BODY_MEGABYTES),
            LOG=str(self.log),
        ).replace("root /opt/reform;", f"root {self.releases};")
        (self._folder / "site.conf").write_text(site)
        for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (self._folder / name).mkdir()
        # Where root starts it, nginx would become somebody who cannot look into the folder of a test.
        user = "user root;" if os.geteuid() == 0 else ""
        (self._folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {self._folder}/nginx.pid; error_log {self._folder}/error.log;"
            " events {} http { include /etc/nginx/mime.types;"
            f" client_body_temp_path {self._folder}/body; proxy_temp_path {self._folder}/proxy;"
            f" fastcgi_temp_path {self._folder}/fastcgi; uwsgi_temp_path {self._folder}/uwsgi;"
            f" scgi_temp_path {self._folder}/scgi; include {self._folder}/site.conf; }}"
        )
        command = [self._nginx, "-e", f"{self._folder}/error.log", "-c", f"{self._folder}/nginx.conf"]
        judged = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stderr
        self._proxy = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def access_log(self) -> list[str]:
        """Whole lines."""
        return [line for line in self.log.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def error_log(self) -> str:
        return (self._folder / "error.log").read_text()

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS
        while True:
            try:
                if self._is_ready():
                    return
            except OSError:
                pass
            assert time.monotonic() < end, self.web_log()
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        return self.get("/readyz").status == 200
