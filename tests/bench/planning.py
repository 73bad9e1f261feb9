"""The planner against the bare INSERT … SELECT … ON CONFLICT DO NOTHING that finds and writes the same rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

from tests.bench.database import DAY, PLAIN, ROOT, Database, analyze, empty_outbox, open_here
from tests.bench.pages import SIZES
from tests.bench.results import Result, Results, in_turns, p50, p95, say

RECIPIENTS, OVERDUE = 1_000, 0.1
TURNS = 3

# Days become stages by the working calendar, which SQL does not know: a small table is prepared, as the planner
# prepares its own. All else the statement finds by itself.
STAGES = """
    CREATE TEMPORARY TABLE stages (
        deadline_on date PRIMARY KEY, stage smallint NOT NULL, to_secretariat boolean, to_deputy_heads boolean
    ) ON COMMIT DROP
"""
DUE = """
    WITH held AS (
        SELECT DISTINCT person.id, role.organisation_id, role.role, role.is_head FROM tasks_app_person person
        JOIN tasks_app_appointment role ON role.person_id = person.id
        WHERE person.is_active AND person.email <> ''
          AND role.valid_from <= %(day)s AND (role.valid_to IS NULL OR role.valid_to >= %(day)s)
    ), staged AS (
        SELECT one.id, one.deadline_version, one.organisation_id, one.responsible_id, stages.*
        FROM tasks_app_assignment one JOIN stages USING (deadline_on)
        WHERE one.state IN ('assigned', 'in_progress', 'returned')
    ), due AS (
        SELECT assignment, version, stage, recipient, bool_and(is_copy) AS is_copy FROM (
            SELECT s.id AS assignment, s.deadline_version AS version, s.stage, held.id AS recipient, false AS is_copy
            FROM staged s JOIN held ON held.role = 'focal_officer' AND held.organisation_id = s.organisation_id
            UNION ALL
            SELECT s.id, s.deadline_version, s.stage, held.id, false
            FROM staged s JOIN held ON held.id = s.responsible_id AND held.role IN ('member', 'leader')
            UNION ALL
            SELECT s.id, s.deadline_version, s.stage, held.id, true
            FROM staged s JOIN held ON s.to_secretariat AND held.role = 'secretariat'
            UNION ALL
            SELECT s.id, s.deadline_version, s.stage, held.id, true
            FROM staged s JOIN held ON s.to_deputy_heads AND held.role = 'leader' AND NOT held.is_head
        ) every_way GROUP BY assignment, version, stage, recipient
    ), news AS (
        SELECT due.* FROM due WHERE NOT EXISTS (
            SELECT FROM tasks_app_reminder said
            WHERE said.subject = 'work' AND said.subject_id = due.assignment AND said.version = due.version
              AND said.recipient_id = due.recipient AND said.stage >= due.stage
        )
    )
"""
WRITE = (
    DUE
    + """, written AS (
        INSERT INTO tasks_app_message (key, kind, to_person_id, to_address, language, subject, text, html, headers,
            is_secret, state, created_at, due_at, send_after, expires_at, claimed_by, attempts, last_error)
        SELECT 'digest:' || person.id || ':' || %(day)s, 'digest', person.id, person.email, 'vi', '', '', '',
            jsonb_build_object('List-Id', '<reminders.127.0.0.1>',
                'References', '<digest-' || person.id || '.2024-W42@127.0.0.1>',
                'In-Reply-To', '<digest-' || person.id || '.2024-W42@127.0.0.1>'),
            false, 'waiting', %(at)s, %(from)s, %(from)s, %(until)s, '', 0, ''
        FROM tasks_app_person person WHERE person.id IN (SELECT recipient FROM news)
        ON CONFLICT DO NOTHING RETURNING id, to_person_id
    )
    INSERT INTO tasks_app_reminder (subject, subject_id, version, stage, recipient_id, assignment_id, is_copy, left_out,
        message_id, planned_on)
    SELECT 'work', news.assignment, news.version, news.stage, news.recipient, news.assignment, news.is_copy, false,
        written.id, %(day)s
    FROM news JOIN written ON written.to_person_id = news.recipient
    ON CONFLICT DO NOTHING
    """
)
PLAN = """
import datetime, json, resource, django
django.setup()
from tasks_app.common.dates import at_time
from tasks_app.reminders import actions
day = datetime.date.fromisoformat("{day}")
actions.plan_reminders(day=day, at=at_time(day, 7))
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""
LOOK = DUE + "SELECT count(*) FROM news"


