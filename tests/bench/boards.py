"""The pages of the boards, as two browsers see them, against the hand-written SQL of the same panels."""

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
from statistics import median

from tests.bench.database import DAY, ROOT, Database, open_here
from tests.bench.report import fact, heading, in_turns, line, say
from tests.services import free_port

ASSIGNMENTS, ORGANISATIONS, PEOPLE, EARLIER_REPORTS = 50_000, 600, 1_000, 4
BROWSERS, WORKERS, TURNS = 2, 2, 12
PAST = "2024-06-30"

# One statement for each panel, written by hand for today. In force, and how each assignment stands:
STANDS = """
    SELECT a.*, k.id AS key_task_id, CASE
        WHEN a.state = 'completed' AND (a.counts_until_on IS NULL OR a.completed_on <= a.counts_until_on) THEN 'done'
        WHEN a.state = 'completed' THEN 'late'
        WHEN a.state = 'submitted' AND (a.counts_until_on IS NULL OR a.submitted_on <= a.counts_until_on) THEN 'waiting'
        WHEN a.state = 'submitted' OR a.counts_until_on < %(day)s THEN 'overdue'
        WHEN a.counts_until_on <= %(soon)s THEN 'due_soon'
        WHEN a.state = 'assigned' THEN 'not_started' ELSE 'on_track' END AS status
    FROM tasks_app_assignment a
    JOIN tasks_app_task t ON t.id = a.task_id JOIN tasks_app_keytask k ON k.id = t.key_task_id
    WHERE k.plan_id = %(plan)s AND a.state IN ('assigned', 'in_progress', 'submitted', 'returned', 'completed')
"""
BY_TASK = f"SELECT task_id, state, status, count(*) FROM ({STANDS}) s GROUP BY 1, 2, 3"
BY_ORGANISATION = f"SELECT organisation_id, key_task_id, status, count(*) FROM ({STANDS}) s GROUP BY 1, 2, 3"
DUE = f"SELECT counts_until_on, count(*) FROM ({STANDS}) s GROUP BY 1"
COMPLETED = f"SELECT completed_on, count(*) FROM ({STANDS}) s WHERE deadline_on IS NOT NULL GROUP BY 1"
OVERDUE = f"""SELECT responsible_id, coalesce(submitted_on, %(day)s) - counts_until_on, count(*) FROM ({STANDS}) s
    WHERE status = 'overdue' GROUP BY 1, 2"""
LONGEST = f"""SELECT s.id, o.name_vi, t.title_vi, p.full_name FROM ({STANDS}) s
    JOIN tasks_app_organisation o ON o.id = s.organisation_id JOIN tasks_app_task t ON t.id = s.task_id
    JOIN tasks_app_person p ON p.id = s.responsible_id
    WHERE status = 'overdue' ORDER BY counts_until_on, t.id, o."order" LIMIT 10"""
SILENT = f"""SELECT count(*) FILTER (WHERE last_word_on IS NULL), count(*) FILTER (WHERE last_word_on < %(day)s - 60),
    count(*) FILTER (WHERE last_word_on BETWEEN %(day)s - 60 AND %(day)s - 31),
    count(*) FILTER (WHERE percent >= 90 AND status = 'overdue'),
    count(*) FILTER (WHERE percent <= 10 AND status = 'due_soon')
    FROM ({STANDS}) s WHERE state IN ('assigned', 'in_progress', 'returned')"""
REVIEW = "SELECT count(*), min(submitted_at) FROM tasks_app_progressreport WHERE state = 'submitted'"
CHANGES = """SELECT b.state, b.counts_until_on < %(week)s, a.state, a.counts_until_on < %(day)s, count(*)
    FROM tasks_app_assignment a JOIN tasks_app_phase b ON b.assignment_id = a.id
        AND b.valid_from <= %(week)s AND (b.valid_to IS NULL OR b.valid_to >= %(week)s)
    GROUP BY 1, 2, 3, 4"""
FIRST_PAGE = f"""SELECT s.id FROM ({STANDS}) s JOIN tasks_app_task t ON t.id = s.task_id
    ORDER BY array_position(ARRAY['overdue', 'due_soon', 'waiting', 'on_track', 'not_started', 'late', 'done'], status),
        s.deadline_on, t.id LIMIT 25"""
COUNT = f"SELECT count(*) FROM ({STANDS}) s"
RECORD = f"""SELECT organisation_id, count(*) FILTER (WHERE status = 'done'), count(*) FILTER (WHERE status = 'late'),
    count(*) FILTER (WHERE status = 'overdue'), avg(coalesce(submitted_on, %(day)s) - counts_until_on)
    FROM ({STANDS}) s GROUP BY 1"""

