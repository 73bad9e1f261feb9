"""The log is read by its indexes, on a real PostgreSQL: with millions of lines a page costs what it costs with few."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tasks_app.audit.enums import Kind, Source
from tasks_app.audit.queries import NARROWED, Asked, sources
from tasks_app.audit.rules import Place, kinds_open_to
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.actions import log_export
from tasks_app.journal.actions import note_view
from tasks_app.journal.enums import FileFormat
from tasks_app.journal.models import Entry
from tasks_app.people.actions import note_failed_sign_in
from tests.conftest import TODAY
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

AT = at_time(TODAY, 9)
ALL = tuple(kinds_open_to(sees_watched=True))
LINES = 20_000


@pytest.fixture
def long_log():
    """A log with enough lines that PostgreSQL thinks about how to read it."""
    people = [PersonFactory() for _ in range(20)]
    verbs = ["report.saved"] * 18 + ["person.signed_in", "api_key.made"]
    Entry.objects.bulk_create(
        Entry(
            verb=verbs[number % 20] if number % 2_000 else "api_key.ended",
            subject_kind="assignment",
            subject_id=number % 500,
            at=AT - timedelta(minutes=number),
            details={"address": f"203.0.113.{number % 200}"},
            by=people[number * 7 % 20],
        )
        for number in range(LINES)
    )
    for number in range(300):
        at = AT - timedelta(minutes=number)
        log_export("task_list", FileFormat.CSV, rows=1, by=Actor(people[0]), at=at)
        note_failed_sign_in(None, address=f"203.0.113.{number % 200}", at=at - timedelta(days=number))
        note_view("person_detail", of=people[1], by=Actor(people[0]), at=at - timedelta(days=number))
    with connection.cursor() as cursor:
        for table in ("entry", "exportrecord", "failedsignin", "dataview"):
            cursor.execute(f"ANALYZE tasks_app_{table}")
    return people


def plan_of(asked: Asked, source: Source, after: Place | None = None) -> str:
    rows = dict(sources(asked, after=after, today=TODAY))[source]
    return rows[:51].explain()


@pytest.mark.parametrize("far", [0, 5_000, 10_000])
def test_a_page_is_read_along_the_moments_however_far_back(long_log, far):
    after = Place(AT - timedelta(minutes=far), Source.JOURNAL, 10**12) if far else None

    plan = plan_of(Asked(ALL), Source.JOURNAL, after)

    assert "journal_by_moment" in plan
    assert not [line for line in plan.splitlines() if line.strip(" ->").startswith("Sort")]  # all before the first line
    assert "Seq Scan on tasks_app_entry" not in plan


@pytest.mark.parametrize(
    "asked",
    [
        Asked((Kind.KEYS,)),
        Asked((Kind.SIGN_INS,), address="203.0.113.7"),
        Asked(ALL, thing=("assignment", 7)),
        Asked(ALL, first=date(2024, 10, 10), last=date(2024, 10, 11)),
    ],
    ids=["a rare kind", "an address", "a thing", "days"],
)
def test_what_is_asked_for_is_found_by_an_index(long_log, asked):
    assert "Seq Scan on tasks_app_entry" not in plan_of(asked, Source.JOURNAL)


def test_what_somebody_did_is_found_by_an_index(long_log):
    quiet = PersonFactory()

    assert "Seq Scan on tasks_app_entry" not in plan_of(Asked(ALL, who=quiet.pk), Source.JOURNAL)


def test_every_source_has_its_index_along_the_moments():
    indexes = {"tasks_app_entry", "tasks_app_exportrecord", "tasks_app_failedsignin", "tasks_app_dataview"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%%(at DESC%%'")
        found = {table for (table,) in cursor.fetchall()}

    assert len(NARROWED) == len(indexes)
    assert indexes <= found