def run(database: Database, _sink, results: Results) -> None:
    _measure(database, max(SIZES), results)


def _measure(database: Database, size: int, results: Results) -> None:
    url = database.province(
        f"planning{size}", assignments=size, people=RECIPIENTS + 50, organisations=500, overdue=OVERDUE, **PLAIN
    )
    open_here(url)
    ours, bare = _Ours(), _Bare()
    its, raw = in_turns(ours.decide, bare.look, least=TURNS, most=TURNS, seconds=0)
    results.add(Result("decide", size, p50(its), p95(its), queries=ours.decide(), ratio_sql=p50(its) / p50(raw)))
    its, raw = in_turns(ours.plan, bare.plan, least=TURNS, most=TURNS, seconds=0, before=empty_outbox)
    expected = _rows()  # of the last turn's statement
    empty_outbox()
    queries = ours.plan()
    found = _rows()
    ratio = p50(its) / p50(raw)
    results.add(
        Result("plan_reminders", size, p50(its), p95(its), queries=queries, rss_mb=_memory(url), ratio_sql=ratio)
    )
    say(f"  plan_reminders: {len(found[0])} mails, {len(found[1])} lines of the ledger, {ratio:.2f} × the statement")
    if found != expected:
        results.differ(f"{len(found[0] ^ expected[0])} mails and {len(found[1] ^ expected[1])} lines of {size:,}")
    analyze()  # as the server does by itself within minutes
    its, raw = in_turns(ours.plan, bare.look, least=TURNS, most=TURNS, seconds=0)
    results.add(
        Result("plan_reminders_again", size, p50(its), p95(its), queries=ours.plan(), ratio_sql=p50(its) / p50(raw))
    )


def _memory(url: str) -> float:
    """Megabytes that a process has taken at most after it has planned the day."""
    empty_outbox()
    done = subprocess.run(
        [sys.executable, "-c", PLAN.format(day=DAY)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout) / 1024


def _rows() -> tuple[set, set]:
    from tasks_app.mailing.models import Message
    from tasks_app.reminders.models import Reminder

    lines = Reminder.objects.values_list("subject_id", "version", "stage", "recipient", "is_copy", "planned_on")
    return set(Message.objects.values_list("key", "to_address")), set(lines)


class _Ours:
    def __init__(self):
        from tasks_app.calendar.queries import working_calendar
        from tasks_app.common.dates import at_time

        self._calendar, self._at = working_calendar(), at_time(DAY, 7)

    def plan(self) -> int:
        """Returns the number of queries."""
        from tasks_app.reminders.actions import plan_reminders

        return _queries(lambda: plan_reminders(day=DAY, at=self._at, calendar=self._calendar))

    def decide(self) -> int:
        """How much there is to be told, and nothing written; returns the number of queries."""
        return _queries(self._count)

    def _count(self) -> None:
        from django.db import connection

        from tasks_app.reminders.queries import statement_of_lines

        statement = statement_of_lines(day=DAY, at=self._at, calendar=self._calendar)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({statement.sql}) l", statement.params)


def _queries(act: Callable[[], object]) -> int:
    from django.db import connection

    number = 0

    def count(execute, *arguments):
        nonlocal number
        number += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        act()
    return number


class _Bare:
    def __init__(self):
        from datetime import date, timedelta

        from tasks_app.calendar.queries import working_calendar
        from tasks_app.common.dates import at_time
        from tasks_app.mailing.rules import sending_window
        from tasks_app.options.queries import options
        from tasks_app.reminders.enums import Subject
        from tasks_app.reminders.queries import ladders
        from tasks_app.reminders.rules import reached

        days = [date(DAY.year, 1, 1) + timedelta(days=number) for number in range(366)]
        due = [(Subject.WORK, day, True) for day in days]
        self._stages = [
            (step.due_on, step.stage, step.to_secretariat, step.to_deputy_heads)
            for step in reached(due, ladders=ladders(), day=DAY, calendar=working_calendar())
        ]
        window = sending_window(DAY, options().hours)
        self._values = {"day": DAY.isoformat(), "at": at_time(DAY, 7), "from": window[0], "until": window[1]}

    def plan(self) -> None:
        self._execute(WRITE)

    def look(self) -> None:
        self._execute(LOOK)

    def _execute(self, statement: str) -> None:
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STAGES)
            cursor.executemany("INSERT INTO stages VALUES (%s, %s, %s, %s)", self._stages)
            cursor.execute(statement, self._values)
