from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.calendar.models import CalendarDay
from tests.factories import CalendarDayFactory, leader, secretary

pytestmark = pytest.mark.django_db


def url_of(*days):
    return f"{reverse('calendar_confirm')}?{'&'.join(f'day={day.pk}' for day in days)}"


def numbers() -> list[str]:
    return list(CalendarDay.objects.order_by("day").values_list("notice_number", flat=True))


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def days():
    return [CalendarDayFactory(day=date(2024, 9, day)) for day in (2, 3, 4)]


def test_the_page_lists_what_will_be_confirmed_and_does_nothing(client_of, days):
    confirmed = CalendarDayFactory(day=date(2024, 1, 1), notice_number="1/TB")

    response = client_of(secretary()).get(url_of(*days[:2], confirmed))

    assert response.context["days"] == days[:2]
    assert "2 ngày sẽ được xác nhận" in response.content.decode()
    assert numbers() == ["1/TB", "", "", ""]


def test_the_ticked_are_confirmed_by_one_notice(client_of, days):
    response = client_of(secretary()).post(url_of(*days[:2]), {"notice_number": " 15/TB "}, follow=True)

    assert numbers() == ["15/TB", "15/TB", ""]
    assert messages_of(response) == ["Đã xác nhận 2 ngày."]
    assert response.redirect_chain == [(f"{reverse('calendar_year')}?year=2024", HTTPStatus.FOUND)]


def test_twice_confirms_nothing_twice(client_of, days):
    browser = client_of(secretary())
    browser.post(url_of(days[0]), {"notice_number": "15/TB"}, follow=True)

    response = browser.post(url_of(days[0]), {"notice_number": "16/TB"}, follow=True)

    assert messages_of(response) == ["Các ngày này đã được xác nhận hoặc đã xóa; không có gì thay đổi."]
    assert numbers() == ["15/TB", "", ""]


@pytest.mark.parametrize("typed", ["", "   ", "x" * 61])
def test_without_a_number_that_fits_nothing_is_confirmed(client_of, days, typed):
    response = client_of(secretary()).post(url_of(*days), {"notice_number": typed})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == ["notice_number"]
    assert response.context["days"] == days
    assert numbers() == ["", "", ""]


@pytest.mark.parametrize("ticked", ["", "day=", "day=nine", "day=999999", f"day={'9' * 30}"])
def test_nothing_ticked_leads_back(client_of, ticked):
    response = client_of(secretary()).get(f"{reverse('calendar_confirm')}?{ticked}", follow=True)

    assert response.redirect_chain == [(reverse("calendar_year"), HTTPStatus.FOUND)]
    assert messages_of(response) == ["Chưa chọn ngày chưa xác nhận nào. Hãy đánh dấu các ngày mà thông báo xác nhận."]


def test_wrong_role(client_of, days):
    assert client_of(leader()).post(url_of(*days), {"notice_number": "1/TB"}).status_code == HTTPStatus.NOT_FOUND
    assert numbers() == ["", "", ""]


def test_wrong_method(client_of):
    assert client_of(secretary()).delete(url_of()).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser, days = client_of(secretary()), [CalendarDayFactory()]

    constant_queries(
        lambda: browser.get(url_of(*days)),
        lambda: days.extend(CalendarDayFactory(day=date(2024, 5, day)) for day in (1, 2, 3)),
    )
