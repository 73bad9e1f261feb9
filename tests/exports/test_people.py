"""The file of the delegations has what its page shows."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.exports.files import rows, taken_out
from tests.factories import administrator, delegate, leader, member, secretary

pytestmark = pytest.mark.django_db

URL = reverse("delegation_list")


def test_in_force_to_come_and_over(client_of):
    principal, by = leader(full_name="Nguyễn Văn Trưởng"), secretary()
    over = delegate(
        principal, member(full_name="Trần Thị Cũ"), by=by, since=date(2024, 9, 1), last_day=date(2024, 9, 5)
    )
    now = delegate(
        principal, member(full_name="Lê Văn Nay"), by=by, since=date(2024, 10, 1), last_day=date(2024, 10, 20)
    )
    ahead = delegate(
        principal, member(full_name="Vũ Thị Mai"), by=by, since=date(2024, 11, 1), last_day=date(2024, 11, 9)
    )

    found = rows(taken_out(client_of(administrator()), URL))

    assert [(row["Trạng thái"], row["Người được ủy quyền"], row["Làm thay"]) for row in found] == [
        ("Đang có hiệu lực", str(now.deputy), "Nguyễn Văn Trưởng"),
        ("Sắp có hiệu lực", str(ahead.deputy), "Nguyễn Văn Trưởng"),
        ("Đã kết thúc", str(over.deputy), "Nguyễn Văn Trưởng"),
    ]
    assert [row["Đến hết ngày"].date() for row in found] == [date(2024, 10, 20), date(2024, 11, 9), date(2024, 9, 5)]
    assert {row["Người nhập"] for row in found} == {str(by)}


def test_all_that_are_over_are_there_with_the_same_queries(client_of, constant_queries):
    principal, browser = leader(), client_of(secretary())
    delegate(principal, member(), since=date(2024, 9, 1), last_day=date(2024, 9, 2))

    constant_queries(
        lambda: taken_out(browser, URL),
        lambda: [delegate(principal, member(), since=date(2024, 8, 1), last_day=date(2024, 8, 2)) for _ in range(26)],
    )

    assert len(rows(taken_out(browser, URL))) == 27
