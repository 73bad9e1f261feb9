"""The read interface: figures as on the pages, pages that follow each other, problems in one shape, and the log."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks_app.api.enums import Scope
from tasks_app.common import stamps
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.models import ExportRecord
from tasks_app.options.rules import Options
from tasks_app.people.models import Appointment
from tasks_app.plan.enums import Bucket, State
from tasks_app.reminders.actions import urge
from tests.api.reading import BASE, Program
from tests.factories import (
    AssignmentFactory,
    IndicatorFactory,
    OrganisationFactory,
    PeriodFactory,
    ReportFactory,
    api_key,
    inspector,
    member,
    read,
    secretary,
)

pytestmark = pytest.mark.django_db

RESOURCES = {
    "plan": Scope.PLAN,
    "tasks": Scope.PLAN,
    "periods": Scope.PLAN,
    "organisations": Scope.ORGANISATIONS,
    "assignments": Scope.ASSIGNMENTS,
    "figures": Scope.FIGURES,
    "ranking": Scope.FIGURES,
    "indicators": Scope.INDICATORS,
}


@pytest.fixture
def program(db) -> Program:
    """Of another system."""
    return Program(api_key()[1])


# --- What is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?as_of=2024-10-14", "?as_of=2024-10-10"])
def test_the_figures_are_those_of_the_overview(program, client_of, province, query):
    board = client_of(secretary()).get(reverse("overview") + query).context["board"]

    its = program.read(f"figures{query}")

    assert [its["assignments"][bucket.value] for bucket in Bucket] == [board.tally.in_bucket(one) for one in Bucket]
    assert (its["assignments"]["total"], its["assignments"]["completion_rate"]) == (
        board.tally.total,
        board.tally.completion_rate,
    )
    assert its["assignments"]["base"] == board.tally.completed + board.tally.overdue
    assert its["tasks"]["total"] == board.tasks.total
    assert [line["overdue"] for line in its["key_tasks"]] == [line.tally.overdue for line in board.key_tasks]
    assert {line["organisation"]["id"]: line["total"] for line in its["organisations"]} == {
        line.organisation.pk: line.tally.total for line in (*board.units, *board.localities)
    }


@pytest.mark.parametrize("query", ["", "&as_of=2024-10-10"])
@pytest.mark.parametrize("bucket", Bucket)
def test_the_assignments_of_a_share_are_as_many_as_it_counts(program, province, bucket, query):
    found = program.all(f"assignments?bucket={bucket.value}&limit=2{query}")

    figures = program.read(f"figures?{query.strip('&')}")
    assert len(found) == figures["assignments"][bucket.value]
    assert {one["bucket"] for one in found} <= {bucket.value}
    assert len({one["id"] for one in found}) == len(found)


def test_pages_follow_each_other_to_the_end(program, province):
    whole = program.read("assignments?limit=500")

    assert whole["next"] is None
    assert program.all("assignments?limit=3") == whole["items"]


def test_an_assignment_says_how_it_stands_and_who_has_it(program, province, today):
    late = next(one for one in province.assignments if one.state == State.IN_PROGRESS and one.deadline_on)
    (its,) = [one for one in program.all("assignments?limit=500") if one["id"] == late.pk]

    assert its["organisation"]["name_vi"] == late.organisation.name_vi
    assert its["responsible"]["name"] == str(late.responsible)
    assert (its["deadline_on"], its["status"]) == (late.deadline_on.isoformat(), "overdue")
    assert "email" not in str(its)
    assert "@" not in str(its)


def test_one_assignment_has_its_history(program, today):
    one = AssignmentFactory(
        deadline_on=today - timedelta(days=9), state=State.IN_PROGRESS, coordinating=[OrganisationFactory()]
    )
    urge(one, by=Actor(secretary()), at=at_time(today, 8))
    report = ReportFactory(assignment=one, results="Đã ban hành")

    its = program.read(f"assignments/{one.pk}")
    (sent,) = program.all(f"assignments/{one.pk}/reports")

    assert (its["urged"], len(its["coordinating"]), [change["version"] for change in its["deadlines"]]) == (1, 1, [1])
    assert (sent["id"], sent["results"], sent["by"]) == (report.pk, "Đã ban hành", str(report.by))


def test_drafts_are_not_there(program):
    draft = AssignmentFactory(state=State.DRAFT)

    assert program.all("assignments") == []
    assert program.get(f"assignments/{draft.pk}").status_code == HTTPStatus.NOT_FOUND


def test_only_what_changed_since_a_day(program, today):
    old = AssignmentFactory()
    new = AssignmentFactory(state=State.IN_PROGRESS)
    ReportFactory(assignment=new)

    found = {one["id"] for one in program.all(f"assignments?changed_since={today - timedelta(days=9)}")}

    assert new.pk in found
    assert old.pk in {one["id"] for one in program.all("assignments?changed_since=2020-01-01")}
    assert program.all(f"assignments?changed_since={today + timedelta(days=9)}") == []


def test_ranks_are_those_of_the_page(program, client_of, province):
    groups = client_of(secretary()).get(reverse("ranking")).context["groups"]

    lines = program.read("ranking")["lines"]

    assert [(line["organisation"]["id"], line["rank"]) for line in lines] == [
        (row.pk, row.rank) for group in groups for row in (*group.rows, *group.others)
    ]


def test_plan_tasks_periods_organisations_and_indicators(program, province):
    PeriodFactory(plan=province.plan)
    indicator, unit = IndicatorFactory(), province.organisations[0]
    read(indicator, {unit: (80, 100)})

    assert program.read("plan")["year"] == province.plan.year
    assert {task["id"] for task in program.all("tasks?limit=2")} == {task.pk for task in province.tasks}
    assert len(program.all("periods")) == 1
    assert {one.pk for one in province.organisations} <= {one["id"] for one in program.all("organisations")}
    (line,) = program.read("indicators")
    assert (line["code"], line["period"], line["numerator"], line["denominator"], line["value"]) == (
        indicator.code,
        "2024-09",
        80,
        100,
        80,
    )


# --- Who reads --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer cchc_x"}, {"Authorization": "Basic eDp5"}])
def test_without_a_key_that_holds_nothing_is_read(client_of, resource, headers):
    browser = client_of(secretary())  # a session opens nothing

    response = browser.get(BASE + resource, headers=headers)

    assert response.status_code == HTTPStatus.UNAUTHORIZED
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert set(response.json()) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_key_opens_what_it_was_made_for(plan, resource):
    others = [scope for scope in Scope if scope != RESOURCES[resource]]
    closed, opened = Program(api_key(scopes=others)[1]), Program(api_key(scopes=[RESOURCES[resource]])[1])

    assert closed.get(resource).status_code == HTTPStatus.FORBIDDEN
    assert opened.get(resource).status_code == HTTPStatus.OK


def test_a_key_ends_with_its_last_day(plan, clock):
    token, secret = api_key(valid_until=date(2024, 10, 31))
    clock.move_to(at_time(token.valid_until, 23))
    assert Program(secret).get("plan").status_code == HTTPStatus.OK
    clock.move_to(at_time(token.valid_until + timedelta(days=1), 1))
    assert Program(secret).get("plan").status_code == HTTPStatus.UNAUTHORIZED


def test_who_has_lost_his_office_reads_no_more(plan, clock, today):
    person = inspector()
    program = Program(api_key(person)[1])
    assert program.get("plan").status_code == HTTPStatus.OK

    Appointment.objects.filter(person=person).update(valid_to=today - timedelta(days=1))
    assert program.get("plan").status_code == HTTPStatus.UNAUTHORIZED


def test_whose_account_is_closed_reads_no_more(plan):
    person = secretary()
    program = Program(api_key(person)[1])
    person.is_active = False
    person.save()

    assert program.get("plan").status_code == HTTPStatus.UNAUTHORIZED


def test_a_key_that_a_member_came_by_opens_nothing(plan):
    assert Program(api_key(member())[1]).get("plan").status_code == HTTPStatus.UNAUTHORIZED


def test_too_many_readings_have_to_wait_a_minute(plan, clock):
    program = Program(api_key()[1])
    for _ in range(Options().api_reads_a_minute):
        assert program.get("plan").status_code == HTTPStatus.OK

    refused = program.get("plan")
    assert (refused.status_code, refused["Retry-After"]) == (HTTPStatus.TOO_MANY_REQUESTS, "60")
    clock.shift(timedelta(seconds=61))
    assert program.get("plan").status_code == HTTPStatus.OK


# --- How it answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(program, plan, method):
    response = getattr(Client(), method)(f"{BASE}plan", headers={"Authorization": f"Bearer {program.key}"})

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert (response["Allow"], response["Content-Type"]) == ("GET", "application/problem+json")


@pytest.mark.parametrize(
    ("resource", "status"),
    [
        ("nowhere", 404),
        ("assignments/999999", 404),
        ("assignments/x", 422),
        ("assignments?limit=0", 422),
        ("assignments?limit=501", 422),
        ("assignments?status=green", 422),
        ("assignments?organisation=99999999999999999999", 422),
        ("figures?as_of=yesterday", 422),
        ("figures?as_of=5", 422),
        ("figures?as_of=2024-02-30", 422),
        ("assignments?limit=1_0", 422),
        ("assignments?limit=%201", 422),
        ("figures?as_of=2030-01-01", 404),
        ("ranking?period=999999", 404),
        ("assignments?statuss=overdue", 422),
        ("plan?limit=5", 422),
    ],
)
def test_what_is_wrong_is_said_in_one_shape(program, plan, resource, status):
    response = program.get(resource)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert response.json()["detail"]


@pytest.mark.parametrize("resource", RESOURCES)
def test_before_a_plan_is_entered_it_answers(program, resource):
    assert program.get(resource).status_code in (HTTPStatus.OK, HTTPStatus.NOT_FOUND)


def test_what_has_not_changed_is_not_sent_again(program, province):
    first = program.get("assignments")
    again = program.get("assignments", If_None_Match=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (HTTPStatus.NOT_MODIFIED, b"", first["ETag"])
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"]
    AssignmentFactory(task=province.tasks[0])
    assert program.get("assignments", If_None_Match=first["ETag"]).status_code == HTTPStatus.OK


def test_each_reading_is_logged(province):
    person = secretary()
    token, secret = api_key(person)

    Program(secret).read("assignments?limit=3")

    line = ExportRecord.objects.get()
    assert (line.what, line.query, line.rows, line.by, line.through) == (
        "api:assignments",
        "limit=3",
        3,
        person,
        token.through,
    )


def test_what_was_refused_is_not_logged(plan):
    Program(api_key(scopes=[Scope.PLAN])[1]).get("figures")

    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("resource", ["assignments", "tasks", "figures", "ranking", "organisations"])
def test_rows_cost_no_queries(program, province, resource):
    def queries() -> int:
        stamps.forget_all()
        with CaptureQueriesContext(connection) as captured:
            program.read(resource)
        return len(captured)

    queries()
    before = queries()
    for _ in range(3):
        AssignmentFactory(task=province.tasks[2])
    assert queries() == before
