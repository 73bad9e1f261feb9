"""A page as a file: what one may see of it, in the form that it has on the page, and logged."""

from __future__ import annotations

import csv
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks_app.common import stamps
from tasks_app.exports.books import BOOKS
from tasks_app.exports.enums import FileState
from tasks_app.exports.models import ExportRecord, WantedFile
from tasks_app.plan.enums import State
from tests.exports.files import content, headers, rows, taken_out
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    PersonFactory,
    TaskFactory,
    delegate,
    inspector,
    leader,
    member,
    secretary,
    set_options,
)

ASSIGNMENTS = reverse("assignment_list")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", [leader, secretary, inspector])
def test_the_file_has_the_rows_of_the_list_on_all_its_pages(client_of, person):
    task = TaskFactory()
    for _ in range(30):
        AssignmentFactory(task=task)

    assert len(rows(taken_out(client_of(person()), ASSIGNMENTS))) == 30


def test_a_member_takes_out_only_what_he_sees(client_of):
    his = AssignmentFactory(responsible=member(), organisation=OrganisationFactory(name_vi="Sở Tư pháp"))
    AssignmentFactory()

    (row,) = rows(taken_out(client_of(his.responsible), ASSIGNMENTS))

    assert row["Cơ quan chủ trì"] == "Sở Tư pháp"


def test_it_is_narrowed_and_ordered_like_the_page(client_of, today):
    late = AssignmentFactory(deadline_on=today - timedelta(days=9), state=State.IN_PROGRESS)
    later = AssignmentFactory(deadline_on=today - timedelta(days=5), state=State.IN_PROGRESS)
    AssignmentFactory(deadline_on=today + timedelta(days=50))

    found = rows(taken_out(client_of(secretary()), f"{ASSIGNMENTS}?status=overdue&sort=days"))

    assert [row["Nhiệm vụ"] for row in found] == [later.task.title, late.task.title]
    assert [row["Số ngày quá hạn (ngày lịch)"] for row in found] == [5, 8]  # Sunday's deadline was good until Monday


def test_what_leaves_is_logged_with_both_names(client_of):
    person = secretary()
    AssignmentFactory()

    content(taken_out(client_of(person), f"{ASSIGNMENTS}?sort=task", "csv"))

    line = ExportRecord.objects.get()
    assert (line.what, line.query, line.file_format, line.rows) == ("assignment_list", "sort=task", "csv", 1)
    assert (line.by, line.for_person) == (person, None)


def test_a_deputy_takes_out_what_the_principal_sees(client_of):
    principal, deputy = member(), secretary()
    his = AssignmentFactory(responsible=principal)
    AssignmentFactory()
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegate(principal, deputy).pk]))

    (row,) = rows(taken_out(browser, ASSIGNMENTS))

    assert row["Nhiệm vụ"] == his.task.title
    line = ExportRecord.objects.get()
    assert (line.by, line.for_person) == (deputy, principal)


def test_csv_is_the_same_list(client_of):
    his = AssignmentFactory(organisation=OrganisationFactory(name_vi="=Sở Tư pháp"))

    text = content(taken_out(client_of(secretary()), ASSIGNMENTS, "csv")).decode("utf-8-sig")

    header, line = csv.reader(text.splitlines())
    its = dict(zip(header, line, strict=True))
    assert (its["Nhiệm vụ"], its["Cơ quan chủ trì"]) == (his.task.title, "'=Sở Tư pháp")


def test_a_past_day_is_taken_out_as_it_stood(client_of, today):
    AssignmentFactory()

    assert rows(taken_out(client_of(secretary()), f"{ASSIGNMENTS}?as_of={today - timedelta(days=300)}")) == []


def test_the_name_of_the_file_is_plain_and_says_the_day(client_of, plan):
    response = taken_out(client_of(secretary()), ASSIGNMENTS)

    assert response["Content-Disposition"] == 'attachment; filename="Viec-duoc-giao_2024-10-15.xlsx"'
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "address",
    ["", "/", "/nowhere/", "//evil.example/", "/healthz", "/working-calendar/enter/", "assignments/", "/assignments"],
)
def test_where_there_is_no_book_there_is_no_file(client_of, address):
    assert taken_out(client_of(secretary()), address).status_code == HTTPStatus.NOT_FOUND
    assert not ExportRecord.objects.exists()


def test_an_unknown_form_is_no_address(client_of):
    assert taken_out(client_of(secretary()), ASSIGNMENTS, "docx").status_code == HTTPStatus.NOT_FOUND


