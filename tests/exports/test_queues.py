"""The files of the queues have what their pages show."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.reporting.enums import Situation
from tests.exports.files import notes, sheets, taken_out
from tests.factories import (
    ExtensionFactory,
    OrganisationFactory,
    ReportFactory,
    focal_officer,
    group_of,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(plan):
    """Two reports of the same unit and one of another, of which one asks for completion."""
    unit = OrganisationFactory()
    return [
        ReportFactory(assignment__organisation=unit, at=at_time(date(2024, 10, 8), 9)),
        ReportFactory(assignment__organisation=unit, at=at_time(date(2024, 10, 14), 9), situation=Situation.DONE),
        ReportFactory(at=at_time(date(2024, 10, 10), 9)),
    ]


@pytest.mark.parametrize(("query", "number"), [("", 3), ("?kind=completion", 1), ("?kind=late", 1), ("?waits=1", 2)])
def test_the_review_queue_is_all_there_as_it_is_narrowed(client_of, sent, query, number):
    browser, address = client_of(secretary()), reverse("report_list") + query
    shown = browser.get(address).context["rows"]

    book = sheets(taken_out(browser, address))

    found = book["Duyệt báo cáo"]
    assert [(row["Nhiệm vụ"], row["Đã chờ (ngày làm việc)"]) for row in found] == [
        (one.waiting.report.assignment.task.title, one.waiting.waits) for one in shown
    ]
    assert len(found) == number


def test_the_review_queue_goes_beyond_the_page_and_has_the_figures_of_the_whole(client_of, plan):
    for _ in range(27):
        ReportFactory(at=at_time(date(2024, 10, 8), 9))
    browser, address = client_of(secretary()), reverse("report_list") + "?kind=late"
    figures = browser.get(address).context["queue"]

    response = taken_out(browser, address)

    book = sheets(response)
    assert len(book["Duyệt báo cáo"]) == 27
    assert [row["Quá hạn trả lời"] for row in book["Duyệt báo cáo"]] == ["x"] * 27
    assert {row["Số liệu"]: row["Số lượng"] for row in book["Số liệu"]} == {
        "Chờ trả lời": figures.waiting,
        "Chờ lâu nhất (ngày làm việc)": figures.longest,
        "Quá hạn trả lời": figures.late,
        "Trung vị thời gian trả lời (ngày làm việc)": figures.median,
        "Đã trả lời hôm nay": figures.answered_today,
    }
    assert "Quá hạn trả lời" in notes(response)


def test_a_row_of_the_queue_costs_no_query(client_of, constant_queries):
    browser = client_of(secretary())
    ReportFactory()

    constant_queries(
        lambda: taken_out(browser, reverse("report_list")), lambda: [ReportFactory() for _ in range(3)], below=30
    )


def test_extensions_wait_for_a_leader_first(client_of, world):
    browser, address = client_of(world.leader), reverse("extension_list")
    page = browser.get(address).context

    book = sheets(taken_out(browser, address))

    assert [(row["Nhiệm vụ"], row["Thời hạn"].date(), row["Thời hạn đề nghị"].date()) for row in book["Gia hạn"]] == [
        (line.extension.assignment.task.title, line.extension.deadline_before, line.extension.deadline_asked)
        for line in (*page["queue"].for_decision, *page["queue"].for_proposal)
    ]
    assert len(book["Gia hạn"]) == page["queue"].total == 2
    kept = {
        row["Số liệu"]: (row["Theo thời hạn hiện hành"], row["Theo thời hạn gốc"])
        for row in book["Thời hạn trong kế hoạch"]
    }
    assert kept["Chưa hoàn thành, quá hạn"] == (page["kept"].overdue, page["kept"].overdue_originally)
    assert kept["Quá hạn hoặc hoàn thành quá hạn"] == (page["kept"].late, page["kept"].late_originally)


def test_extensions_are_narrowed_to_a_group(client_of, plan):
    extension = ExtensionFactory(reason="Chờ hướng dẫn của bộ")
    ExtensionFactory()
    group_of(extension.assignment.organisation, key="own")

    found = sheets(taken_out(client_of(leader()), reverse("extension_list") + "?group=own"))["Gia hạn"]

    assert [(row["Cơ quan, đơn vị"], row["Lý do"]) for row in found] == [
        (extension.assignment.organisation.name, "Chờ hướng dẫn của bộ")
    ]


def test_who_may_not_open_the_queues_gets_no_file(client_of, plan):
    for person in (member(), focal_officer()):
        for name in ("report_list", "extension_list", "period_list"):
            assert taken_out(client_of(person), reverse(name)).status_code == HTTPStatus.NOT_FOUND
