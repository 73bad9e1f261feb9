"""Files of one's own work, and of what one oversees, have what their pages show."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.reminders.actions import urge
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.views import WORK_GROUPS
from tests.exports.files import rows, sheets, taken_out
from tests.factories import (
    AssignmentFactory,
    LocalityFactory,
    ReportFactory,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

WORKING_DAYS_LEFT = "Số ngày làm việc còn lại"


# --- One's own work ---------------------------------------------------------------------------------------------------


def test_ones_work_stands_in_the_groups_of_the_page(client_of, world):
    browser, address = client_of(world.member), reverse("my_work")
    work = browser.get(address).context["work"]

    book = sheets(taken_out(browser, address))

    assert [(row["Nhóm"], row["Mã nhiệm vụ"], row["Nhiệm vụ"]) for row in book["Việc của tôi"]] == [
        (str(label), row.assignment.task.number, row.assignment.task.title)
        for name, label in WORK_GROUPS.items()
        for row in getattr(work, name)
    ]
    assert len(book["Việc của tôi"]) == work.total > 0


def test_ones_work_has_real_days_numbers_and_per_cents(client_of):
    person = member()
    its = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 10))
    ReportFactory(assignment=its, percent=40, state=ReportState.ACCEPTED)
    ReportFactory(
        assignment=its, state=ReportState.RETURNED, comment="Bổ sung số liệu.", at=at_time(date(2024, 10, 9), 9)
    )

    (row,) = rows(taken_out(client_of(person), reverse("my_work")))

    assert row["Thời hạn"].date() == date(2024, 10, 10)
    assert row[WORKING_DAYS_LEFT] == -3
    assert row["Trạng thái"] == "Quá hạn 3 ngày"
    assert row["Tiến độ"] == 0.4
    assert row["Trả lại với ý kiến"] == "Bổ sung số liệu."


def test_what_others_wait_for_has_a_sheet_of_its_own(client_of, world):
    browser, address = client_of(world.officer), reverse("my_work")
    lines = browser.get(address).context["work"].coordinating

    book = sheets(taken_out(browser, address))

    assert [row["Nhiệm vụ"] for row in book["Phối hợp"]] == [line.contribution.assignment.task.title for line in lines]
    assert [row["Cơ quan phối hợp"] for row in book["Phối hợp"]] == [world.unit.name] * len(lines) != []


def test_who_has_no_work_has_no_file_of_it(client_of):
    assert taken_out(client_of(secretary()), reverse("my_work")).status_code == HTTPStatus.NOT_FOUND


# --- What a member oversees -------------------------------------------------------------------------------------------


def test_what_one_oversees_and_nothing_else(client_of):
    locality, other = LocalityFactory(), LocalityFactory()
    overseer = member(oversees=[locality])
    overdue = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 10))
    AssignmentFactory(organisation=locality, deadline_on=date(2024, 12, 31))
    AssignmentFactory(organisation=other, deadline_on=date(2024, 10, 10))
    urge(overdue, by=Actor(overseer), at=at_time(date(2024, 10, 11), 9))
    browser = client_of(overseer)
    (shown,) = browser.get(reverse("my_organisations")).context["overseen"]

    book = sheets(taken_out(browser, reverse("my_organisations")))

    (sums,) = book["Đơn vị, địa phương phụ trách"]
    assert (sums["Đơn vị, địa phương"], sums["Việc được giao"], sums["Quá hạn"]) == (locality.name, 2, 1)
    assert [row["Nhiệm vụ"] for row in book["Việc đang mở"]] == [
        work.assignment.task.title for work in (*shown.pressing, *shown.other)
    ]
    first = book["Việc đang mở"][0]
    assert (first["Số ngày làm việc còn lại"], first["Số lần đôn đốc"]) == (-3, 1)
    assert first["Đôn đốc lần cuối"].date() == date(2024, 10, 11)
