"""The files of the periods have what their pages show."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.enums import State
from tasks_app.reporting.actions import close_period
from tasks_app.reporting.enums import ReportState
from tests.exports.files import notes, rows, sheets, taken_out
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    PeriodFactory,
    ReportFactory,
    leader,
    secretary,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(plan):
    return PeriodFactory()


def owed(period, *, state: ReportState | None = None, at=at_time(date(2024, 9, 18), 9), **given):
    due = DueFactory(period=period, **given)
    if state:
        ReportFactory(assignment=due.assignment, due=due, at=at, state=state)
    return due.assignment


def test_the_periods_stand_by_their_state(client_of, period):
    ahead = PeriodFactory(starts_on=date(2024, 12, 1), ends_on=date(2024, 12, 31), due_on=date(2024, 12, 31))
    owed(period, state=ReportState.SUBMITTED)
    owed(period)

    found = rows(taken_out(client_of(leader()), reverse("period_list")))

    assert [(row["Trạng thái"], row["Kỳ"], row["Đã gửi"], row["Phải gửi"]) for row in found] == [
        ("Chưa chốt số liệu", str(period), 1, 2),
        ("Chưa bắt đầu", str(ahead), 0, 0),
    ]
    assert found[0]["Ngày chốt số liệu"].date() == period.ends_on


@pytest.mark.parametrize("query", ["", "?report=sent", "?report=missing", "?report=late", "?report=nonsense"])
def test_a_period_has_the_figures_and_all_the_rows_of_its_page(client_of, period, query):
    owed(period, state=ReportState.SUBMITTED)
    owed(period, state=ReportState.ACCEPTED, at=at_time(date(2024, 9, 23), 9))
    owed(period)
    owed(period, assignment=AssignmentFactory(state=State.SUSPENDED))
    browser, address = client_of(leader()), reverse("period_detail", args=[period.pk]) + query
    page = browser.get(address).context

    book = sheets(taken_out(browser, address))

    its = page["figures"]
    figures = {row["Số liệu"]: row["Số lượng"] for row in book["Số liệu"]}
    assert (figures["Phải gửi"], figures["Đã gửi"], figures["Gửi chậm"], figures["Chưa gửi, quá hạn"]) == (4, 2, 1, 1)
    assert figures["Việc đang theo dõi tại ngày chốt số liệu"] == its.in_force
    assert [figures[share.label] for share in its.shares] == [share.count for share in its.shares]
    assert [(row["Nhiệm vụ"], row["Báo cáo"], row["Gửi chậm"]) for row in book["Báo cáo"]] == [
        (row.assignment.task.title, row.chip.label, "x" if row.is_late else None) for row in page["page_obj"]
    ]


def test_a_closed_period_stays_as_it_was_frozen(client_of, period):
    assignment = owed(period)
    close_period(period, by=Actor(secretary()), at=at_time(date(2024, 9, 27), 9))
    ReportFactory(assignment=assignment, due=assignment.dues.get(), at=at_time(date(2024, 10, 1), 9))
    AssignmentFactory()  # entered only now

    response = taken_out(client_of(leader()), reverse("period_detail", args=[period.pk]))

    book = sheets(response)
    figures = {row["Số liệu"]: row["Số lượng"] for row in book["Số liệu"]}
    assert (figures["Đã gửi"], figures["Việc đang theo dõi tại ngày chốt số liệu"]) == (0, 1)
    (row,) = book["Báo cáo"]
    assert row["Sau khi chốt số liệu"] == "báo cáo gửi sau khi chốt số liệu"
    assert "Số liệu này đã được chốt." in notes(response)


def test_a_period_is_narrowed_to_one_organisation_which_the_file_names(client_of, period):
    one = owed(period)
    owed(period)
    address = f"{reverse('period_detail', args=[period.pk])}?organisation={one.organisation_id}"

    response = taken_out(client_of(leader()), address)

    assert [row["Cơ quan, đơn vị"] for row in sheets(response)["Báo cáo"]] == [one.organisation.name]
    assert one.organisation.name in notes(response)


def test_a_period_with_more_rows_than_a_page(client_of, period, constant_queries):
    browser, address = client_of(leader()), reverse("period_detail", args=[period.pk])
    owed(period)

    constant_queries(lambda: taken_out(browser, address), lambda: [owed(period) for _ in range(51)], below=30)

    assert len(sheets(taken_out(browser, address))["Báo cáo"]) == 52
