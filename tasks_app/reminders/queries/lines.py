"""Who is to be reminded of what on a day: one statement, which the planner stores and the pages read.

The rules of the ladder are asked in Python, once for each different day due; the database joins what they say with the
open work and with the people, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import held_people
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Appointment, Delegation, Person
from tasks_app.people.queries import REPORTING_ROLES
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import MailPreference, Reminder
from tasks_app.reminders.queries.ladders import ladders
from tasks_app.reminders.queries.subjects import COLUMNS, PROPOSED, REQUESTED, subjects
from tasks_app.reminders.rules import REACHED_NOBODY, REPORTING, Ladder, Reached, reached

PLANNED = "reminders.planned"  # the journal's word for a day whose reminders have been planned


@dataclass(frozen=True)
class Statement:
    """A SELECT of the columns of ``Line`` and, after them, of ``distance``, with its parameters.

    ``distance``: working days from the day that the line is about, below 0 before it.
    """

    sql: str
    params: tuple


@dataclass(frozen=True)
class Line:
    """A reminder of a subject to a person (primary keys); see ``models.Reminder``."""

    subject: Subject
    subject_id: int
    assignment_id: int | None
    version: int
    stage: int
    recipient_id: int
    for_person_id: int | None
    is_copy: bool


def lines(*, day: date, at: datetime, calendar: WorkingCalendar) -> list[Line]:
    """The reminders that a planner running at a moment would write for a day, in no order; none on a day off."""
    statement = statement_of_lines(day=day, at=at, calendar=calendar)
    return rows_of(statement) if statement else []


def rows_of(statement: Statement, *, recipient: int | None = None) -> list[Line]:
    """The lines of a statement, in no order; ``recipient`` (primary key): his alone."""
    sql, params = statement.sql, statement.params
    if recipient is not None:
        sql, params = f"SELECT * FROM ({sql}) l WHERE recipient_id = %s", (*params, recipient)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Line(Subject(row[0]), *row[1:7], bool(row[7])) for row in cursor.fetchall()]


def statement_of_lines(
    *,
    day: date,
    at: datetime,
    calendar: WorkingCalendar,
    seen_at: datetime | None = None,
    by: Mapping[Subject, Ladder] | None = None,
) -> Statement | None:
    """The statement behind ``lines``; None where nobody can be reminded of anything. Four queries.

    ``seen_at``: when one looks ahead from, where that is before ``at``: what waits then is taken to leave in its time.
    ``by``: the ladders to go by, where they are not those that hold.
    """
    if not calendar.is_working_day(day):
        return None
    holds_everything, held = held_people(at)
    if holds_everything:
        return None
    branches = [queryset.query.sql_with_params() for queryset in subjects(day=day)]
    params = [param for _, its in branches for param in its]
    all_subjects = " UNION ALL ".join(sql for sql, _ in branches)
    its_ladders = by or ladders()
    steps = reached(_days(all_subjects, params), ladders=its_ladders, day=day, calendar=calendar)
    # Once a week, of nothing in particular: its version is the week's first working day. Whom the mail of that day did
    # not reach gets it with his next.
    first = calendar.first_working_day_of_week(day)
    steps += reached([(Subject.SUMMARY, first, False)], ladders=its_ladders, day=day, calendar=calendar)
    nobody = ", ".join(["NULL"] * 5)
    all_subjects += f" UNION ALL SELECT '{Subject.SUMMARY}', 0, NULL, NULL, {_day(first)}, FALSE, {nobody}"
    if not steps:
        return None
    sql = LINES.format(
        steps=_table(steps),
        columns=", ".join(COLUMNS),
        subjects=all_subjects,
        day=_day(day),
        day_in_key=f"{day:%Y-%m-%d}",
        weekly="FALSE" if first == day else "w.is_weekly AND d.distance < 0",
        summary_is_due=_bool(first == day or _is_first_run_since(first, day)),
        held=f"AND p.id NOT IN ({', '.join(str(int(pk)) for pk in sorted(held))})" if held else "",
        **NAMES,
    )
    moment = connection.ops.adapt_datetimefield_value
    return Statement(sql, (*params, moment(seen_at or at), moment(at_time(day))))


def _days(all_subjects: str, params: Iterable) -> list[tuple[str, date, bool]]:
    """The different days that something open is due on."""
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH subjects ({names}) AS ({all_subjects}) SELECT DISTINCT subject, due_on, rolls FROM subjects",
            list(params),
        )
        return [(subject, _as_date(due_on), bool(rolls)) for subject, due_on, rolls in cursor.fetchall()]


def _is_first_run_since(first: date, day: date) -> bool:
    """Whether the planner, which ran before ``first``, has missed every day from then until ``day``."""
    planned = Entry.objects.filter(verb=PLANNED, subject_kind="day", subject_id__lt=day.toordinal())
    last = planned.aggregate(last=Max("subject_id"))["last"]
    return last is not None and last < first.toordinal()


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _table(steps: Iterable[Reached]) -> str:
    """Rows of plain numbers, words of ours and days: nothing in them comes from outside."""
    return ", ".join(
        f"('{step.subject}', {_day(step.due_on)}, {_bool(step.rolls)}, {step.stage:d}, {step.due_on.toordinal():d},"
        f" {_bool(step.to_secretariat)}, {_bool(step.to_deputy_heads)}, {step.distance:d})"
        for step in steps
    )


def _bool(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _day(day: date) -> str:
    """A literal: PostgreSQL knows days, SQLite keeps them as text."""
    return f"DATE '{day:%Y-%m-%d}'" if connection.vendor == "postgresql" else f"'{day:%Y-%m-%d}'"


def _words(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(str(value) for value in values))


NAMES = {
    "person": Person._meta.db_table,
    "appointment": Appointment._meta.db_table,
    "delegation": Delegation._meta.db_table,
    "preference": MailPreference._meta.db_table,
    "reminder": Reminder._meta.db_table,
    "message": Message._meta.db_table,
    "reporting_roles": _words(REPORTING_ROLES),
    "reporting_subjects": _words(REPORTING),
    "review": Subject.REVIEW,
    "extension": Subject.EXTENSION,
    "summary": Subject.SUMMARY,
    "requested": REQUESTED,
    "proposed": PROPOSED,
    "secretariat": Role.SECRETARIAT,
    "leader": Role.LEADER,
    "focal_officer": Role.FOCAL_OFFICER,
    "acting_for": DelegationKind.ACTING_FOR,
    "digest": Notice.DIGEST,
    "waiting": MessageState.WAITING,
    "refused": _words([MessageState.FAILED, MessageState.RETURNED]),
    "reached_nobody": _words(REACHED_NOBODY),
}

LINES = """
WITH
-- Which stage a subject has reached today, by the day it is due: what the ladder and the calendar say.
steps (subject, due_on, rolls, stage, day_number, to_secretariat, to_deputy_heads, distance) AS (VALUES {steps}),

