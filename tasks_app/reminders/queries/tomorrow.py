"""Who will be mailed next, how many and why: counted by the statement from which the planner then writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.text import folded
from tasks_app.mailing.queries import held_people
from tasks_app.options.queries import options
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.queries import holding
from tasks_app.reminders import rules
from tasks_app.reminders.enums import Reason, Subject, Urgency
from tasks_app.reminders.queries.digests import Digest, Item, digests, has_been_planned
from tasks_app.reminders.queries.lines import Line, Statement, rows_of, statement_of_lines
from tasks_app.reminders.queries.subjects import PROPOSED
from tasks_app.reminders.rules import Ladder

ADDRESSED = {
    Subject.CONTRIBUTION: Reason.COORDINATES,
    Subject.REVIEW: Reason.REVIEWS,
}


@dataclass(frozen=True)
class Expected:
    """What a person (primary key) will be mailed: how many lines of each ``Urgency``, and whether the week's summary is
    among them. What was returned is counted by its day here."""

    person: int
    counts: Mapping[str, int]

    @property
    def has_summary(self) -> bool:
        return bool(self.counts[Subject.SUMMARY])


@dataclass(frozen=True)
class Tomorrow:
    """The mails of the day that is planned next.

    ``expected``: those who match the words asked for, by given name; ``mails`` and ``reminders`` count everybody's;
    ``assignments``: how many are reminded of at each stage of their ladder; ``is_held``: nothing at all is sent.
    """

    day: date
    is_held: bool = False
    mails: int = 0
    reminders: int = 0
    expected: list[Expected] = field(default_factory=list)
    assignments: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ExpectedLine:
    """One thing of a mail to come. ``stage``: working days, None for what is told beside the reminders."""

    item: Item
    stage: int | None
    reason: Reason


@dataclass(frozen=True)
class Preview:
    """The mail that a person will get: what it says, and why he is told. ``unlisted``: how many more it counts."""

    digest: Digest
    lines: list[ExpectedLine]
    unlisted: int


def next_planned_day(at: datetime, calendar: WorkingCalendar) -> date:
    """The day whose reminders are planned next; one query."""
    return rules.next_planning(at, calendar, options().hours, is_planned=has_been_planned(local_day(at)))


def tomorrow(
    *,
    day: date,
    at: datetime,
    calendar: WorkingCalendar,
    words: str = "",
    by: Mapping[Subject, Ladder] | None = None,
) -> Tomorrow:
    """What the planner will write for a day, as far as one can tell at a moment: mails that wait then will have left.

    ``words`` are looked for in the names, without marks; ``by``: other ladders than those that hold. A constant number
    of queries, and a row for each recipient, not for each reminder.
    """
    statement = _statement(day=day, at=at, calendar=calendar, by=by)
    if statement is None:
        return Tomorrow(day, is_held=held_people(_planned_at(day, at))[0])
    people, stages = _counted(statement)
    return Tomorrow(
        day,
        mails=len(people),
        reminders=sum(counts.total() for counts in people.values()),
        expected=[Expected(pk, people[pk]) for pk in _by_name(words) if pk in people],
        assignments=stages,
    )


def preview(person: Person, *, day: date, at: datetime, calendar: WorkingCalendar) -> Preview | None:
    """The mail that a person will get on the day that is planned next, as things stand; None where he gets none."""
    statement = _statement(day=day, at=at, calendar=calendar)
    found = rows_of(statement, recipient=person.pk) if statement else []
    return _previews(found, day=day, calendar=calendar).get(person.pk)


def previews(*, day: date, at: datetime, calendar: WorkingCalendar, words: str = "") -> list[Preview]:
    """The mails of everybody whose name has the words, by given name; a constant number of queries."""
    statement = _statement(day=day, at=at, calendar=calendar)
    named = list(_by_name(words))
    wanted = set(named)
    found = [line for line in rows_of(statement) if line.recipient_id in wanted] if statement else []
    its = _previews(found, day=day, calendar=calendar)
    return [its[pk] for pk in named if pk in its]


def _previews(found: Collection[Line], *, day: date, calendar: WorkingCalendar) -> dict[int, Preview]:
    """By recipient (primary key), without those whose mail would say nothing."""
    by_recipient = digests(found, day=day, calendar=calendar).by_recipient
    addressees = set(by_recipient) | {line.for_person_id for line in found if line.for_person_id}
    office = holding([Role.SECRETARIAT], addressees, on=day)
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in found:
        lines[line.recipient_id].append(line)
    return {
        pk: Preview(digest, _explained(digest, lines[pk], office), unlisted=sum(digest.unlisted.values()))
        for pk, digest in by_recipient.items()
        if not digest.is_empty
    }


def _planned_at(day: date, at: datetime) -> datetime:
    hour = options().planned_from
    return max(at, at_time(day, hour.hour, hour.minute))


def _statement(
    *, day: date, at: datetime, calendar: WorkingCalendar, by: Mapping[Subject, Ladder] | None = None
) -> Statement | None:
    return statement_of_lines(day=day, at=_planned_at(day, at), seen_at=at, calendar=calendar, by=by)


COUNTED = """
WITH l AS ({lines}),
grouped AS (
    SELECT recipient_id, subject, subject_id, stage,
           CASE WHEN is_copy = 1 THEN '{copy}'
                WHEN subject = '{summary}' THEN '{summary}'
                WHEN subject IN ({waiting_subjects}) THEN '{waiting}'
                WHEN distance > 0 THEN '{overdue}'
                WHEN distance = 0 THEN '{today}'
                ELSE '{soon}'
           END AS urgency
    FROM l
)
SELECT recipient_id, urgency, COUNT(*) FROM grouped GROUP BY recipient_id, urgency
UNION ALL
-- And of the assignments how many are told of at each stage; they have no recipient.
SELECT NULL, CAST(stage AS varchar(12)), COUNT(DISTINCT subject_id)
FROM grouped WHERE subject = '{work}' AND urgency <> '{copy}' GROUP BY stage
"""


def _counted(statement: Statement) -> tuple[dict[int, Counter[str]], dict[int, int]]:
    """By recipient how many lines of each urgency, and by stage how many assignments; one query."""
    sql = COUNTED.format(
        lines=statement.sql,
        work=Subject.WORK,
        summary=Subject.SUMMARY,
        waiting_subjects=", ".join(f"'{subject}'" for subject in sorted(rules.COUNTED_FROM)),
        **{urgency.name.lower(): urgency.value for urgency in Urgency},
    )
    people: dict[int, Counter[str]] = defaultdict(Counter)
    stages = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, statement.params)
        for recipient, name, number in cursor.fetchall():
            if recipient is None:
                stages[int(name)] = number
            else:
                people[recipient][name] = number
    return people, stages


def _by_name(words: str) -> Iterable[int]:
    """Everybody (primary keys) whose name has the words, by given name."""
    return Person.objects.filter(search__contains=folded(words)).values_list("pk", flat=True)


def _explained(digest: Digest, found: Iterable[Line], office: set[int]) -> list[ExpectedLine]:
    """What a mail says in the order of its groups. ``office``: those of the addressees who are the secretariat."""
    by_subject = {(line.subject, line.subject_id): line for line in found}
    explained = []
    for urgency in Urgency:
        for item in (one for one in digest.items if one.urgency == urgency):
            line = by_subject.get((item.subject, item.key))
            addressee = item.for_person.pk if item.for_person else digest.recipient.pk
            reason = _reason(item, line, addressee, is_office=addressee in office)
            explained.append(ExpectedLine(item, line.stage if line else None, reason))
    return explained


def _reason(item: Item, line: Line | None, addressee: int, *, is_office: bool) -> Reason:
    """Why a person, or whom he acts for, is told of a thing."""
    if line is not None and line.is_copy:
        return Reason.COPY_SECRETARIAT if is_office and item.stage.to_secretariat else Reason.COPY_DEPUTY_HEADS
    if item.subject == Subject.EXTENSION:
        return Reason.DECIDES if line.version == PROPOSED else Reason.PROPOSES
    if item.subject in ADDRESSED:
        return ADDRESSED[item.subject]
    if item.work.assignment.responsible_id == addressee:
        return Reason.RESPONSIBLE
    return Reason.FOCAL_OFFICER
