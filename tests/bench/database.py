"""Databases with a made-up province each, on the server of the run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2024, 10, 15)


@dataclass(frozen=True)
class Database:
    """``server``: URL of a database whose user may create others; ``day``: on which the provinces stand."""

    server: str
    day: date = DAY

    def province(self, name: str, **size) -> str:
        """URL of a new database with a province of that size; if nothing is said every assignment is worked on."""
        url = urlsplit(self.server)._replace(path=f"/{name}").geturl()
        self._run("-c", CREATE, self.server, name)
        self._run("manage.py", "migrate", "-v0", url=url)
        self._run("manage.py", "allow_mail", "--yes", url=url)
        self._run("-c", FILL.format(day=self.day, size=size), url=url)
        return url

    def _run(self, *arguments: str, url: str = "") -> None:
        environment = os.environ | {"DATABASE_URL": url or self.server}
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


CREATE = """
import sys, psycopg2
connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
connection.cursor().execute(f"CREATE DATABASE {sys.argv[2]}")
"""
FILL = """
import datetime, django
django.setup()
from django.db import connection
from tasks_app.management.province import Size, make_province
size = dict.fromkeys(("finished", "waiting", "returned", "suspended"), 0) | {size!r}
make_province(Size(**size), day=datetime.date.fromisoformat("{day}"))
connection.cursor().execute("VACUUM ANALYZE")
"""


def open_here(url: str) -> None:
    """This process works on that database from now on."""
    os.environ["DATABASE_URL"] = url
    import django
    from django.conf import settings
    from django.db import connection

    if not settings.configured:
        django.setup()
    else:
        connection.close()
        connection.settings_dict["NAME"] = urlsplit(url).path[1:]


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