subjects ({columns}) AS ({subjects}),

staged AS (
    SELECT s.subject, s.subject_id, s.assignment_id, COALESCE(s.version, t.day_number) AS version, t.stage,
           s.responsible_id, s.organisation_id, s.wrote_id, s.wrote_for_id, s.answers_id,
           t.to_secretariat, t.to_deputy_heads,
           t.distance
    FROM subjects s JOIN steps t ON t.subject = s.subject AND t.due_on = s.due_on AND t.rolls = s.rolls
),

held_roles AS (
    SELECT DISTINCT a.person_id, a.role, a.organisation_id, a.is_head
    FROM {appointment} a JOIN {person} p ON p.id = a.person_id AND p.is_active
    WHERE a.valid_from <= {day} AND (a.valid_to IS NULL OR a.valid_to >= {day})
),
reporters AS (SELECT DISTINCT person_id FROM held_roles WHERE role IN ({reporting_roles})),
secretariat AS (SELECT DISTINCT person_id FROM held_roles WHERE role = '{secretariat}'),
leaders AS (SELECT DISTINCT person_id FROM held_roles WHERE role = '{leader}'),
deputy_heads AS (SELECT person_id FROM leaders EXCEPT SELECT person_id FROM held_roles WHERE is_head),

addressed AS (
    -- Whose work it is: the responsible member, and the focal officers of the organisation.
    SELECT s.*, s.responsible_id AS recipient_id, 0 AS is_copy
    FROM staged s JOIN reporters r ON r.person_id = s.responsible_id
    UNION ALL
    SELECT s.*, r.person_id, 0
    FROM staged s JOIN held_roles r ON r.organisation_id = s.organisation_id AND r.role = '{focal_officer}'
    -- Whose turn it is. Nobody is asked to judge what he wrote.
    UNION ALL
    SELECT s.*, r.person_id, 0
    FROM staged s CROSS JOIN secretariat r
    WHERE (s.subject IN ('{review}', '{summary}') OR (s.subject = '{extension}' AND s.version = {requested}))
      AND r.person_id NOT IN (COALESCE(s.wrote_id, 0), COALESCE(s.wrote_for_id, 0), COALESCE(s.answers_id, 0))
    UNION ALL
    SELECT s.*, r.person_id, 0
    FROM staged s CROSS JOIN leaders r
    WHERE (s.subject = '{summary}' OR (s.subject = '{extension}' AND s.version = {proposed}))
      AND r.person_id NOT IN (COALESCE(s.wrote_id, 0), COALESCE(s.wrote_for_id, 0), COALESCE(s.answers_id, 0))
    -- Who gets a copy.
    UNION ALL
    SELECT s.*, r.person_id, 1 FROM staged s CROSS JOIN secretariat r WHERE s.to_secretariat
    UNION ALL
    SELECT s.*, r.person_id, 1 FROM staged s CROSS JOIN deputy_heads r WHERE s.to_deputy_heads
),

