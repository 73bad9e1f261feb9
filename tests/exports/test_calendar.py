"""The file of a year of the working calendar has what its page shows."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tasks_app.calendar.enums import DayKind
from tests.exports.files import notes, rows, taken_out
from tests.factories import CalendarDayFactory, focal_officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["", "?year=2025", "?year=nonsense"])
def test_the_days_off_and_swaps_of_the_year(client_of, query):
    CalendarDayFactory(day=date(2024, 9, 2), name_vi="Quốc khánh", notice_number="6150/TB-BLĐTBXH")
    CalendarDayFactory(day=date(2024, 5, 4), kind=DayKind.WORKED, name_vi="Ngày làm bù", notice_number="")
    CalendarDayFactory(day=date(2025, 1, 1), name_vi="Tết Dương lịch")
    browser, address = client_of(focal_officer()), reverse("calendar_year") + query
    its = browser.get(address).context["its"]

    response = taken_out(browser, address)

    found = rows(response)
    assert [(row["Ngày"].date(), row["Tên ngày"]) for row in found] == [(one.day, one.name) for one in its.days]
    assert f"Cả năm có {its.working_days} ngày làm việc." in notes(response)
    if its.year == 2024:
        swapped, holiday = found
        assert (swapped["Thứ"], swapped["Loại ngày"]) == ("Thứ Bảy", str(DayKind.WORKED.label))
        assert (swapped["Trùng ngày cuối tuần"], swapped["Thông báo chính thức"]) == ("x", "chưa xác nhận")
        assert (holiday["Trùng ngày cuối tuần"], holiday["Thông báo chính thức"]) == (None, "6150/TB-BLĐTBXH")
