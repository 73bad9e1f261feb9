"""On PostgreSQL, what people open all day finds its rows by an index, however many there are of others.

Which way the planner takes depends on sizes and on chance. Here it may read a whole table only where there is no other
way to these rows, as there is none for a condition without an index, or for two that are joined by OR across tables.
"""

import json
from datetime import date

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from tasks_app.common import stamps
from tasks_app.common.dates import at_time
from tasks_app.management.province import Size, make_province
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.reporting.models import ProgressReport
from tests.conftest import TODAY

pytestmark = pytest.mark.postgres

SMALL = Size(assignments=400, organisations=60, people=150, earlier_reports=1)
# What there is more of with each year: none of it is read as a whole for the page of one person or of one thing.
WORK = {"assignment", "phase", "statechange", "deadlinechange", "holder", "responsible"}
REPORTS = {"progressreport", "evidence", "reportdue"}
RECORD = {"entry", "message", "reminder"}


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        time_machine.travel(at_time(TODAY, 8), tick=False),
        translation.override("vi"),
        transaction.atomic(),
    ):
        make_province(SMALL, day=TODAY)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        transaction.set_rollback(True)


def of_role(role: Role) -> Person:
    """Of those who have work, or whose role brings none, the one with the least of it."""
    people = Person.objects.filter(appointments__role=role).annotate(number=Count("assignments"))
    return people.filter(number__gt=0).order_by("number", "pk").first() or people.order_by("pk").first()


def one_with_a_story() -> Assignment:
    told = Assignment.objects.filter(state=State.IN_PROGRESS, contributions__isnull=False)
    return told.order_by("-deadline_version", "pk").first()


def nodes(plan: dict):
    yield plan
    for one in plan.get("Plans", ()):
        yield from nodes(one)


def read_as_a_whole(act) -> dict[str, set[str]]:
    """The statements of an act that read a whole table: statement -> names of tables."""
    asked, found = [], {}

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    stamps.forget_all()
    with connection.execute_wrapper(note):
        assert act().status_code == 200
    for sql, params in asked:
        if not sql.lstrip("( ").startswith(("SELECT", "WITH")):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            [(plan,)] = cursor.fetchall()
        plan = plan if isinstance(plan, list) else json.loads(plan)
        scans = [node for node in nodes(plan[0]["Plan"]) if node["Node Type"] in ("Seq Scan", "Parallel Seq Scan")]
        if scans:
            found[sql] = {node["Relation Name"].removeprefix("tasks_app_") for node in scans}
    return found


PAGES = {
    "my work of a member": (Role.MEMBER, lambda: reverse("my_work"), WORK | REPORTS | RECORD),
    "my work of a focal officer": (Role.FOCAL_OFFICER, lambda: reverse("my_work"), WORK | REPORTS | RECORD),
    "a section of my work": (Role.MEMBER, lambda: reverse("my_work") + "?group=later", WORK | REPORTS | RECORD),
    "the list of a focal officer": (Role.FOCAL_OFFICER, lambda: reverse("assignment_list"), WORK | REPORTS | RECORD),
    "an assignment": (
        Role.SECRETARIAT,
        lambda: reverse("assignment_detail", args=[one_with_a_story().pk]),
        WORK | REPORTS | RECORD - {"reminder", "message"},
    ),
    "the queue of reviews": (Role.SECRETARIAT, lambda: reverse("report_list"), REPORTS | RECORD),
    "the oversight of a member": (Role.MEMBER, lambda: reverse("my_organisations"), WORK | REPORTS | RECORD),
    "the overview": (Role.SECRETARIAT, lambda: reverse("overview"), {"progressreport"} | RECORD - {"message"}),
    "the board of a past day": (
        Role.SECRETARIAT,
        lambda: reverse("overview") + f"?as_of={date(2024, 6, 30)}",
        {"progressreport"} | RECORD - {"message"},
    ),
    "the extensions": (Role.LEADER, lambda: reverse("extension_list"), REPORTS | RECORD),
}


def test_what_has_no_index_is_found(province, db):
    def ask():
        list(ProgressReport.objects.filter(results="nobody looks for these").order_by())
        return HttpResponse()

    assert list(read_as_a_whole(ask).values()) == [{"progressreport"}]


def test_no_page_reads_a_whole_table_for_some_of_its_rows(province, db, client_of):
    """One test, since the province takes some seconds; it says of every page that does."""
    wrong = {}
    for name, (role, path, tables) in PAGES.items():
        browser, url = client_of(of_role(role)), path()
        found = read_as_a_whole(lambda browser=browser, url=url: browser.get(url))
        whole = {sql[:200]: scanned & tables for sql, scanned in found.items() if scanned & tables}
        if whole:
            wrong[name] = whole

    assert wrong == {}
