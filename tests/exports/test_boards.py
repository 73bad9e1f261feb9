"""The figures of a file are those of its page, whichever day is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.dashboard.queries import Tally
from tasks_app.plan.enums import Bucket, Status
from tests.exports.files import rows, sheets, taken_out
from tests.factories import group_of, oversee, secretary

pytestmark = pytest.mark.django_db

PAST = "?as_of=2024-10-14"
DAYS = pytest.mark.parametrize("query", ["", PAST, "?as_of=2024-10-10"])


@pytest.fixture
def browser(client_of, province):
    return client_of(secretary())


def shares(row: dict) -> list[int]:
    return [row[str(bucket.label)] for bucket in Bucket]


def of(tally: Tally) -> list[int]:
    return [tally.in_bucket(bucket) for bucket in Bucket]


@DAYS
def test_the_overview_has_the_figures_of_its_page(browser, query):
    address = reverse("overview") + query
    figures = browser.get(address).context["board"]

    book = sheets(taken_out(browser, address))

    numbers = {row["Số liệu"]: row["Số lượng"] for row in book["Số liệu"]}
    assert numbers["Số nhiệm vụ của kế hoạch"] == figures.tasks.total
    assert numbers["Việc đang theo dõi"] == figures.tally.total
    assert [numbers[str(bucket.label)] for bucket in Bucket] == of(figures.tally)
    assert [shares(row) for row in book["Nhiệm vụ trọng tâm"]] == [
        *(of(line.tally) for line in figures.key_tasks),
        of(figures.tally),
    ]
    organisations = {row["Đơn vị, địa phương"]: shares(row) for row in book["Đơn vị, địa phương"]}
    for line in (*figures.units, *figures.localities):
        assert organisations[line.organisation.name] == of(line.tally)
    assert len(book["Quá hạn"]) == figures.tally.overdue


@DAYS
def test_the_matrix_has_the_cells_of_its_page(browser, province, query):
    address = reverse("matrix") + query
    table = browser.get(address).context["table"]

    found = {row["Đơn vị, địa phương"]: row for row in rows(taken_out(browser, address))}

    for group in table.groups:
        for row in (group.total, *group.rows):
            its = found[row.name]
            done, in_force = (
                [its[f"{key.number}: {words}"] for key in table.key_tasks]
                for words in ("đã hoàn thành", "đang theo dõi")
            )
            cells = zip(done, in_force, strict=True)
            assert [f"{done}/{all_of_it}" if all_of_it else None for done, all_of_it in cells] == [
                cell.completed if cell else None for cell in row.cells
            ]
            assert f"{its['Hoàn thành']}/{its['Việc đang theo dõi']}" == row.sum.completed


def test_a_group_narrows_the_file_as_it_does_the_page(browser, province):
    _unit, other, *_others = province.organisations
    group_of(other, key="own")

    found = sheets(taken_out(browser, f"{reverse('organisation_list')}?group=own"))

    assert [row["Đơn vị, địa phương"] for sheet in found.values() for row in sheet] == [other.name]


@DAYS
def test_units_and_localities_have_their_own_sheets_and_work(browser, query):
    address = reverse("organisation_list") + query
    sections = browser.get(address).context["sections"]

    book = sheets(taken_out(browser, address))

    assert [[(row["Đơn vị, địa phương"], shares(row)) for row in sheet] for sheet in book.values()] == [
        [(line.its.organisation.name, of(line.its.tally)) for line in section.lines] for section in sections
    ]


@DAYS
def test_the_map_s_file_is_its_table(browser, query):
    address = reverse("locality_map") + query
    table = browser.get(address).context["rows"]

    found = rows(taken_out(browser, address))

    assert [(row["Địa phương"], shares(row)) for row in found] == [
        (row.line.locality.name, of(row.line.tally)) for row in table
    ]


@DAYS
def test_ranks_are_those_of_the_page(browser, query):
    address = reverse("ranking") + query
    groups = browser.get(address).context["groups"]

    book = sheets(taken_out(browser, address))

    assert [(row["Hạng"], row["Đơn vị, địa phương"]) for sheet in book.values() for row in sheet] == [
        (row.rank, row.name) for group in groups for row in (*group.rows, *group.others)
    ]


@pytest.mark.parametrize("part", ["due", "on_time", "late", "overdue", "returned", "missed", "extensions"])
def test_what_stands_behind_a_rank_is_all_there(browser, province, part):
    for organisation in province.organisations:
        address = f"{reverse('ranking_organisation', args=[organisation.pk])}?part={part}"

        assert len(rows(taken_out(browser, address))) == len(browser.get(address).context["rows"])


@pytest.mark.parametrize("query", ["?from=2024-10-10", "?from=2024-10-08&as_of=2024-10-14"])
def test_two_days_side_by_side(browser, query):
    address = reverse("comparison") + query
    page = browser.get(address).context

    book = sheets(taken_out(browser, address))

    assert [(row["Trước"], row["Hiện tại"]) for row in book["Số liệu"]] == [
        (pair.before, pair.after) for pair in page["buckets"]
    ]
    assert [
        (row["Hoàn thành trước"], row["Hoàn thành nay"], row["Quá hạn trước"], row["Quá hạn nay"])
        for row in book["Nhiệm vụ trọng tâm"]
    ] == [
        (line.completed.before, line.completed.after, line.overdue.before, line.overdue.after)
        for line in page["key_tasks"]
    ]


@pytest.mark.parametrize("move", ["completed", "overdue", "no_longer_overdue", "issued"])
def test_all_that_moved_is_in_the_file(browser, move):
    address = f"{reverse('comparison_list', args=[move])}?from=2024-10-08"

    found = rows(taken_out(browser, address))

    assert [row["Nhiệm vụ"] for row in found] == [
        row.assignment.task.title for row in browser.get(address).context["rows"]
    ]


@DAYS
def test_members_stand_in_the_official_order_with_their_work(browser, province, query):
    oversee(province.responsible, province.organisations[2])
    address = reverse("member_list") + query
    lines = browser.get(address).context["lines"]

    found = rows(taken_out(browser, address))

    assert [(row["Thành viên"], shares(row)) for row in found] == [
        (str(line.its.person), of(line.its.tally)) for line in lines
    ]


@DAYS
def test_the_page_of_a_member_and_of_an_organisation(browser, province, query):
    oversee(province.responsible, province.organisations[2])
    member = reverse("member_detail", args=[province.responsible.pk]) + query
    unit = reverse("organisation_detail", args=[province.organisations[0].pk]) + query

    for address in (member, unit):
        part = browser.get(address).context["part"]
        book = sheets(taken_out(browser, address))
        assert len(book["Việc được giao"]) == part.tally.total
        assert shares(book["Nhiệm vụ trọng tâm"][-1]) == of(part.tally)


@DAYS
def test_the_tasks_of_a_key_task(browser, province, query):
    address = reverse("key_task_detail", args=[province.tasks[0].key_task.number]) + query
    figures = browser.get(address).context["figures"]

    found = rows(taken_out(browser, address))

    assert [(row["Nhiệm vụ"], shares(row)) for row in found[:-1]] == [
        (line.task.title, of(line.tally)) for line in figures.tasks
    ]
    assert shares(found[-1]) == of(figures.tally)


@pytest.mark.parametrize("query", ["", "?due=quarter", PAST])
def test_the_plan_has_the_tasks_of_its_page(browser, query):
    address = reverse("task_list") + query
    sections = browser.get(address).context["sections"]

    found = rows(taken_out(browser, address))

    assert [(row["Mã nhiệm vụ"], row["Hoàn thành"], row["Việc đang theo dõi"], row["Quá hạn"]) for row in found] == [
        (row.task.number, row.done, row.total, row.overdue) for section in sections for row in section.rows
    ]


def test_deadlines_are_days_and_not_words(browser):
    found = rows(taken_out(browser, f"{reverse('assignment_list')}?status={Status.OVERDUE.value}"))

    assert all(row["Thời hạn"].date() < date(2024, 10, 15) for row in found)


@pytest.mark.parametrize(
    "name", ["overview", "matrix", "ranking", "organisation_list", "member_list", "locality_map", "comparison"]
)
def test_before_a_plan_is_entered_there_is_an_empty_file(client_of, name):
    (only,) = sheets(taken_out(client_of(secretary()), reverse(name))).values()

    assert only == []