PANELS = {
    "/overview/": [BY_TASK, BY_ORGANISATION, DUE, COMPLETED, OVERDUE, LONGEST, SILENT, REVIEW, CHANGES],
    "/overview/matrix/": [BY_ORGANISATION],
    "/overview/map/": [BY_ORGANISATION],
    "/ranking/": [RECORD],
    "/comparison/": [CHANGES],
    "/assignments/": [COUNT, FIRST_PAGE],
    "/assignments/?page=1000": [COUNT, FIRST_PAGE],
    "/tasks/": [BY_TASK],
    "/organisations/": [BY_ORGANISATION],
}
OF_DAYS = ["/overview/", "/overview/matrix/", "/ranking/", "/assignments/", "/tasks/"]
PREPARE = """
import django
from django.conf import settings
from deploy import fonts, setup
fonts.build(settings.ASSETS_DIR / "fonts")
django.setup()
setup.collect_static()
"""


def run(database: Database, _sink) -> None:
    size = {"assignments": ASSIGNMENTS, "organisations": ORGANISATIONS, "people": PEOPLE}
    url = database.province(
        "boards", **size, earlier_reports=EARLIER_REPORTS, finished=0.75, waiting=0.05, returned=0.03, suspended=0.02
    )
    open_here(url)
    heading(f"boards of {ASSIGNMENTS:,} assignments, {ORGANISATIONS} organisations: page (median) and bare SQL")
    with served(url) as (port, cookie):
        seen = {page: look(port, cookie, page) for page in PANELS}
        past = {page: look(port, cookie, f"{page}{'&' if '?' in page else '?'}as_of={PAST}") for page in OF_DAYS}
    for page, statements in PANELS.items():
        line(page, seen[page].seconds, bare(statements))
        its = seen[page]
        fact("two browsers at once", f"{its.at_once * 1000:.0f} ms; transferred {its.transferred / 1000:.0f} kB")
    heading(f"as of {PAST}, against today")
    for page in OF_DAYS:
        line(page, past[page].seconds, seen[page].seconds)
    say(f"  {WORKERS} workers; {facts()}")


@dataclass(frozen=True)
class Seen:
    """What a page cost, in the median: the seconds of one browser, those of two that ask at once, and the bytes as they
    came over the wire."""

    seconds: float
    at_once: float
    transferred: int


def look(port: int, cookie: str, page: str) -> Seen:
    def browse(_browser: int) -> list[tuple[float, int]]:
        return [ask(port, cookie, page) for _ in range(TURNS)]

    for _ in range(WORKERS):
        ask(port, cookie, page)
    alone = browse(0)
    with ThreadPoolExecutor(BROWSERS) as browsers:
        together = [answer for its in browsers.map(browse, range(BROWSERS)) for answer in its]
    return Seen(median(its for its, _ in alone), median(its for its, _ in together), alone[-1][1])


def ask(port: int, cookie: str, page: str) -> tuple[float, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", page, headers={"Cookie": cookie, "Accept-Encoding": "gzip", "Accept-Language": "vi"})
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - started
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{page}: {answer.status}")
    return seconds, len(body)


def bare(statements: list[str]) -> float:
    """Seconds of the statements together, each in the median, with all rows fetched."""
    from datetime import timedelta

    from django.db import connection

    from tasks_app.plan.models import Plan

    known = {
        "day": DAY,
        "soon": DAY + timedelta(days=7),
        "week": DAY - timedelta(days=7),
        "plan": Plan.objects.values_list("pk", flat=True).get(year=DAY.year),
    }

    def fetch(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, known)
            cursor.fetchall()

    return sum(in_turns(5, *(lambda its=statement: fetch(its) for statement in statements)))


def facts() -> str:
    from tasks_app.plan.models import Assignment, Phase
    from tasks_app.reporting.models import ProgressReport

    counts = {model.__name__: model.objects.count() for model in (Assignment, Phase, ProgressReport)}
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())


@contextmanager
def served(url: str) -> Iterator[tuple[int, str]]:
    """The web on two workers, on the day of the province, with the cookie of a secretary who has signed in."""
    cookie, port = sign_in(), free_port()
    environment = os.environ | {"DATABASE_URL": url, "WEB_CONCURRENCY": str(WORKERS)}
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True)
    web = [sys.executable, "-m", "gunicorn", "reform.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    web += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", "4", "--log-level", "error"]
    with subprocess.Popen(web, cwd=ROOT, env=environment) as server:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    ask(port, cookie, "/overview/")
                    break
                except OSError:
                    time.sleep(0.2)
            yield port, cookie
        finally:
            server.terminate()


def sign_in() -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tasks_app.people.enums import Role
    from tasks_app.people.models import Person

    person = Person.objects.filter(appointments__role=Role.SECRETARIAT).order_by("pk").first()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