def test_a_link_takes_nothing_out(client_of):
    url = reverse("page_export", args=["xlsx"])

    assert client_of(secretary()).get(url, {"address": ASSIGNMENTS}).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_who_has_no_role_gets_nothing(client_of):
    assert taken_out(client_of(PersonFactory()), ASSIGNMENTS).status_code == HTTPStatus.NOT_FOUND


# Who may open the pages is asked beside both databases in tests/architecture/test_urls.py, and the test after this one
# fills each book beside both.
@pytest.mark.one_database
@pytest.mark.parametrize("name", sorted(BOOKS))
def test_a_page_that_is_not_for_him_gives_nobody_a_file_either(client_of, name, world):
    """Whatever the page answers to somebody, its file answers the same."""
    address = _address(name, world)
    for role in ("member", "officer", "leader", "secretary", "inspector", "administrator"):
        browser = client_of(getattr(world, role))

        page, file = browser.get(address), taken_out(browser, address)

        assert (file.status_code == HTTPStatus.OK) == (page.status_code == HTTPStatus.OK), role


@pytest.mark.parametrize("name", sorted(BOOKS))
@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_every_page_with_a_button_can_be_taken_out(client_of, name, file_format, world):
    browser = client_of(getattr(world, WHOSE.get(name, "secretary")))

    response = taken_out(browser, _address(name, world), file_format)

    assert len(content(response)) > 0
    assert ExportRecord.objects.first().what == name


@pytest.mark.one_database  # they are words of the catalogue
@pytest.mark.parametrize("name", sorted(BOOKS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_columns_of_a_sheet_are_told_apart_by_their_names(client_of, name, language, world):
    browser = client_of(getattr(world, WHOSE.get(name, "secretary")))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    for title, labels in headers(taken_out(browser, _address(name, world))).items():
        assert len(set(labels)) == len(labels), (title, labels)


# What is one's own is not the secretariat's.
WHOSE = {"my_work": "officer", "my_organisations": "member"}


def _address(name: str, world) -> str:
    args = {
        "ranking_organisation": [world.own.organisation_id],
        "comparison_list": ["completed"],
        "key_task_detail": [world.own.task.key_task.number],
        "organisation_detail": [world.own.organisation_id],
        "member_detail": [world.member.pk],
        "period_detail": [world.period.pk],
        "indicator_detail": [world.indicator.pk],
        "import_detail": [world.plan_file.pk],
        "plan_editor": [world.draft_plan.year],
    }
    query = {"search": "?q=thu nghiem"}
    return reverse(name, args=args.get(name, [])) + query.get(name, "")


def test_the_button_is_on_the_page_and_keeps_what_was_asked_for(client_of):
    AssignmentFactory()

    page = client_of(secretary()).get(f"{ASSIGNMENTS}?status=overdue").content.decode()

    assert f'action="{reverse("page_export", args=["xlsx"])}"' in page
    assert f'name="address" value="{ASSIGNMENTS}?status=overdue"' in page


def test_a_number_of_rows_costs_the_same_queries(client_of):
    task, browser = TaskFactory(), client_of(secretary())
    counted = []
    for number in (1, 30):
        for _ in range(number):
            AssignmentFactory(task=task)
        stamps.forget_all()
        with CaptureQueriesContext(connection) as queries:
            content(taken_out(browser, ASSIGNMENTS))
        counted.append(len(queries))

    assert counted[0] == counted[1]


# --- Long ones --------------------------------------------------------------------------------------------------------


@pytest.fixture
def short(db):
    set_options(export_rows=1)


def test_a_long_list_is_made_by_a_job(client_of, short):
    person = secretary()
    AssignmentFactory(), AssignmentFactory()

    response = taken_out(client_of(person), f"{ASSIGNMENTS}?sort=task")

    file = WantedFile.objects.get()
    assert response.url == reverse("export_list")
    assert (file.by, file.address, file.state, file.rows) == (
        person,
        f"{ASSIGNMENTS}?sort=task",
        FileState.WAITING,
        2,
    )
    assert [str(message) for message in get_messages(response.wsgi_request)]
    assert not ExportRecord.objects.exists()


def test_pressed_twice_it_is_made_once(client_of, short):
    AssignmentFactory(), AssignmentFactory()
    browser = client_of(secretary())

    taken_out(browser, ASSIGNMENTS)
    taken_out(browser, ASSIGNMENTS)

    assert WantedFile.objects.count() == 1


def test_nobody_fills_the_queue(client_of, short):
    AssignmentFactory(), AssignmentFactory()
    browser = client_of(secretary())
    for number in range(7):
        taken_out(browser, f"{ASSIGNMENTS}?sort=task&x={number}")

    assert WantedFile.objects.count() == 5
