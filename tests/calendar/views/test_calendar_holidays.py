from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.calendar.models import CalendarDay
from tests.factories import CalendarDayFactory, leader, secretary

pytestmark = pytest.mark.django_db

URL = reverse("calendar_holidays", args=[2024])


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_the_page_shows_what_would_be_entered_and_enters_nothing(client_of):
    CalendarDayFactory(day=date(2024, 9, 2), name_vi="Quốc khánh")

    response = client_of(secretary()).get(URL)

    offered = [one.day for one in response.context["days"]]
    assert date(2024, 5, 4) in offered
    assert date(2024, 9, 2) not in offered
    assert f"{len(offered)} ngày sẽ được nhập ở dạng chưa xác nhận" in response.content.decode()
    assert CalendarDay.objects.count() == 1


def test_what_was_shown_is_entered(client_of):
    CalendarDayFactory(day=date(2024, 9, 2), name_vi="Nghỉ của tỉnh", notice_number="1/TB")
    browser = client_of(secretary())
    offered = {one.day for one in browser.get(URL).context["days"]}

    response = browser.post(URL, follow=True)

    assert messages_of(response) == [f"Đã nhập {len(offered)} ngày."]
    assert set(CalendarDay.objects.values_list("day", flat=True)) == offered | {date(2024, 9, 2)}
    assert CalendarDay.objects.get(day=date(2024, 9, 2)).notice_number == "1/TB"


def test_twice_enters_nothing_twice(client_of):
    browser = client_of(secretary())
    browser.post(URL, follow=True)
    before = CalendarDay.objects.count()

    response = browser.post(URL, follow=True)

    assert messages_of(response) == ["Các ngày này đã có trong lịch; không có gì thay đổi."]
    assert CalendarDay.objects.count() == before
    assert "Không còn ngày nào để lấy" in browser.get(URL).content.decode()


@pytest.mark.parametrize("year", [1999, 2101, 999999])
def test_a_year_that_is_a_slip_does_not_exist(client_of, year):
    address = reverse("calendar_holidays", args=[year])

    assert client_of(secretary()).get(address).status_code == HTTPStatus.NOT_FOUND
    assert client_of(secretary()).post(address).status_code == HTTPStatus.NOT_FOUND


def test_wrong_role(client_of):
    assert client_of(leader()).post(URL).status_code == HTTPStatus.NOT_FOUND
    assert not CalendarDay.objects.exists()


def test_wrong_method(client_of):
    assert client_of(secretary()).delete(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED
