"""The web tier of the load test: production's gunicorn, and nginx before it where there is one."""

from __future__ import annotations

import socket
from pathlib import Path

from django.conf import settings

from tests.deploy.site import HOST, Site, command_of, start_with_socket
from tests.services import free_port


class Tier(Site):
    """The site of production. Without nginx gunicorn is asked at a port, as by a proxy that has ended TLS."""

    def __init__(self, folder: Path, *, nginx: str | None, redis: str | None, workers: int, pooled_url: str | None):
        folder.mkdir()
        self._pooled_url = pooled_url  # of the database, through PgBouncer
        super().__init__(folder, nginx)
        self._redis, self._workers = redis, workers
        if nginx is None:
            self._listening = socket.socket()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.https}" if self._nginx else f"http://127.0.0.1:{self.http}"

    @property
    def headers(self) -> dict[str, str]:
        """What each request says; without nginx also what nginx would say, but for the person's address."""
        as_a_proxy = {} if self._nginx else {"X-Forwarded-Proto": "https"}
        return {"Host": HOST, "Origin": f"https://{HOST}"} | as_a_proxy

    @property
    def servers(self) -> list[str]:
        between = ["PgBouncer"] if self._pooled_url else []
        return ["PostgreSQL", *between, *(["Redis"] if self._redis else []), *(["nginx"] if self._nginx else [])]

    def start_web(self) -> None:
        command = [*command_of("reform-web.service"), "--workers", str(self._workers)]
        log = self._folder / "web.log"
        self._web = start_with_socket(command, self._listening, environment=self._variables(), log=log)

    @property
    def master(self) -> int:
        """The number of gunicorn's first process."""
        return self._web.pid

    def errors(self) -> list[str]:
        """What gunicorn or the program has written down as wrong."""
        return [line for line in self.web_log().splitlines() if "ERROR" in line or "CRITICAL" in line]

    def _variables(self) -> dict[str, str]:
        ours = {"REDIS_URL": self._redis or "", "LOG_LEVEL": "WARNING"}
        if self._pooled_url:
            ours |= {"DATABASE_URL": self._pooled_url, "PGBOUNCER": "on"}
        # The same here and there: it encrypts the secrets of second factors.
        return super()._variables() | ours | {"SECRET_KEY": settings.SECRET_KEY}

    def _listen(self) -> None:
        if self._nginx:
            super()._listen()
            return
        self.http = free_port()
        self._listening.bind(("127.0.0.1", self.http))
        self._listening.listen(2048)

    def _start_nginx(self) -> None:
        if self._nginx:
            super()._start_nginx()

    def _is_ready(self) -> bool:
        return self.get("/readyz", tls=bool(self._nginx)).status == 200