-- Whoever acts for a person gets it too, as far as the delegation goes.
told AS (
    SELECT subject, subject_id, assignment_id, version, stage, distance, recipient_id,
           CAST(NULL AS bigint) AS for_person_id, is_copy * 2 AS place
    FROM addressed
    UNION ALL
    SELECT a.subject, a.subject_id, a.assignment_id, a.version, a.stage, a.distance, d.deputy_id, d.principal_id,
           a.is_copy * 2 + 1
    FROM addressed a JOIN {delegation} d ON d.principal_id = a.recipient_id
    WHERE d.valid_from <= {day} AND d.valid_to > {day}
      AND (d.kind = '{acting_for}' OR (a.is_copy = 0 AND a.subject IN ({reporting_subjects})))
      AND d.deputy_id NOT IN (COALESCE(a.wrote_id, 0), COALESCE(a.wrote_for_id, 0), COALESCE(a.answers_id, 0))
),

-- Each once, by the first place in which he is told: as the one whose work or turn it is (0), for another whose it is
-- (1), by a copy (2), by a copy for another (3).
due AS (
    SELECT subject, subject_id, assignment_id, version, stage, distance, recipient_id, MIN(place) AS place,
           MIN(CASE WHEN place = 1 THEN for_person_id END) AS acted_for,
           MIN(CASE WHEN place = 3 THEN for_person_id END) AS copied_for
    FROM told
    GROUP BY subject, subject_id, assignment_id, version, stage, distance, recipient_id
)

SELECT d.subject, d.subject_id, d.assignment_id, d.version, d.stage, d.recipient_id,
       CASE d.place WHEN 1 THEN d.acted_for WHEN 3 THEN d.copied_for END AS for_person_id,
       CASE WHEN d.place >= 2 THEN 1 ELSE 0 END AS is_copy, d.distance
FROM due d
JOIN {person} p ON p.id = d.recipient_id AND p.is_active AND p.email <> '' {held}
LEFT JOIN {preference} w ON w.person_id = p.id
WHERE NOT COALESCE({weekly}, FALSE)
  AND (
      d.subject <> '{summary}' OR {summary_is_due}
      OR EXISTS (
          SELECT 1 FROM {reminder} r
          WHERE r.subject = '{summary}' AND r.subject_id = 0 AND r.version = d.version
            AND r.recipient_id = d.recipient_id
      )
  )
  -- Who has his mail of the day gets no other.
  AND NOT EXISTS (
      SELECT 1 FROM {message} m
      WHERE m.key = '{digest}:' || p.id || ':{day_in_key}'
  )
  -- A stage that he was told of, or one that is more urgent, is not said again.
  AND NOT EXISTS (
      SELECT 1
      FROM {reminder} r JOIN {message} m ON m.id = r.message_id
      WHERE r.subject = d.subject AND r.subject_id = d.subject_id AND r.version = d.version
        AND r.recipient_id = d.recipient_id AND r.stage >= d.stage AND NOT r.left_out
        AND CASE
            WHEN m.state = '{waiting}' THEN m.expires_at > %s AND m.send_after < %s
            WHEN m.state IN ({refused}) THEN m.to_address = p.email
            ELSE m.state NOT IN ({reached_nobody})
        END
  )
"""
