"""What leaves the product: the list of all assignments as .xlsx and CSV, against the bare statement and writer, CSV
against PostgreSQL's own COPY. And a Word report and a calendar, against filling the template alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.bench.database import DAY, ROOT, Database
from tests.bench.pages import SIZES
from tests.bench.results import Result, Results, say

USUAL = 600
OURS = """
import datetime, json, resource, sys, time, django
django.setup()
from tempfile import TemporaryFile
from tasks_app.exports.books import BOOKS, WRITERS, asked_book
from tasks_app.people.models import Appointment
from tasks_app.people.queries import capacity
day = datetime.date.fromisoformat("{day}")
person = Appointment.objects.in_force(day).filter(role="secretariat").first().person
started = time.perf_counter()
with TemporaryFile() as target:
    book = asked_book("/assignments/?as_of={day}", BOOKS, capacity=capacity(person, chosen=None, on=day), on=day).book
    rows = WRITERS["{form}"](book, target)
    size = target.tell()
took = time.perf_counter() - started
print(json.dumps([took, rows, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
# The same cells in the same order, read by one statement and written by the bare writer.
BARE = """
import datetime, json, resource, time, psycopg2, os, xlsxwriter
from tempfile import TemporaryFile
from urllib.parse import urlsplit
url = urlsplit(os.environ["DATABASE_URL"])
started = time.perf_counter()
connection = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = connection.cursor("all")
ALL = '''
    SELECT k.number || '.' || t."order", t.title_vi, t.deliverable_vi, c.code, o.name_vi, '', p.full_name, t.issued_on,
        a.original_deadline_on, a.deadline_on, a.counts_until_on, (SELECT count(*) FROM tasks_app_deadlinechange d
            WHERE d.assignment_id = a.id AND d.version > 1), a.state, a.state, 0, a.percent, a.last_word_on,
        a.submitted_on, a.completed_on
    FROM tasks_app_assignment a JOIN tasks_app_task t ON t.id = a.task_id
    JOIN tasks_app_keytask k ON k.id = t.key_task_id JOIN tasks_app_organisation o ON o.id = a.organisation_id
    JOIN tasks_app_person p ON p.id = a.responsible_id LEFT JOIN tasks_app_clause c ON c.id = t.clause_id
    WHERE a.state IN ('assigned', 'in_progress', 'submitted', 'returned', 'completed')
    ORDER BY a.deadline_on, k.number, t."order", o."order"'''
rows = 0
with TemporaryFile() as target:
    if "{form}" == "csv":
        connection.cursor().copy_expert(f"COPY ({ALL}) TO STDOUT WITH CSV", target)
        target.seek(0)
        rows = sum(1 for _line in target)
    else:
        cursor.execute(ALL)
        with xlsxwriter.Workbook(target, dict(constant_memory=True, default_date_format="dd/mm/yyyy")) as book:
            sheet = book.add_worksheet()
            for rows, row in enumerate(cursor, 1):
                for place, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(rows, place, value)
                    else:
                        sheet.write(rows, place, value)
    took = time.perf_counter() - started
print(json.dumps([took, rows, 0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""

PAPERS = """
import datetime, json, time, django
django.setup()
from io import BytesIO
from tasks_app.common import clock
from tasks_app.common.dates import at_time
from tasks_app.documents import queries, wording
from tasks_app.documents.actions import report_document
from tasks_app.documents.actions.files import template_of
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.rendering import plain
from tasks_app.documents.rules import Numbered, Printing
from tasks_app.feeds.actions import make_feed
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.queries import contents
from tasks_app.feeds.rendering import as_calendar
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Appointment
from tasks_app.people.queries import standing
from tasks_app.plan.queries import current_plan
from django.db.models import Count
from docxtpl import DocxTemplate
day = datetime.date.fromisoformat("{day}")
at, plan, printing = at_time(day, 9), current_plan(on=day), Printing(Letterhead.PARTY, "vi")

def taken(act, times=5):
    act()
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    return sorted(seconds)[times // 2]

def report():
    facts = queries.report_facts(plan, day, at=at)
    return report_document(facts, wording.first_texts(facts), Numbered(wording.title(facts)), printing)

facts = queries.report_facts(plan, day, at=at)
head = wording.head_fields(queries.letterhead_data(Letterhead.PARTY), DocumentKind.REPORT, abstract="x")
fields = plain(head | wording.fields(facts, wording.first_texts(facts), title="x"))
template = template_of(printing)

def bare():
    document = DocxTemplate(BytesIO(template))
    document.render(fields, autoescape=True)
    document.save(BytesIO())

busiest = Organisation.objects.annotate(number=Count("assignments")).order_by("-number").first()
person = Appointment.objects.in_force(day).filter(role="secretariat").first().person
feed, _token = make_feed(person, FeedKind.ORGANISATION, busiest, at=at)
own = standing(person, on=day)
events = contents(feed, own, today=day).events

def fetch():
    its = contents(feed, own, today=day)
    return as_calendar(its.name, its.events, language="vi")

print(json.dumps({"report": [taken(report), taken(bare)], "assignments": facts.figures.total,
    "feed": [taken(fetch), taken(lambda: as_calendar("x", events, language="vi"))], "events": len(events)}))
"""


def run(database: Database, _sink, results: Results) -> None:
    for size in SIZES:
        url = database.believable(size)
        for form in ("xlsx", "csv"):
            ours, bare = (_child(program, url, form) for program in (OURS, BARE))
            if ours[1] != bare[1]:
                results.differ(f"{ours[1]} rows of .{form}, and {bare[1]} of the bare statement")
            memory = ours[3] / 1024
            its = Result(f"export_{form}", size, rss_mb=memory, ratio_sql=ours[0] / bare[0], seconds=ours[0])
            results.add(its)
            say(f"  {its.name}: {ours[1]:,} rows, {ours[0]:.1f} s, {ours[2]:,} bytes (bare {bare[0]:.1f} s)")
    _papers(database, results)


def _papers(database: Database, results: Results) -> None:
    """A report of a plan of the usual size, and the calendar of one organisation with hundreds of deadlines."""
    url = database.province("papers", assignments=USUAL, organisations=2, people=60)
    its = _child(PAPERS, url, "docx")
    for name, (ours, bare) in {"word_report": its["report"], "calendar_feed": its["feed"]}.items():
        results.add(Result(name, USUAL, p50_ms=ours * 1000, ratio_floor=bare / ours))


def _child(program: str, url: str, form: str):
    done = subprocess.run(
        [sys.executable, "-c", program.replace("{day}", DAY.isoformat()).replace("{form}", form)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
