"""The file of a search has all that was found, and only what its reader may see."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tasks_app.finding.enums import Kind
from tests.exports.files import notes, rows, taken_out
from tests.factories import AssignmentFactory, LocalityFactory, TaskFactory, member, secretary

pytestmark = pytest.mark.django_db


def address(query: str) -> str:
    return f"{reverse('search')}?{query}"


@pytest.fixture
def do_luong(plan):
    """Eight assignments, of which the page shows five."""
    locality = LocalityFactory(name_vi="Huyện Đô Lương")
    person = member()
    return [AssignmentFactory(organisation=locality, responsible=person) for _ in range(8)]


def test_all_of_each_kind_in_the_order_of_the_page(client_of, do_luong):
    browser = client_of(secretary())
    sections = browser.get(address("q=do luong")).context["sections"]

    response = taken_out(browser, address("q=do luong"))

    found = rows(response)
    kinds = [row["Loại kết quả"] for row in found]
    assert {str(one.kind.label): one.number for one in sections} == {kind: kinds.count(kind) for kind in kinds}
    assert list(dict.fromkeys(kinds)) == [str(one.kind.label) for one in sections]
    for one in sections:
        its = [row for row in found if row["Loại kết quả"] == str(one.kind.label)]
        assert [row["Nội dung tìm thấy"] for row in its[: len(one.lines)]] == [line.title for line in one.lines]
    assert "do luong" in notes(response)


def test_one_kind_alone_where_it_is_asked_for(client_of, do_luong):
    (row,) = rows(taken_out(client_of(secretary()), address(f"q=do luong&only={Kind.ORGANISATIONS}")))

    assert row["Nội dung tìm thấy"] == "Huyện Đô Lương"


def test_assignments_have_their_status(client_of, do_luong):
    browser = client_of(secretary())
    (section,) = browser.get(address(f"q=do luong&only={Kind.ASSIGNMENTS}")).context["sections"]

    found = rows(taken_out(browser, address(f"q=do luong&only={Kind.ASSIGNMENTS}")))

    assert [(row["Số, ký hiệu"], row["Trạng thái"]) for row in found] == [
        (line.number, line.shown.label) for line in section.lines
    ]
    assert len(found) == 8


def test_nobody_takes_out_what_he_may_not_see(client_of, do_luong):
    stranger, owner = client_of(member()), client_of(do_luong[0].responsible)

    def kinds(browser) -> list[str]:
        return [row["Loại kết quả"] for row in rows(taken_out(browser, address("q=do luong")))]

    assert str(Kind.ASSIGNMENTS.label) not in kinds(stranger)
    assert kinds(owner).count(str(Kind.ASSIGNMENTS.label)) == 8


@pytest.mark.parametrize("query", ["", "q=", "q=zzzz"])
def test_where_nothing_was_found_there_is_nothing(client_of, do_luong, query):
    assert rows(taken_out(client_of(secretary()), address(query))) == []


def test_more_that_is_found_costs_no_more_queries(client_of, do_luong, constant_queries):
    browser, task = client_of(secretary()), TaskFactory()

    constant_queries(
        lambda: taken_out(browser, address("q=do luong")),
        lambda: [
            AssignmentFactory(
                task=task, organisation=LocalityFactory(name_vi="Xã Đô Lương"), responsible=do_luong[0].responsible
            )
            for _ in range(3)
        ],
        below=30,
    )
