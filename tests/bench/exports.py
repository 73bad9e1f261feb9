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
# The address is looked up before, as in a process that has served a page: the first time loads the views.
OURS = """
import datetime, hashlib, json, resource, sys, time, django
django.setup()
from tempfile import TemporaryFile
from django.urls import resolve
from tasks_app.exports.books import BOOKS, WRITERS, asked_book
from tasks_app.people.models import Appointment
from tasks_app.people.queries import capacity
day = datetime.date.fromisoformat("{day}")
person = Appointment.objects.in_force(day).filter(role="secretariat").first().person
resolve("/assignments/")
started = time.perf_counter()
with TemporaryFile() as target:
    book = asked_book("/assignments/?as_of={day}", BOOKS, capacity=capacity(person, chosen=None, on=day), on=day).book
    rows = WRITERS["{form}"](book, target)
    took, size, cells = time.perf_counter() - started, target.tell(), ""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if "{form}" == "csv":
        target.seek(0)
        _head, _mark, lines = target.read().partition(b"\\r\\n")
        cells = hashlib.sha256(lines.replace(b"\\r\\n", b"\\n")).hexdigest()
print(json.dumps([took, rows, cells, memory, size]))
"""
# The same cells in the same order, read by one statement and written by the bare writer.
BARE = """
import datetime, hashlib, json, os, psycopg2, resource, time, xlsxwriter
from tempfile import TemporaryFile
from tests.bench.statements import STANDS, values
ALL = '''
    SELECT k.number || '.' || t."order", t.title_vi, t.deliverable_vi, d.number || ', ' || c.code, o.name_vi,
        (SELECT string_agg(g.name_vi, '; ' ORDER BY g."order", b.id) FROM tasks_app_contribution b
            JOIN tasks_app_organisation g ON g.id = b.organisation_id WHERE b.assignment_id = s.id),
        p.full_name, t.issued_on, s.original_deadline_on, s.deadline_on, s.counts_until_on,
        (SELECT count(*) FROM tasks_app_deadlinechange m WHERE m.assignment_id = s.id AND m.version > 1),
        states.words, statuses.words, CASE WHEN s.status IN ('overdue', 'late')
            THEN coalesce(s.completed_on, s.submitted_on, %(day)s) - s.counts_until_on END,
        s.percent, s.last_word_on, s.submitted_on, s.completed_on
    FROM (''' + STANDS + ''') s JOIN tasks_app_task t ON t.id = s.task_id
    JOIN tasks_app_keytask k ON k.id = t.key_task_id JOIN tasks_app_organisation o ON o.id = s.organisation_id
    JOIN tasks_app_person p ON p.id = s.responsible_id LEFT JOIN tasks_app_clause c ON c.id = t.clause_id
    LEFT JOIN tasks_app_sourcedocument d ON d.id = c.document_id
    JOIN (VALUES ('assigned', 'Đã giao, chưa thực hiện'), ('in_progress', 'Đang thực hiện'),
        ('submitted', 'Chờ xác nhận hoàn thành'), ('returned', 'Trả lại, yêu cầu bổ sung'),
        ('completed', 'Đã hoàn thành (đã xác nhận)')) states (state, words) ON states.state = s.state
    JOIN (VALUES (1, 'overdue', 'Quá hạn'), (2, 'due_soon', 'Sắp đến hạn'), (3, 'waiting', 'Chờ xác nhận'),
        (4, 'on_track', 'Đang thực hiện, trong hạn'), (5, 'not_started', 'Chưa thực hiện'),
        (6, 'late', 'Hoàn thành quá hạn'), (7, 'done', 'Hoàn thành đúng hạn')) statuses (rank, status, words)
        ON statuses.status = s.status
    ORDER BY statuses.rank, s.deadline_on, k.number, t."order", o."order", s.id'''
started = time.perf_counter()
connection = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = connection.cursor()
cursor.execute("SELECT id FROM tasks_app_plan ORDER BY year DESC LIMIT 1")
ALL = cursor.mogrify(ALL, values(cursor.fetchone()[0], datetime.date.fromisoformat("{day}"))).decode()
rows, cells = 0, ""
with TemporaryFile() as target:
    if "{form}" == "csv":
        cursor.copy_expert(f"COPY ({ALL}) TO STDOUT WITH CSV", target)
        took, rows = time.perf_counter() - started, cursor.rowcount
        target.seek(0)
        cells = hashlib.sha256(target.read()).hexdigest()
    else:
        cursor = connection.cursor("all")
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
print(json.dumps([took, rows, cells, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
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
            if ours[1:3] != bare[1:3]:
                results.differ(f"{ours[1]} rows of .{form} have other cells than {bare[1]} of the bare statement")
            memory = ours[3] / 1024
            its = Result(f"export_{form}", size, rss_mb=memory, ratio_sql=ours[0] / bare[0], seconds=ours[0])
            results.add(its)
            say(f"  {its.name}: {ours[1]:,} rows, {ours[0]:.1f} s, {ours[4]:,} bytes (bare {bare[0]:.1f} s)")
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
