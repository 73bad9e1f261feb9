"""The reminders of a day are written down: the ledger and the outbox in one transaction, the mails without their words.

What a mail says is composed when it is sent (``composing``): until then work may have been reported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.models import JobRun
from tasks_app.journal.models import Entry
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import held_people
from tasks_app.mailing.rendering import list_headers
from tasks_app.options.queries import one_reading, options
from tasks_app.people.models import Person
from tasks_app.reminders import queries, rules
from tasks_app.reminders.models import MailPreference, Reminder

JOB = "reminders.plan_reminders"


@dataclass(frozen=True)
class Planning:
    """What a run of the planner wrote."""

    day: date
    mails: int = 0
    reminders: int = 0


@one_reading()
def plan_when_it_is_time(*, at: datetime) -> dict[str, int | str]:
    """Plan the reminders of the day, once, within the hours that are set for a working day; otherwise do nothing.

    A run that was missed is made up for by the first that comes, and so is the time in which all mail was held.
    Returns a summary.
    """
    calendar = working_calendar()
    day = local_day(at)
    if not rules.is_time_to_plan(at, calendar, options().hours):
        return {"day": day.isoformat(), "skipped": "not the time"}
    if queries.has_been_planned(day):
        return {"day": day.isoformat(), "skipped": "planned before"}
    if held_people(at)[0]:
        return {"day": day.isoformat(), "skipped": "all mail is held"}
    with transaction.atomic():
        _one_at_a_time(at)
        if queries.has_been_planned(day):
            return {"day": day.isoformat(), "skipped": "planned before"}
        planning = plan_reminders(day=day, at=at, calendar=calendar)
        summary = {"mails": planning.mails, "reminders": planning.reminders}
        # What is issued or moved later in the day waits for the next working day, or a morning's typing
        # would go out as the day's one mail when it is half done.
        Entry.objects.create(
            verb=queries.PLANNED, subject_kind="day", subject_id=day.toordinal(), at=at, details=summary
        )
    return {"day": day.isoformat(), **summary}


@one_reading()
@transaction.atomic
def plan_reminders(*, day: date, at: datetime, calendar: WorkingCalendar | None = None) -> Planning:
    """Write the digests of a day into the outbox, with the ledger's lines: all of them or, where it fails, none.

    Who has a digest of that day already gets no other, so running it twice, late or in two places
    at once changes nothing. Digests of earlier days that still wait are superseded by the new one,
    which says it all. Plans nothing once the day's last moment of sending has passed.

    Its statements are the same few for any number of people; no row passes through this process.
    """
    calendar = calendar or working_calendar()
    if at >= mailing_rules.sending_window(day, options().hours)[1]:
        return Planning(day)
    _one_at_a_time(at)
    if calendar.is_working_day(day):
        # First, so that what they would have said is due again and no sender takes them meanwhile.
        _supersede_older(day)
    statement = queries.statement_of_lines(day=day, at=at, calendar=calendar)
    if statement is None:
        return Planning(day)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE lines_to_write AS {statement.sql}", statement.params)
        try:
            # Of nothing PostgreSQL says that it is nothing; SQLite does not count here.
            mails = _write_messages(cursor, day=day, at=at) if cursor.rowcount else 0
            reminders = _write_lines(cursor, day=day) if mails else 0
        finally:
            cursor.execute("DROP TABLE lines_to_write")
    return Planning(day, mails=mails, reminders=reminders)


def _one_at_a_time(at: datetime) -> None:
    """Of two planners the second waits for the first to commit, and then finds its work done."""
    JobRun.objects.select_for_update().get_or_create(name=JOB, defaults={"started_at": at})


def _write_messages(cursor, *, day: date, at: datetime) -> int:
    """A message without words for each person of the lines, from the hour that he chose, on its day alone."""
    columns = _columns_of_messages(day, at)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    values = ", ".join(sql for sql, _ in columns.values())
    cursor.execute(
        f"INSERT INTO {Message._meta.db_table} ({names}) SELECT {values} FROM {Person._meta.db_table} p"
        f" LEFT JOIN {MailPreference._meta.db_table} w ON w.person_id = p.id"
        " WHERE p.id IN (SELECT recipient_id FROM lines_to_write) ON CONFLICT DO NOTHING",
        [param for _, params in columns.values() for param in params],
    )
    return cursor.rowcount


def _columns_of_messages(day: date, at: datetime) -> dict[str, tuple[str, list]]:
    """By column, the SQL of its value for the person ``p`` with the wishes ``w``, and its parameters."""
    leaves_at, expires_at = mailing_rules.sending_window(day, options().hours)
    blank = Message(kind=Notice.DIGEST, created_at=at, expires_at=expires_at)
    columns = {
        field.column: ("%s", [field.get_db_prep_save(getattr(blank, field.attname), connection)])
        for field in Message._meta.concrete_fields
        if not field.primary_key
    }
    hours = [
        (
            _stored(MailPreference, "send_from", hour),
            _stored(Message, "send_after", at_time(day, hour.hour, hour.minute)),
        )
        for hour in rules.hours_to_choose(options().hours)
    ]
    chosen = " ".join(["WHEN %s THEN %s"] * len(hours))
    earliest = _stored(Message, "send_after", max(at, leaves_at))
    # Not Vietnamese hours, moments: the later of what he chose and now.
    leaves = (
        f"CASE WHEN CASE w.send_from {chosen} END > %s THEN CASE w.send_from {chosen} END ELSE %s END",
        [*chain(*hours), earliest, *chain(*hours), earliest],
    )
    return columns | {
        "key": (f"'{Notice.DIGEST}:' || p.id || ':{day:%Y-%m-%d}'", []),
        "to_person_id": ("p.id", []),
        "to_address": ("p.email", []),
        "language": ("COALESCE(NULLIF(p.language, ''), %s)", [settings.LANGUAGE_CODE]),
        "headers": (_headers(day), []),
        "send_after": leaves,
        "due_at": leaves,
    }


def _headers(day: date) -> str:
    """SQL of the headers: a person's mails of a week are one thread, as if they answered to one mail."""
    year, week, _ = day.isocalendar()
    thread = f"<digest-PERSON.{year}-W{week:02d}@{urlsplit(settings.SITE_URL).hostname}>"
    before, between, after = json.dumps(
        list_headers("reminders") | {"References": thread, "In-Reply-To": thread}
    ).split("PERSON")
    text = f"'{before}' || p.id || '{between}' || p.id || '{after}'"
    return f"CAST({text} AS jsonb)" if connection.vendor == "postgresql" else text


