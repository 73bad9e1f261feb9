"""Databases with a made-up province each, on the server of the run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.results import say

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2024, 10, 15)
# As the province is once the communes have replaced the districts, and ten times as many of each.
BELIEVABLE = {"organisations": 600, "people": 1_000, "earlier_reports": 3}


@dataclass(frozen=True)
class Database:
    """``server``: URL of a database whose user may create others."""

    server: str
    _made: dict[str, str] = field(default_factory=dict)

    def believable(self, assignments: int) -> str:
        """URL of a province with work, reports and dates of every kind; made once in a run."""
        return self.province(f"province{assignments}", assignments=assignments, **BELIEVABLE)

    def province(self, name: str, **size) -> str:
        """URL of a province of that size (``management.province.Size``), made once in a run under this name."""
        if name not in self._made:
            say(f"making {name}: {size['assignments']:,} assignments")
            url = urlsplit(self.server)._replace(path=f"/{name}").geturl()
            self._create(name, like=self._migrated())
            self._run("-c", FILL.format(day=DAY, size=size), url=url)
            self._made[name] = url
        return self._made[name]

    def _migrated(self) -> str:
        """The name of a database with all tables and nothing in them, which the others begin as; made once in a run."""
        name = "migrated"
        if name not in self._made:
            url = urlsplit(self.server)._replace(path=f"/{name}").geturl()
            self._create(name)
            self._run("manage.py", "migrate", "-v0", url=url)
            self._run("manage.py", "allow_mail", "--yes", url=url)
            self._made[name] = url
        return name

    def _create(self, name: str, *, like: str = "template1") -> None:
        self._run("-c", CREATE, self.server, name, like)

    def _run(self, *arguments: str, url: str = "") -> None:
        environment = os.environ | {"DATABASE_URL": url or self.server}
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


CREATE = """
import sys, psycopg2
connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
connection.cursor().execute(f"CREATE DATABASE {sys.argv[2]} TEMPLATE {sys.argv[3]}")
"""
FILL = """
import datetime, django
django.setup()
from django.db import connection
from tasks_app.common import clock
from tasks_app.common.models import DemonstrationClock
from tasks_app.management.province import Size, make_province
day = datetime.date.fromisoformat("{day}")
make_province(Size(**{size!r}), day=day)
# Without it each look at the clock would ask for it; where people work there is none.
DemonstrationClock.objects.create(pk=1, starts_on=day, loaded_at=clock.real_now())
connection.cursor().execute("VACUUM ANALYZE")
"""
# Nothing but open work whose people are told by the plain ways, for what a hand-written statement can decide too.
PLAIN = dict.fromkeys(
    ("finished", "waiting", "returned", "suspended", "contributed", "delegated", "extended", "periodic"), 0
)


def open_here(url: str) -> None:
    """This process works on that database from now on."""
    os.environ["DATABASE_URL"] = url
    import django
    from django.conf import settings
    from django.db import connection

    if not settings.configured:
        django.setup()
    else:
        from tasks_app.common import clock

        connection.close()
        connection.settings_dict["NAME"] = urlsplit(url).path[1:]
        clock.forget()


def empty_outbox() -> None:
    """As before the day was planned."""
    from django.db import connection

    from tasks_app.mailing.models import Message
    from tasks_app.reminders.models import Reminder

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Reminder._meta.db_table}, {Message._meta.db_table} CASCADE")


def analyze() -> None:
    """The server learns how large its tables are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