def _stored(model: type[Model], field: str, value):
    """A value as the database keeps it."""
    return model._meta.get_field(field).get_db_prep_save(value, connection)


def _write_lines(cursor, *, day: date) -> int:
    """The lines of those who got a message; one whose earlier mail reached nobody passes to this one."""
    cursor.execute(
        f"""
        INSERT INTO {Reminder._meta.db_table}
            (subject, subject_id, version, stage, recipient_id, assignment_id, for_person_id, is_copy, left_out,
             message_id, planned_on)
        SELECT l.subject, l.subject_id, l.version, l.stage, l.recipient_id, l.assignment_id, l.for_person_id,
               l.is_copy = 1, FALSE, m.id, %s
        FROM lines_to_write l JOIN {Message._meta.db_table} m
          ON m.key = '{Notice.DIGEST}:' || l.recipient_id || ':{day:%Y-%m-%d}'
        WHERE TRUE  -- without it SQLite takes ON for a condition of the join
        ON CONFLICT (subject, subject_id, version, recipient_id, stage) DO UPDATE
            SET message_id = excluded.message_id, planned_on = excluded.planned_on, is_copy = excluded.is_copy,
                for_person_id = excluded.for_person_id, left_out = FALSE
        """,
        [_stored(Reminder, "planned_on", day)],
    )
    return cursor.rowcount


def _supersede_older(day: date) -> None:
    """The older digests that still wait, those that somebody sends again too: the one of this day says it all."""
    older = Message.objects.filter(kind=Notice.DIGEST, state=MessageState.WAITING)
    older.exclude(key__endswith=f":{day:%Y-%m-%d}").update(state=MessageState.SUPERSEDED)
